// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

// ARN is a parsed Amazon Resource Name, arn:partition:service:region:account-id:resource. Region and AccountID are empty
// where the service leaves them out (S3 buckets have neither, EC2 snapshots no account).
type ARN struct {
	Partition string
	Service   string
	Region    string
	AccountID string
	Resource  string
}

// String returns the ARN in its usual form.
func (a ARN) String() string {
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.AccountID, a.Resource}, ":")
}

// AccountIn returns the account that an ARN names, "" for none.
func AccountIn(arn string) string {
	parsed, _ := ParseARN(arn) // the zero ARN with an error
	return parsed.AccountID
}

// ARNError tells why a string is not the ARN that was expected. Reason is a clause that can follow "because".
type ARNError struct {
	Value  string
	Reason string
}

// Error implements error.
func (e *ARNError) Error() string {
	return fmt.Sprintf("%q cannot be used because %s", e.Value, e.Reason)
}

// Reason returns why an ARN was refused, as a clause that can follow "because".
func Reason(err error) string {
	if e, ok := errors.AsType[*ARNError](err); ok {
		return e.Reason
	}
	return err.Error()
}

// The parts of an ARN (AWS General Reference, "Amazon Resource Names"). Partitions are matched by form, because AWS adds
// new ones (aws-eusc in 2025); services and regions likewise.
var (
	partitionPattern = lazyregexp.New(`^aws(-[a-z0-9]+)*$`)
	servicePattern   = lazyregexp.New(`^[a-z0-9][a-z0-9-]*$`)
	regionPattern    = lazyregexp.New(`^[a-z]{2,}(-[a-z]+)+-[0-9]+$`)
	accountPattern   = lazyregexp.New(`^[0-9]{12}$`)
)

// ParseARN splits an ARN into its parts. It checks the form only, so that ARNs of services unknown to the catalogue pass.
// The error is always an *ARNError.
func ParseARN(s string) (ARN, error) {
	fail := func(format string, args ...any) (ARN, error) {
		return ARN{}, &ARNError{Value: s, Reason: fmt.Sprintf(format, args...)}
	}
	if s == "" {
		return fail("it is empty")
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }); i >= 0 {
		return fail("it has a space or control character at position %d", i+1)
	}
	parts := strings.SplitN(s, ":", 6)
	if parts[0] != "arn" {
		return fail("it does not begin with arn:")
	}
	if len(parts) < 6 {
		return fail("it has %d of the six parts arn:partition:service:region:account:resource", len(parts))
	}
	a := ARN{Partition: parts[1], Service: parts[2], Region: parts[3], AccountID: parts[4], Resource: parts[5]}
	switch {
	case !partitionPattern().MatchString(a.Partition):
		return fail("%q is not a partition, such as aws, aws-cn or aws-us-gov", a.Partition)
	case !servicePattern().MatchString(a.Service):
		return fail("%q is not a service, such as ec2 or rds", a.Service)
	case a.Region != "" && !regionPattern().MatchString(a.Region):
		return fail("%q is not a region, such as eu-central-1", a.Region)
	case a.AccountID != "" && !accountPattern().MatchString(a.AccountID):
		return fail("%q is not an account ID of 12 digits", a.AccountID)
	case a.Resource == "":
		return fail("the resource after the last colon is missing")
	case strings.HasSuffix(a.Resource, "/") || strings.HasSuffix(a.Resource, ":"):
		return fail("the ID after %q is missing", a.Resource)
	}
	return a, nil
}

var (
	// RoleName and its path as in the IAM API reference, CreateRole: a path of printable ASCII between slashes, a name of at
	// most 64 word characters and +=,.@-.
	rolePattern = lazyregexp.New(`^role/([!-.0-~]+/)*[\w+=,.@-]{1,64}$`)

	// VaultName as in the AWS Backup API reference, CreateBackupVault: letters, digits, hyphens and underscores, 2 to 50.
	vaultNamePattern = lazyregexp.New(`^[a-zA-Z0-9_-]{2,50}$`)
)

const vaultPrefix = "backup-vault:"

// ParseRoleARN parses the ARN of an IAM role, the only thing that StartBackupJob accepts as IamRoleArn. The error is
// always an *ARNError; for an assumed-role session it names the role's own ARN as far as the session tells it.
func ParseRoleARN(s string) (ARN, error) {
	a, err := ParseARN(s)
	if err != nil {
		return ARN{}, err
	}
	fail := func(format string, args ...any) (ARN, error) {
		return ARN{}, &ARNError{Value: s, Reason: fmt.Sprintf(format, args...)}
	}
	kind, rest, _ := strings.Cut(a.Resource, "/")
	switch {
	case a.Service == "sts" && kind == "assumed-role":
		name, _, _ := strings.Cut(rest, "/")
		return fail("it is a session of a role; the role itself is arn:%s:iam::%s:role/%s (with its path, if it has one)",
			a.Partition, a.AccountID, name)
	case a.Service != "iam":
		return fail("it belongs to the service %s, not to iam", a.Service)
	case kind != "role":
		return fail("it is an IAM %s, not a role", kind)
	case a.Region != "":
		return fail("IAM ARNs have no region, and it has %s", a.Region)
	case a.AccountID == "":
		return fail("it has no account ID")
	case !rolePattern().MatchString(a.Resource):
		return fail("%q is not a role name of up to 64 letters, digits and +=,.@_- characters", rest)
	}
	return a, nil
}

// ParseVaultARN parses the ARN of a backup vault, arn:partition:backup:region:account:backup-vault:name, and returns the
// vault's name too. Names are not checked against the pattern for new vaults: AWS owns vaults that break it, such as
// aws/efs/automatic-backup-vault. The error is always an *ARNError.
func ParseVaultARN(s string) (ARN, string, error) {
	a, err := ParseARN(s)
	if err != nil {
		return ARN{}, "", err
	}
	name, isVault := strings.CutPrefix(a.Resource, vaultPrefix)
	if a.Service != "backup" || !isVault || a.Region == "" || a.AccountID == "" {
		return ARN{}, "", &ARNError{Value: s, Reason: "it does not have the form arn:partition:backup:region:account:backup-vault:name"}
	}
	return a, name, nil
}

// VaultARN returns the ARN of a backup vault.
func VaultARN(partition, region, accountID, name string) string {
	return ARN{Partition: partition, Service: "backup", Region: region, AccountID: accountID, Resource: vaultPrefix + name}.String()
}

// VaultNameFromARN returns the name in a backup vault's ARN, or false where s is none.
func VaultNameFromARN(s string) (string, bool) {
	_, name, err := ParseVaultARN(s)
	return name, err == nil
}

// ValidVaultName tells whether a backup can be stored in a vault of that name: StartBackupJob takes 2 to 50 letters,
// digits, hyphens and underscores.
func ValidVaultName(name string) bool {
	return vaultNamePattern().MatchString(name)
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Ref names a recovery point, with what its resource knows about it.
type Ref struct {
	// VaultName is the vault that holds the point, which with an air-gapped
	// target is not the vault that was asked for. ARN is the point's own.
	VaultName, ARN string
	// Region and AccountID are where the point is; AccountID is "" if it is
	// not known.
	Region, AccountID string
	// CreationDate is when the point or its job was created; zero if not known.
	CreationDate time.Time
	// DeleteAt is when AWS deletes the point by its own calculation; zero for
	// never, or not known. DeleteAfterDays is the configured retention; zero or
	// less for none.
	DeleteAt        time.Time
	DeleteAfterDays int64
	// ColdAt is when AWS moves the point to cold storage by its own
	// calculation; zero for never, or not known.
	ColdAt time.Time
	// Seen says that AWS has shown the point before. A point that was never
	// seen may not be visible yet.
	Seen bool
	// Ended is when the job that made the point ended with success; zero if it is
	// not known, or if the point is not to count as shown a day later.
	Ended time.Time
	// Temporary says that AWS deletes the point once it is copied to an
	// air-gapped vault.
	Temporary bool
	// CopyVaultARN is the air-gapped vault that a temporary point is copied to,
	// and CopyARN the lasting copy in it; "" if not known.
	CopyVaultARN, CopyARN string
	// Parent says that the point has nested points.
	Parent bool

	// JobID, ResourceARN and RoleARN are for diagnostics; "" if not known. JobID is
	// that of a backup job: a copy job is in another Region than its copy.
	JobID, ResourceARN, RoleARN string
	// Noun is what diagnostics call the object: "Backup" or "Copy". Owner is
	// the job that made it, in words, such as "job 1234".
	Noun, Owner string
}

// Attempt names what is being done to the point, for diagnostics. The point's
// ARN is appended to doing.
func (r Ref) Attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: doing + r.ARN, Operation: operation,
		Region: r.Region, AccountID: r.AccountID, JobID: r.JobID, VaultName: r.VaultName,
		ResourceARN: r.ResourceARN, RoleARN: r.RoleARN, RecoveryPointARN: r.ARN,
	}
}

// fault is the diagnostic of a call that failed.
func (r Ref) fault(doing, operation string, err error) diag.Diagnostic {
	return awsdiag.FromError(r.Attempt(doing, operation), err)
}

// Reader reads recovery points, several per call where that is cheaper.
type Reader interface {
	Get(ctx context.Context, vaultName, arn string, created time.Time) (*awsbackup.Point, error)
	// Forget must be called after every change of a point.
	Forget(vaultName, arn string)
}

// Client works on the recovery points of one account and Region.
type Client struct {
	API    awsbackup.API
	Points Reader
	// Vault describes a vault; the answer may be from earlier in the process.
	Vault func(ctx context.Context, name string) (*backup.DescribeBackupVaultOutput, error)
	// Region is the Region's name, and AccountID the account of the
	// credentials, "" if it is not known without a call.
	Region, AccountID string
	Pace              providerdata.RetryIntervals
	Tags              providerdata.TagsConfig
}

// NewClient makes the client of a Region.
func NewClient(data *providerdata.Data, region *providerdata.Region) *Client {
	return &Client{
		API: region.API, Points: region.Points, Vault: region.Vault, Region: region.Name,
		AccountID: data.AccountID(), Pace: data.RetryIntervals(), Tags: data.Tags(),
	}
}

// noun is Noun within a sentence.
func (r Ref) noun() string { return strings.ToLower(r.Noun) }

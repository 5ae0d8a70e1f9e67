// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"net/http"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// starting is the attempt of a resource that starts a job, with everything known that can be.
func starting() awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: "starting a backup job for " + testVolume, Region: testRegion, AccountID: "111122223333",
		VaultName: "prod", ResourceARN: testVolume, RoleARN: testRole, Resumable: true,
	}
}

func handling(doing string) awsdiag.Attempt {
	return awsdiag.Attempt{Doing: doing, Region: testRegion, JobID: testJob, VaultName: "prod", RecoveryPointARN: testPoint, ResourceARN: testVolume}
}

const insufficient = "Insufficient privileges to perform this action."

// answers are refusals of AWS Backup: how each is sent, and what the message must contain.
var answers = []struct {
	name      string
	operation string
	status    int
	exception string
	code      string
	message   string
	summary   string
	attribute string
	phrases   []string
}{
	{"already exists", "StartBackupJob", 400, "AlreadyExistsException", "ERROR_1", "Exists.", "Already Exists", "", []string{"idempotency_token"}},
	{"conflict", "StartBackupJob", 409, "ConflictException", "", "Conflict.", "Conflicting Request", "", []string{"HTTP 409", "second pipeline"}},
	{"dependency", "DescribeBackupJob", 500, "DependencyFailureException", "", "Dependency.", "A Service Behind AWS Backup Failed", "", []string{"AWS Health Dashboard"}},
	{
		"invalid value", "StartBackupJob", 400, "InvalidParameterValueException", "ERROR_2", "StartWindowMinutes must be at least 60", "Invalid Value", "start_window_minutes",
		[]string{"StartWindowMinutes must be at least 60 (InvalidParameterValueException, ERROR_2, HTTP 400, request ID " + testRequestID + ")"},
	},
	{"invalid ARN", "StartBackupJob", 400, "InvalidParameterValueException", "", "Not a valid ARN: " + testVolume, "Invalid Value", "resource_arn", nil},
	{"two members", "StartBackupJob", 400, "InvalidParameterValueException", "", "CompleteWindowMinutes must exceed StartWindowMinutes", "Invalid Value", "", nil},
	{
		"role", "StartBackupJob", 400, "InvalidParameterValueException", "", "IAM Role " + testRole + " cannot be assumed by AWS Backup", "Role Not Assumable", "iam_role_arn",
		[]string{"backup.amazonaws.com", "apply again in a few minutes"},
	},
	{
		"90 days", "StartBackupJob", 400, "InvalidParameterValueException", "ERROR_3015",
		"Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays", "Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"move_to_cold_storage_after_days + 90", "0 does not mean off"},
	},
	{
		"retention", "StartBackupJob", 400, "InvalidParameterValueException", "", "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days",
		"Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"from 1 to 36500"},
	},
	{
		"no cold storage", "UpdateRecoveryPointLifecycle", 400, "InvalidParameterValueException", "ERROR_3015", "Invalid lifecycle. MoveToColdStorageAfterDays is unavailable",
		"Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"Remove recovery_point_lifecycle.move_to_cold_storage_after_days"},
	},
	{
		"vault lock", "StartBackupJob", 400, "InvalidParameterValueException", "",
		"Backup job failed because the lifecycle is outside the valid range for backup vault.", "Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"describe-backup-vault"},
	},
	{"unsupported", "StartBackupJob", 400, "InvalidParameterValueException", "", "Unsupported resource type: " + testVolume, "Not Supported for This Resource", "resource_arn", nil},
	{"refused start", "StartBackupJob", 400, "InvalidRequestException", "", "No.", "Backup Job Refused", "", []string{"describe-region-settings"}},
	{"refused stop", "StopBackupJob", 400, "InvalidRequestException", "", "No.", "Backup Job Cannot Be Stopped", "", []string{"Aurora, DocumentDB, FSx, Neptune, RDS and SAP HANA"}},
	{
		"refused lifecycle", "UpdateRecoveryPointLifecycle", 400, "InvalidRequestException", "", "No.", "Lifecycle Cannot Be Changed", "recovery_point_lifecycle",
		[]string{"ignore_changes = [recovery_point_lifecycle]", "-replace=ADDRESS"},
	},
	{"refused delete", "DeleteRecoveryPoint", 400, "InvalidRequestException", "", "No.", "Recovery Point Cannot Be Deleted", "", []string{`on_destroy = "retain"`, "legal hold"}},
	{"deleting already", "DeleteRecoveryPoint", 400, "InvalidRequestException", "", "Recovery point already started the deletion process", "Deletion Already Running", "", nil},
	{"refused tags", "TagResource", 400, "InvalidRequestException", "", "No.", "Recovery Point Cannot Be Tagged", "tags", []string{"arn:aws:backup:", "ec2 create-tags"}},
	{"refused list", "ListBackupVaults", 400, "InvalidRequestException", "", "No.", "Request Refused", "", nil},
	{"busy", "DeleteRecoveryPoint", 400, "InvalidResourceStateException", "", "Busy.", "Another Action Is in Progress", "", []string{testPoint}},
	{"limit", "StartBackupJob", 400, "LimitExceededException", "", "Limit.", "AWS Backup Limit Reached", "", []string{"-parallelism=2", "Service Quotas"}},
	{"missing value", "StartBackupJob", 400, "MissingParameterValueException", "", "IamRoleArn is missing", "Missing Value", "iam_role_arn", nil},
	{
		"vault not found", "StartBackupJob", 400, "ResourceNotFoundException", "", "Backup vault does not exist.", "Backup Vault Missing", "backup_vault_name",
		[]string{`vault "prod" in eu-west-1`, "list-backup-vaults --region eu-west-1"},
	},
	{"source not found", "StartBackupJob", 400, "ResourceNotFoundException", "", "Resource " + testVolume + " does not exist.", "Resource Missing", "resource_arn", nil},
	{"job not found", "DescribeBackupJob", 400, "ResourceNotFoundException", "", "Backup job does not exist.", "Backup Job Not Found", "", []string{"30 days", "backup_vault_name,recovery_point_arn"}},
	{"point not found", "DescribeRecoveryPoint", 400, "ResourceNotFoundException", "", "No such point.", "Recovery Point Not Found", "", []string{"list-recovery-points-by-resource"}},
	{"vault to describe", "DescribeBackupVault", 400, "ResourceNotFoundException", "", "Gone.", "Backup Vault Missing", "backup_vault_name", nil},
	{"something not found", "ListBackupVaults", 400, "ResourceNotFoundException", "", "Gone.", "Not Found", "", nil},
	{"unavailable", "StartBackupJob", 500, "ServiceUnavailableException", "", "Down.", "AWS Backup Unavailable", "", []string{"the same idempotency token"}},
	{"unavailable on read", "DescribeBackupJob", 500, "InternalFailure", "", "", "AWS Backup Unavailable", "", []string{"AWS Backup gave no message (InternalFailure, HTTP 500"}},
	{"new server fault", "DescribeBackupJob", 503, "BrandNewException", "", "Hm.", "AWS Backup Unavailable", "", []string{"reported: Hm. (BrandNewException"}},
	{"new client fault", "DescribeBackupJob", 400, "BrandNewException", "", "Hm.", "AWS Backup Call Failed", "", []string{"reported: Hm. (BrandNewException", testRequestID}},

	{
		"denied or no vault", "StartBackupJob", 403, "AccessDeniedException", "", insufficient, "Backup Vault Missing or Access Denied", "backup_vault_name",
		[]string{
			`Either vault "prod" does not exist in eu-west-1`, "backup:StartBackupJob on arn:aws:backup:eu-west-1:111122223333:backup-vault:prod",
			"iam:PassRole on " + testRole + " (condition: iam:PassedToService = backup.amazonaws.com)", "EventName,AttributeValue=StartBackupJob",
		},
	},
	{
		"denied on a vault", "DescribeBackupVault", 403, "AccessDeniedException", "", "No.", "Access Denied by AWS Backup", "",
		[]string{`Either vault "prod" does not exist`, "backup:DescribeBackupVault on arn:aws:backup:eu-west-1:*:backup-vault:prod"},
	},
	{
		"denied point", "DescribeRecoveryPoint", 403, "AccessDeniedException", "", insufficient, "Backup Vault Missing or Access Denied", "backup_vault_name",
		[]string{"backup:DescribeRecoveryPoint on " + testPoint},
	},
	{
		"denied delete", "DeleteRecoveryPoint", 403, "AccessDeniedException", "", insufficient, "Backup Vault Missing or Access Denied", "backup_vault_name",
		[]string{"backup:DeleteRecoveryPoint on " + testPoint, "iam:CreateServiceLinkedRole"},
	},
	{"denied without vault", "DescribeBackupJob", 403, "AccessDeniedException", "", insufficient, "Access Denied by AWS Backup", "", []string{"backup:DescribeBackupJob on *"}},
	{"denied list", "ListBackupVaults", 403, "AccessDenied", "", "", "Access Denied by AWS Backup", "", []string{"backup:ListBackupVaults on *"}},
	{"denied tags", "TagResource", 403, "AccessDeniedException", "", "No.", "Access Denied by AWS Backup", "", []string{"backup:TagResource on arn:aws:backup:eu-west-1:*:recovery-point:*"}},
	{
		"denied pass role", "StartBackupJob", 403, "AccessDeniedException", "",
		"User: arn:aws:iam::111122223333:user/ci is not authorized to perform: iam:PassRole on resource: " + testRole + " because no identity-based policy allows the iam:PassRole action",
		"Access Denied by AWS Backup", "iam_role_arn",
		[]string{"Allow iam:PassRole on " + testRole + " to arn:aws:iam::111122223333:user/ci.", "because no identity-based policy allows"},
	},
	{
		"denied by organization", "StartBackupJob", 403, "AccessDeniedException", "",
		"User: arn:aws:iam::111122223333:user/ci is not authorized to perform: backup:StartBackupJob on resource: arn:aws:backup:eu-west-1:111122223333:backup-vault:prod with an explicit deny in a service control policy",
		"Access Denied by AWS Backup", "",
		[]string{"with an explicit deny in a service control policy", "Remove that deny or exempt arn:aws:iam::111122223333:user/ci"},
	},
	{
		"denied, naming nothing", "StopBackupJob", 403, "AccessDeniedException", "", "User: not authorized to perform: it", "Access Denied by AWS Backup", "",
		[]string{"or a policy of the organization", "need:\n  backup:StopBackupJob on *"},
	},

	{"throttled", "StartBackupJob", 400, "ThrottlingException", "", "Rate exceeded", "Too Many Requests", "", []string{"max_retries", "Rate exceeded (ThrottlingException"}},
	{"throttled otherwise", "DescribeBackupJob", 400, "TooManyRequestsException", "", "", "Too Many Requests", "", nil},
	{
		"expired", "DescribeBackupJob", 403, "ExpiredTokenException", "", "The security token included in the request is expired", "AWS Credentials Have Expired", "",
		[]string{"aws sso login", "assume_role"},
	},
	{
		"unrecognized", "ListBackupVaults", 403, "UnrecognizedClientException", "", "The security token included in the request is invalid.",
		"AWS Credentials Not Recognized", "",
		[]string{"aws sts get-caller-identity --region eu-west-1"},
	},
	{
		"signature", "ListBackupVaults", 403, "InvalidSignatureException", "", "Signature expired: 20260102T020405Z is now earlier than 20260102T024905Z",
		"Request Signature Not Accepted", "",
		[]string{"clock", "date -u", "By AWS's clock it was Fri, 02 Jan 2026 03:04:05 GMT."},
	},
	{"no signature", "ListBackupVaults", 403, "MissingAuthenticationTokenException", "", "Missing Authentication Token", "Request Arrived Without a Signature", "", []string{"AWS_ENDPOINT_URL"}},
	{"opt in", "ListBackupVaults", 403, "OptInRequired", "", "The AWS Access Key Id needs a subscription for the service", "Service Not Enabled", "", []string{"Enable the service"}},
	{"subscription", "ListBackupVaults", 403, "SubscriptionRequiredException", "", "Sign up.", "Account Not Subscribed", "", []string{"enable-region"}},
	{"other service", "ListBackupVaults", 404, "UnknownOperationException", "", "", "Not an AWS Backup Endpoint", "", []string{"endpoints.backup"}},
}

func TestFromError_answers(t *testing.T) {
	t.Parallel()
	for _, c := range answers {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := handling("handling backup job " + testJob)
			if c.operation == "StartBackupJob" {
				a = starting()
			}
			err := failure(t, config(), c.operation, serve(t, refusal(c.status, c.exception, c.code, c.message)))
			want := append([]string{c.message, "(" + c.operation + ", Region eu-west-1"}, c.phrases...)
			check(t, awsdiag.FromError(a, err), c.summary, c.attribute, want...)
		})
	}
}

func TestFromError_countsAttempts(t *testing.T) {
	t.Parallel()
	asked := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		refusal(400, "ThrottlingException", "", "Rate exceeded")(w, r)
	})
	check(t, awsdiag.FromError(starting(), failure(t, twice(), "StartBackupJob", url)), "Too Many Requests", "", "failed after 2 attempts (StartBackupJob")
	if asked != 2 {
		t.Errorf("the server was asked %d times, want 2", asked)
	}
}

// Other implementations send the exception's name in the body only, or nothing at all.
func TestFromError_otherEnvelopes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status            int
		kind, body        string
		summary           string
		phrase, operation string
	}{
		"body only":         {400, "application/json", `{"__type":"x#ResourceNotFoundException","message":"no"}`, "Backup Job Not Found", "AWS Backup reported: no (ResourceNotFoundException, HTTP 400)", "DescribeBackupJob"},
		"number for a code": {400, "application/json", `{"Code":"ERROR_9101","Message":"odd"}`, "AWS Backup Call Failed", "AWS Backup reported: odd (ERROR_9101, HTTP 400)", "DescribeBackupJob"},
		"empty":             {400, "application/json", ``, "AWS Backup Call Failed", "HTTP 400", "DescribeBackupJob"},
		"empty 502":         {502, "text/plain", ``, "AWS Backup Unavailable", "HTTP 502", "DescribeBackupJob"},
		"HTML":              {502, "text/html", `<html><body>Bad Gateway</body></html>`, "Answer Not Understood", "HTTP status 502 with a body of type text/html", "DescribeBackupJob"},
		"HTML on a start":   {504, "text/html", `<html></html>`, "Answer Not Understood", "this shows whether a job was started", "StartBackupJob"},
		"HTML of a proxy":   {407, "text/html", `<html>Log in</html>`, "Proxy Credentials Not Accepted", "USER:PASSWORD@", "StartBackupJob"},
		"empty, of a proxy": {407, "", ``, "Proxy Credentials Not Accepted", "USER:PASSWORD@", "DescribeBackupJob"},
		"HTML with success": {200, "text/html", `<html>Log in</html>`, "Answer Not Understood", "login page", "DescribeBackupJob"},
		"cut short":         {200, "application/json", `{"BackupJobId":"1CDF`, "Answer Not Understood", "cut short", "DescribeBackupJob"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.kind)
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			check(t, awsdiag.FromError(handling("reading backup job "+testJob), failure(t, config(), c.operation, url)), c.summary, "", c.phrase)
		})
	}
}

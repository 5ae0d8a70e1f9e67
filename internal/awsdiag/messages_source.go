// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// sourceMessages are about the resource: missing, of the wrong type, busy, or not to be touched just then. Sources: AWS
// Backup developer guide, pages "backup-dashboards", "troubleshooting" and "creating-a-backup".
var sourceMessages = []message{
	{
		id:    "15",
		kind:  kindTiming,
		texts: []string{"could not start because it is either inside or too close to the weekly maintenance window configured"},
		cause: "Database services refuse snapshots from an hour before the weekly maintenance window until it ends, and FSx from three hours before.",
		fix:   "Apply at another time, or raise start_window_minutes, so that the job can wait until the maintenance window is over.",
	},
	{
		id:    "16",
		kind:  kindTiming,
		texts: []string{"could not start because it is either inside or too close to the automated backup window configured"},
		cause: "Database services refuse snapshots from an hour before their own automated backup window until it ends, and FSx from three hours before.",
		fix:   "Apply at another time, or raise start_window_minutes, so that the job can wait until the automated backup is over.",
	},
	{
		id:        "17",
		kind:      kindState,
		fragments: []string{"instance is not in state", "not in the available state", "not in available state", "cannot snapshot volume"},
		cause:     "{resource} was being created, changed or deleted, or was otherwise not in a state in which its service takes a snapshot.",
		fix: "Wait until it is available (an EC2 instance running or stopped, a database or file system AVAILABLE), then apply again. " +
			"If the same configuration changes it, add depends_on to the backup.",
	},
	{
		id:    "s3-versioning",
		kind:  kindVersioning,
		texts: []string{"Versioning is not enabled on"},
		cause: "AWS Backup backs up a bucket only while its versioning is on. {resource} has it off or suspended.",
		fix: "Turn it on, with aws_s3_bucket_versioning (status = \"Enabled\") or: aws s3api put-bucket-versioning --bucket BUCKET " +
			"--versioning-configuration Status=Enabled. Then apply again. A lifecycle rule for old versions limits the cost.",
	},
	{
		id:    "s3-empty",
		kind:  kindIncomplete,
		texts: []string{"No objects were backed up from the source bucket"},
		cause: "AWS Backup could not read a single object: {role} lacks rights on the objects or on their KMS keys, the bucket policy denies " +
			"the role, or every object is in an archive storage class (S3 Glacier Flexible Retrieval or Deep Archive), which AWS Backup skips.",
		fix: "Attach {s3_policy} to {role}, allow kms:Decrypt on the keys of the objects, remove a Deny of the bucket policy, and apply again.",
	},
	{
		id:    "21a",
		kind:  kindUnsupported,
		texts: []string{"unsupported resource type"},
		cause: "AWS Backup does not back up what this ARN names: the service is not supported, or the ARN is that of a part or of a " +
			"snapshot and not of the resource itself.",
		fix: "Give the ARN of a supported resource, such as arn:aws:ec2:REGION:ACCOUNT:volume/vol-... This lists the types of the " +
			"Region: aws backup get-supported-resource-types{region_flag}",
	},
	{
		id:    "21b",
		kind:  kindUnsupported,
		texts: []string{"Feature is not supported for provided resource type"},
		cause: "Something that was asked for (an entry of backup_options, index, cold storage, the air-gapped vault) does not exist for " +
			"the type of {resource}.",
		fix: "Remove the argument that this type does not serve. AWS lists them under \"Feature availability by resource\" in the AWS " +
			"Backup developer guide.",
	},
	{
		id:    "19a",
		kind:  kindSource,
		texts: []string{"The specified volume was not found", "Table not found", "The virtual machine is not found"},
		fragments: []string{
			"does not exist", "could not find resource", "resource not found", "no longer available",
		},
		cause: "{resource} was deleted, or it is in another Region or account than the one that the job ran in ({region}).",
		fix:   "Check resource_arn, and set region if the resource is in another Region than the provider's.",
	},
	{
		id:    "27",
		kind:  kindHypervisor,
		texts: []string{"operation is not valid for the specified hypervisor because it is not online", "CreateSnapshot method not supported on hypervisor"},
		cause: "The backup gateway cannot reach the hypervisor of the virtual machine, or the hypervisor cannot snapshot it.",
		fix: "Bring the gateway and the hypervisor online (aws backup-gateway list-hypervisors{region_flag} shows the state), check " +
			"that the machine allows snapshots, and apply again.",
	},
	{
		id:        "28",
		kind:      kindInternal,
		texts:     []string{"An internal error occurred", "Token expired. Try again."},
		fragments: []string{"job encountered a fatal error"},
		cause:     "AWS Backup failed on its own side; nothing in the configuration is known to be wrong.",
		fix:       "Apply again, which starts a new job. If it fails the same way, give the job ID to AWS Support.",
	},
	{
		id:    "29",
		kind:  kindStopped,
		texts: []string{"Backup job was stopped by user."},
		cause: "A user or another process called StopBackupJob for this job.",
		fix: "If the backup is still wanted, apply again. This shows who stopped it: aws cloudtrail lookup-events{region_flag} " +
			"--lookup-attributes AttributeKey=EventName,AttributeValue=StopBackupJob",
	},
	{
		id:    "deleting",
		kind:  kindDeleting,
		texts: []string{"Recovery point already started the deletion process"},
		cause: "An earlier call is already deleting this recovery point.",
		fix:   "Wait until it is gone, then apply again.",
	},
	{
		// Last of all: so few words fit nearly everything.
		id:        "21c",
		kind:      kindInvalid,
		fragments: []string{"is invalid"},
		cause:     "The ARN, or an option of the job, is not one that AWS Backup accepts for {resource}.",
		fix:       "Compare resource_arn and backup_options with what the message calls invalid, correct them, and apply again.",
	},
}

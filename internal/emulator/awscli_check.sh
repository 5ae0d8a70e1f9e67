#!/bin/sh
# Copyright (c) The terraform-provider-awsbackup Authors
# SPDX-License-Identifier: MPL-2.0
#
# Drives the emulator with the AWS CLI: a client that shares no code with the
# AWS SDK for Go. Run it from the repository's root.
#
#   AWS_CLI=/path/to/aws   the CLI to use; default: aws on the PATH
#
# A machine without the CLI fails the check: nothing is skipped.
set -eu

aws=${AWS_CLI:-aws}
command -v "$aws" >/dev/null || {
	echo "awscli_check: no AWS CLI ($aws): install it (Debian: awscli) or set AWS_CLI" >&2
	exit 1
}
"$aws" --version

dir=$(mktemp -d)
pid=
clean_up() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null || true
	rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

volume=arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0
endless=arn:aws:ec2:eu-central-1:123456789012:volume/vol-0fedcba9876543210
files=arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0
role=arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole

cat >"$dir/plan.json" <<-JSON
	{"Scripts": [{"Region": "eu-central-1", "Resource": "$endless", "Scripts": [{"NeverEnds": true}]}]}
JSON
go build -o "$dir/emulator" ./internal/cmd/emulator
mkfifo "$dir/exports"
# So fast that a job has ended before the next command looks.
"$dir/emulator" -listen 127.0.0.1:0 -time-scale 1e9 -strict -region eu-central-1 -faults "$dir/plan.json" >"$dir/exports" &
pid=$!
exec 3<"$dir/exports"
for _ in 1 2 3 4 5 6; do
	read -r line <&3
	eval "$line"
done
# The user's own settings and the CLI's pager have no part in this.
export AWS_CONFIG_FILE="$dir/none" AWS_SHARED_CREDENTIALS_FILE="$dir/none" AWS_PAGER= AWS_MAX_ATTEMPTS=1
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_DEFAULT_PROFILE AWS_CA_BUNDLE

backup() {
	"$aws" --endpoint-url "$AWS_ENDPOINT_URL_BACKUP" --region eu-central-1 --output text backup "$@"
}

checks=0
# same NAME WANT GOT
same() {
	checks=$((checks + 1))
	if [ "$2" != "$3" ]; then
		echo "awscli_check: $1: got '$3', want '$2'" >&2
		exit 1
	fi
	echo "ok  $1"
}

# refused NAME EXCEPTION COMMAND...
refused() {
	name=$1
	wanted=$2
	shift 2
	if said=$(backup "$@" 2>&1); then
		same "$name" "$wanted" "success: $said"
	fi
	case $said in
	*"$wanted"*) same "$name" "$wanted" "$wanted" ;;
	*) same "$name" "$wanted" "$said" ;;
	esac
}

account=$("$aws" --endpoint-url "$AWS_ENDPOINT_URL_STS" --region eu-central-1 --output text sts get-caller-identity --query Account)
same "sts get-caller-identity" 123456789012 "$account"

same create-backup-vault arn:aws:backup:eu-central-1:123456789012:backup-vault:nightly \
	"$(backup create-backup-vault --backup-vault-name nightly --backup-vault-tags team=ops --query BackupVaultArn)"
same describe-backup-vault "nightly	False" \
	"$(backup describe-backup-vault --backup-vault-name nightly --query '[BackupVaultName,Locked]')"
same list-backup-vaults "Default	nightly" "$(backup list-backup-vaults --query 'BackupVaultList[].BackupVaultName')"

job=$(backup start-backup-job --backup-vault-name nightly --resource-arn "$files" --iam-role-arn "$role" \
	--lifecycle MoveToColdStorageAfterDays=30,DeleteAfterDays=120 --recovery-point-tags case=cli \
	--start-window-minutes 60 --complete-window-minutes 120 --query BackupJobId)
same describe-backup-job "COMPLETED	100.0	EFS" \
	"$(backup describe-backup-job --backup-job-id "$job" --query '[State,PercentDone,ResourceType]')"
point=$(backup describe-backup-job --backup-job-id "$job" --query RecoveryPointArn)
same list-backup-jobs "$job" "$(backup list-backup-jobs --by-resource-arn "$files" --query 'BackupJobs[].BackupJobId')"
same "list-backup-jobs by time" "$job" \
	"$(backup list-backup-jobs --by-created-after 2020-01-01T00:00:00.678Z --by-state COMPLETED --query 'BackupJobs[].BackupJobId')"

same describe-recovery-point "COMPLETED	WARM	120" \
	"$(backup describe-recovery-point --backup-vault-name nightly --recovery-point-arn "$point" --query '[Status,StorageClass,Lifecycle.DeleteAfterDays]')"
same list-recovery-points-by-backup-vault "$point" \
	"$(backup list-recovery-points-by-backup-vault --backup-vault-name nightly --query 'RecoveryPoints[].RecoveryPointArn')"
same list-recovery-points-by-resource "$point" \
	"$(backup list-recovery-points-by-resource --resource-arn "$files" --query 'RecoveryPoints[].RecoveryPointArn')"
same list-tags cli "$(backup list-tags --resource-arn "$point" --query Tags.case)"
backup tag-resource --resource-arn "$point" --tags case=changed
same tag-resource changed "$(backup list-tags --resource-arn "$point" --query Tags.case)"
backup untag-resource --resource-arn "$point" --tag-key-list case
same untag-resource None "$(backup list-tags --resource-arn "$point" --query Tags.case)"
same update-recovery-point-lifecycle 150 \
	"$(backup update-recovery-point-lifecycle --backup-vault-name nightly --recovery-point-arn "$point" \
		--lifecycle MoveToColdStorageAfterDays=30,DeleteAfterDays=150 --query Lifecycle.DeleteAfterDays)"

endlessly=$(backup start-backup-job --backup-vault-name nightly --resource-arn "$endless" --iam-role-arn "$role" --query BackupJobId)
same "describe-backup-job (running)" RUNNING "$(backup describe-backup-job --backup-job-id "$endlessly" --query State)"
backup stop-backup-job --backup-job-id "$endlessly"
same stop-backup-job ABORTED "$(backup describe-backup-job --backup-job-id "$endlessly" --query State)"

refused "delete-backup-vault with a point" "contains recovery points" delete-backup-vault --backup-vault-name nightly
backup delete-recovery-point --backup-vault-name nightly --recovery-point-arn "$point"
refused delete-recovery-point ResourceNotFoundException describe-recovery-point --backup-vault-name nightly --recovery-point-arn "$point"
backup delete-backup-vault --backup-vault-name nightly
refused delete-backup-vault AccessDeniedException describe-backup-vault --backup-vault-name nightly

refused "90-day rule" "cannot be less than 90 days apart" start-backup-job --backup-vault-name Default --resource-arn "$volume" \
	--iam-role-arn "$role" --lifecycle MoveToColdStorageAfterDays=30,DeleteAfterDays=100
refused "unknown job" ResourceNotFoundException describe-backup-job --backup-job-id 00000000-0000-0000-0000-000000000000

kill -TERM "$pid"
status=0
wait "$pid" || status=$?
pid=
same "stops on a signal with status" 0 "$status"
echo "awscli_check: $checks checks passed"

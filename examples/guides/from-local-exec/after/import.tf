# The backup that the script took for this release becomes the resource's first,
# so that the change takes no backup. Remove the block after the apply.
import {
  to = awsbackup_backup_job.before_release
  id = "1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1"
}

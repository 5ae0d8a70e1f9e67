# The newest backup of the resource. Older than max_age is an error.
data "awsbackup_recovery_point" "newest" {
  resource_arn      = var.resource_arn
  backup_vault_name = var.backup_vault_name
  most_recent       = true
  max_age           = var.max_age
}

data "awsbackup_restore_metadata" "newest" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  backup_vault_name  = var.backup_vault_name
}

resource "awsbackup_restore_job" "drill" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  iam_role_arn       = var.iam_role_arn
  metadata           = merge(data.awsbackup_restore_metadata.newest.suggested, var.metadata)
  triggers           = { run = var.run }

  # A restore that lost objects is no proof.
  on_issues = "error"

  timeouts {
    create = var.timeout
  }

  lifecycle {
    postcondition {
      condition     = self.created_resource_arn != null
      error_message = "The restore job completed and named no restored resource."
    }
  }
}

# A destroy, or a replacement by the next drill, runs the command that removes what
# was restored. That holds for a drill whose probe failed, too: so the probe is a
# resource of its own. Terraform runs no destroy provisioner of a tainted resource.
resource "terraform_data" "restored" {
  input = {
    arn    = awsbackup_restore_job.drill.created_resource_arn
    id     = awsbackup_restore_job.drill.created_resource_id
    remove = var.remove
  }
  triggers_replace = awsbackup_restore_job.drill.id

  provisioner "local-exec" {
    when    = destroy
    command = self.input.remove
    environment = {
      RESTORED_ARN = self.input.arn
      RESTORED_ID  = self.input.id
    }
  }
}

# The probe runs once for each restore. If it fails, the next apply runs it again,
# on the same restore.
resource "terraform_data" "probe" {
  triggers_replace = awsbackup_restore_job.drill.id

  lifecycle {
    precondition {
      condition     = coalesce(awsbackup_restore_job.drill.backup_size_in_bytes, 0) >= var.min_bytes
      error_message = "The backup has ${coalesce(awsbackup_restore_job.drill.backup_size_in_bytes, 0)} bytes, fewer than min_bytes."
    }
  }

  provisioner "local-exec" {
    command = var.probe
    environment = {
      RESTORED_ARN = terraform_data.restored.output.arn
      RESTORED_ID  = terraform_data.restored.output.id
    }
  }
}

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  workspace = "organization:acme:project:backups:workspace:orders-backups"
}

resource "aws_iam_openid_connect_provider" "hcp_terraform" {
  url            = "https://app.terraform.io"
  client_id_list = ["aws.workload.identity"]
}

# The least that a plan and an apply need: see the guide on IAM policies.
module "policies" {
  # "ref" may be a tag or a commit.
  source = "github.com/awsbackup/terraform-provider-awsbackup//examples/guides/iam-policies?ref=main"
}

# One role for each phase of a run: the plan of a pull request must not be able
# to start or delete anything.
resource "aws_iam_role" "run" {
  for_each = {
    plan  = module.policies.plan
    apply = module.policies.apply
  }

  name = "orders-backups-${each.key}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.hcp_terraform.arn }
      Condition = {
        StringEquals = {
          "app.terraform.io:aud" = "aws.workload.identity"
          "app.terraform.io:sub" = "${local.workspace}:run_phase:${each.key}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "run" {
  for_each = {
    plan  = module.policies.plan
    apply = module.policies.apply
  }

  name   = "awsbackup"
  role   = aws_iam_role.run[each.key].name
  policy = each.value
}

output "variables_of_the_workspace" {
  value = {
    TFC_AWS_PROVIDER_AUTH  = "true"
    TFC_AWS_PLAN_ROLE_ARN  = aws_iam_role.run["plan"].arn
    TFC_AWS_APPLY_ROLE_ARN = aws_iam_role.run["apply"].arn
  }
}

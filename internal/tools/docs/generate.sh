#!/bin/sh
# Writes the pages of docs/ into a directory, without the network:
#
#   generate.sh TERRAFORM DIRECTORY SCHEMA
#
# TERRAFORM is a Terraform >= 1.14 (older ones do not know actions and list
# resources), DIRECTORY is below the repository, SCHEMA is where the provider's
# schema goes. The generator would build the provider and fetch a Terraform by
# itself; it is given the schema instead.
set -eu

terraform=$1
pages=$2
schema=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

go build -o "$scratch/plugin/terraform-provider-awsbackup" .

# The generator looks for the provider under the name that it has without a
# publisher.
mkdir "$scratch/schema"
cat >"$scratch/schema/main.tf" <<HCL
terraform {
  required_providers {
    awsbackup = { source = "hashicorp/awsbackup" }
  }
}
HCL
cat >"$scratch/terraformrc" <<HCL
provider_installation {
  dev_overrides { "hashicorp/awsbackup" = "$scratch/plugin" }
  direct {}
}
HCL
TF_CLI_CONFIG_FILE=$scratch/terraformrc TF_DATA_DIR=$scratch/data CHECKPOINT_DISABLE=1 \
	"$terraform" -chdir="$scratch/schema" providers schema -json >"$schema"

rm -rf "$pages"
go tool -modfile=internal/tools/docs/go.mod tfplugindocs generate \
	--provider-name awsbackup \
	--rendered-provider-name "AWS Backup" \
	--providers-schema "$schema" \
	--rendered-website-dir "$pages" \
	--website-temp-dir "$scratch/website" >"$scratch/log" 2>&1 || {
	cat "$scratch/log" >&2
	exit 1
}

go run ./internal/cmd/docanchors "$pages/guides/troubleshooting.md"

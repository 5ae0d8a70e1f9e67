// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"net/url"

	"github.com/hashicorp/aws-sdk-go-base/v2/endpoints"
)

// consoleHosts has the console's host for each partition that has a public one.
var consoleHosts = map[string]string{
	"aws":        "console.aws.amazon.com",
	"aws-cn":     "console.amazonaws.cn",
	"aws-us-gov": "console.amazonaws-us-gov.com",
	"aws-eusc":   "console.amazonaws-eusc.eu",
}

// ConsoleJobURL is the address of a backup job in the AWS console of the Region's partition. It is "" when the Region
// or the job is not known, and for partitions without a public console.
func ConsoleJobURL(region, jobID string) string { return consoleURL(region, backupNoun.console, jobID) }

func consoleURL(region, kind, jobID string) string {
	host, ok := consoleHosts[partitionOf(region)]
	if !ok || jobID == "" {
		return ""
	}
	return "https://" + region + "." + host + "/backup/home?region=" + region + "#/jobs/" + kind + "/details/" + url.PathEscape(jobID)
}

var partitions = endpoints.DefaultPartitions()

// partitionOf is the partition that a Region belongs to, "" if no partition has such a Region.
func partitionOf(region string) string {
	partition, ok := endpoints.PartitionForRegion(partitions, region)
	if !ok {
		return ""
	}
	return partition.ID()
}

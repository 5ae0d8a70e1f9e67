// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements resource.Resource.
func (c *Resource[J]) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	d := c.of.Descriptions
	resp.Schema = schema.Schema{
		MarkdownDescription: d.Resource,
		Attributes: map[string]schema.Attribute{
			c.of.Kind.Attribute + "s": schema.SetAttribute{
				Required:            true,
				CustomType:          newIDSetType(),
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
				MarkdownDescription: d.IDs,
			},
			"on_issues": schema.StringAttribute{
				Optional: true, Computed: true,
				Default:             stringdefault.StaticString(job.OnIssuesWarn),
				Validators:          job.OnIssuesValidators(),
				MarkdownDescription: "What jobs that completed with issues (`has_issues` in `jobs`) are: `warn` (default) or `error`.",
			},
			"region": schema.StringAttribute{
				Optional: true, Computed: true,
				Validators:          providerdata.RegionValidators(),
				MarkdownDescription: "Region of the jobs. Default: the provider's region at the time of creation.",
			},
			// Not nested attributes: the framework would plan each member of each job
			// by itself.
			"jobs":                       schema.MapAttribute{Computed: true, ElementType: c.jobType(), MarkdownDescription: d.jobs()},
			"total_backup_size_in_bytes": schema.Int64Attribute{Computed: true, MarkdownDescription: d.TotalSize},
		},
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ResourceTimeouts(timeouts.Block(ctx, timeouts.Opts{
				Create: true, Update: true,
				CreateDescription: "How long to wait for all jobs, as a Go duration such as `\"4h\"`. Default `24h`.",
				UpdateDescription: "How long an update waits for the jobs that were added. Default `24h`.",
			})),
		},
	}
}

// jobs documents the jobs with their members.
func (d Descriptions) jobs() string {
	var members []string
	for _, name := range slices.Sorted(maps.Keys(d.Members)) {
		members = append(members, fmt.Sprintf("`%s` (%s)", name, strings.TrimSuffix(d.Members[name], ".")))
	}
	return "The jobs that have ended, by job ID, each with " + strings.Join(members, ", ") + "."
}

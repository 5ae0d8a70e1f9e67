// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Ended is what is kept of one job that has ended. It is all that a report needs,
// since AWS drops the job's record.
type Ended struct {
	ResourceARN     tftypes.String
	State           tftypes.String
	StatusMessage   tftypes.String
	MessageCategory tftypes.String
	// Succeeded follows from the state.
	Succeeded bool
	HasIssues bool
	// ResultARN is what the job made.
	ResultARN      tftypes.String
	SizeInBytes    tftypes.Int64
	CompletionDate timetypes.RFC3339
}

// jobType is the type of one ended job.
func (c *Resource[J]) jobType() tftypes.ObjectType {
	return tftypes.ObjectType{AttrTypes: map[string]attr.Type{
		"resource_arn":         tftypes.StringType,
		"state":                tftypes.StringType,
		"status_message":       tftypes.StringType,
		"message_category":     tftypes.StringType,
		"has_issues":           tftypes.BoolType,
		c.of.Result:            tftypes.StringType,
		"backup_size_in_bytes": tftypes.Int64Type,
		"completion_date":      apivalue.RFC3339Type,
	}}
}

// object is the job as a value; result is the name of its ResultARN.
func (e Ended) object(shape tftypes.ObjectType, result string) attr.Value {
	return basetypes.NewObjectValueMust(shape.AttrTypes, map[string]attr.Value{
		"resource_arn":         e.ResourceARN,
		"state":                e.State,
		"status_message":       e.StatusMessage,
		"message_category":     e.MessageCategory,
		"has_issues":           tftypes.BoolValue(e.HasIssues),
		result:                 e.ResultARN,
		"backup_size_in_bytes": e.SizeInBytes,
		"completion_date":      e.CompletionDate,
	})
}

// endedFrom is the opposite of object.
func endedFrom(o tftypes.Object, result string, succeeded func(state string) bool) Ended {
	attributes := o.Attributes()
	text := func(name string) tftypes.String {
		v, _ := attributes[name].(tftypes.String)
		return v
	}
	issues, _ := attributes["has_issues"].(tftypes.Bool)
	size, _ := attributes["backup_size_in_bytes"].(tftypes.Int64)
	completed, _ := attributes["completion_date"].(timetypes.RFC3339)
	return Ended{
		ResourceARN: text("resource_arn"), State: text("state"), StatusMessage: text("status_message"), MessageCategory: text("message_category"),
		Succeeded: succeeded(text("state").ValueString()), HasIssues: issues.ValueBool(), ResultARN: text(result), SizeInBytes: size, CompletionDate: completed,
	}
}

func endedJob[J any](kind *job.Kind[J], j *J) Ended {
	o := kind.Observe(j)
	return Ended{
		ResourceARN:     apivalue.Text(&o.ResourceARN),
		State:           apivalue.Text(&o.State),
		StatusMessage:   apivalue.Text(&o.StatusMessage),
		MessageCategory: apivalue.Text(&o.MessageCategory),
		Succeeded:       o.Succeeded(),
		HasIssues:       kind.HasIssues(o),
		ResultARN:       apivalue.Text(&o.ResultARN),
		SizeInBytes:     tftypes.Int64PointerValue(kind.Size(j)),
		CompletionDate:  apivalue.Date(o.Completed),
	}
}

// rejected reports a job whose end is an error. An on_issues that is not known
// yet may turn out to make it one.
func (e Ended) rejected(onIssues tftypes.String) bool {
	return !e.Succeeded || e.HasIssues && (onIssues.IsUnknown() || onIssues.ValueString() == job.OnIssuesError)
}

// line is the job in a report.
func (e Ended) line(id string) string {
	resource, message := "an unknown resource", "no message"
	if arn := e.ResourceARN.ValueString(); arn != "" {
		resource = arn
	}
	if text := awsdiag.StatusMessage(&awsbackup.Job{StatusMessage: e.StatusMessage.ValueStringPointer()}); text != "" {
		message = text
	}
	return fmt.Sprintf("%s %s of %s: %s", id, e.State.ValueString(), resource, message)
}

// waitForAll waits for every job at once; the watcher asks for all of them
// together.
func (c *Resource[J]) waitForAll(ctx context.Context, region *providerdata.Region, ids []string) (ended map[string]Ended, failed map[string]error) {
	ended, failed = make(map[string]Ended), make(map[string]error)
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, id := range ids {
		all.Go(func() {
			end, err := c.endOf(ctx, region, id)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed[id] = err
			} else {
				ended[id] = end
			}
		})
	}
	all.Wait()
	return ended, failed
}

// endOf waits for one job.
func (c *Resource[J]) endOf(ctx context.Context, region *providerdata.Region, id string) (Ended, error) {
	if c.of.Other != nil {
		if ended, ok, err := c.of.Other(ctx, region, id); ok {
			return ended, err
		}
	}
	j, err := c.of.Kind.Watcher(region).Wait(ctx, jobwatch.Request{ID: id, Foreign: !region.Owners.Owned(id), Until: jobwatch.Finished})
	if err != nil {
		return Ended{}, err
	}
	return endedJob(c.of.Kind, j), nil
}

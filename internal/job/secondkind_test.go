// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobcompletion"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// The tests in this file take a kind of job that AWS does not have through
// everything that is written once: start, wait, outcome, list and completion.

// audit is a job of the second kind.
type audit struct {
	id, token, of, state, message string
	created                       time.Time
	ends                          time.Time
}

// auditor is the service that runs audits. Each ends as its subject says.
type auditor struct {
	fault error // of every call that reads audits

	mu     sync.Mutex
	audits []*audit
}

func (a *auditor) start(of, token string) *audit {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, known := range a.audits {
		if known.token == token {
			return known
		}
	}
	now := time.Now()
	started := &audit{id: fmt.Sprintf("audit-%d", len(a.audits)+1), token: token, of: of, created: now, ends: now.Add(time.Minute)}
	a.audits = append(a.audits, started)
	return started
}

// shown is an audit as the service shows it now.
func (a *auditor) shown(j *audit) *audit {
	now := *j
	switch {
	case time.Now().Before(j.ends):
		now.state = "RUNNING"
	case strings.HasSuffix(j.of, "bad"):
		now.state, now.message = "FAILED", "it is bad"
	default:
		now.state = "COMPLETED"
	}
	return &now
}

// kind is the second kind: all that a new kind has to say.
func (a *auditor) kind(watchers map[*providerdata.Region]*jobwatch.Watcher[audit]) *job.Kind[audit] {
	return &job.Kind[audit]{
		Kind: &awsbackup.Kind[audit]{
			Name: "audit job", DescribeOperation: "DescribeAuditJob", ListOperation: "ListAuditJobs", IDMember: "AuditJobId",
			States: map[string]awsbackup.JobState{
				"RUNNING":   {Stage: awsbackup.StageInFlight, Phase: "auditing"},
				"COMPLETED": {Stage: awsbackup.StageSucceeded, Phase: "completed"},
				"FAILED":    {Stage: awsbackup.StageEnded, Phase: "failed"},
			},
			Describe: func(_ context.Context, _ awsbackup.API, id string) (*audit, error) {
				a.mu.Lock()
				defer a.mu.Unlock()
				if a.fault != nil {
					return nil, a.fault
				}
				i := slices.IndexFunc(a.audits, func(j *audit) bool { return j.id == id })
				return a.shown(a.audits[i]), nil
			},
			List: func(context.Context, awsbackup.API, awsbackup.JobPage) ([]*audit, *string, error) {
				a.mu.Lock()
				defer a.mu.Unlock()
				var all []*audit
				for _, j := range a.audits {
					all = append(all, a.shown(j))
				}
				return all, nil, a.fault
			},
			Fields: func(j *audit) awsbackup.Observation {
				o := awsbackup.Observation{ID: j.id, State: j.state, StatusMessage: j.message, ResourceARN: j.of, Created: &j.created}
				if j.state != "RUNNING" {
					o.Completed, o.ResultARN = &j.ends, "report-of-"+j.id
				}
				return o
			},
		},
		Title: "Audit Job", Noun: "report", Attribute: "audit_job_id", StartOperation: "StartAuditJob",
		Of:        func(o *awsbackup.Observation) string { return o.ResourceARN },
		Watcher:   func(r *providerdata.Region) *jobwatch.Watcher[audit] { return watchers[r] },
		HasIssues: func(*awsbackup.Observation) bool { return false },
		Ended: func(a awsdiag.Attempt, o *awsbackup.Observation) diag.Diagnostic {
			return diag.NewErrorDiagnostic("Audit Job Failed", a.Doing+": "+o.StatusMessage)
		},
		Size: func(*audit) *int64 { return nil },
	}
}

// request starts an audit.
func (a *auditor) request(of, token string) job.Request[audit] {
	return job.Request[audit]{
		Token: token,
		Send: func(_ context.Context, token string, _ ...func(*backup.Options)) (job.Sent, error) {
			started := a.start(of, token)
			return job.Sent{JobID: started.id, CreationDate: &started.created}, nil
		},
	}
}

// apply is a new process: a Region with a watcher, and the kind on it.
func (a *auditor) apply() (*job.Kind[audit], *providerdata.Region) {
	region := &providerdata.Region{Name: "eu-central-1", Owners: &providerdata.Owners{}}
	watchers := make(map[*providerdata.Region]*jobwatch.Watcher[audit])
	kind := a.kind(watchers)
	watchers[region] = jobwatch.New(kind.Kind, nil, jobwatch.Config{})
	return kind, region
}

func TestSecondKind_startWaitOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var service auditor
		token := job.DeriveToken(struct{ Of string }{"ledger-bad"})
		kind, region := service.apply()
		first, err := job.NewStarter(kind, region, providerdata.RetryIntervals{}).Start(t.Context(), service.request("ledger-bad", token))
		if err != nil || first.JobID != "audit-1" || !region.Owners.Owned(first.JobID) {
			t.Fatalf("started %q, %v", first.JobID, err)
		}

		// The next process finds it in flight.
		time.Sleep(30 * time.Second)
		kind, region = service.apply()
		second, err := job.NewStarter(kind, region, providerdata.RetryIntervals{}).Start(t.Context(), service.request("ledger-bad", token))
		if err != nil || second.JobID != first.JobID || len(second.Warnings) != 1 || second.Warnings[0].Summary() != "Resumed an Earlier Audit Job" {
			t.Fatalf("resumed %q with %v, %v", second.JobID, second.Warnings, err)
		}
		ended, err := kind.Wait(t.Context(), kind.Watcher(region), second.JobID, time.Time{}, job.WaitForCompleted)
		if err != nil || ended.state != "FAILED" {
			t.Fatalf("waited for %+v, %v", ended, err)
		}
		outcome := kind.Outcome(awsdiag.Attempt{Doing: "auditing"}, ended, job.OnIssuesWarn)
		if outcome == nil || outcome.Summary() != "Audit Job Failed" || outcome.Detail() != "auditing: it is bad" {
			t.Errorf("the outcome is %v", outcome)
		}

		// An ended one is never returned as new.
		kind, region = service.apply()
		third, err := job.NewStarter(kind, region, providerdata.RetryIntervals{}).Start(t.Context(), service.request("ledger-bad", token))
		if err != nil || third.JobID != "audit-2" || third.Token != job.SaltToken(token, first.JobID) {
			t.Errorf("after the end: %q by token %s, %v", third.JobID, third.Token, err)
		}
	})
}

func TestSecondKind_list(t *testing.T) {
	t.Parallel()
	var service auditor
	for i := range 5 {
		service.start("ledger", fmt.Sprint(i))
	}
	kind, _ := service.apply()
	page := func(ctx context.Context, size int32, token *string) ([]*audit, *string, error) {
		if size != 3 {
			t.Errorf("a page of %d is asked for, want 3", size)
		}
		return kind.List(ctx, nil, awsbackup.JobPage{Size: size, Token: token})
	}
	of := job.Lookup[audit]{
		Kind: kind, Filters: []job.FilterArgument{{Name: "of"}},
		Page: func(_ context.Context, _ *providerdata.Region, filters types.Object, _ *awsdiag.Attempt) (job.Page[audit], diag.Diagnostics) {
			if want := (map[string]attr.Value{"of": types.StringValue("ledger")}); !maps.EqualFunc(filters.Attributes(), want, attr.Value.Equal) {
				t.Errorf("the filters are %s", filters)
			}
			return page, nil
		},
	}
	schema := of.ListSchema("")
	config := tfsdk.Config{Schema: schema, Raw: tftypes.NewValue(schema.Type().TerraformType(t.Context()), map[string]tftypes.Value{
		"of": tftypes.NewValue(tftypes.String, "ledger"), "region": tftypes.NewValue(tftypes.String, nil),
	})}
	data := providerdata.New(providerdata.Settings{Region: "eu-central-1", Partition: "aws"})
	show := func(_ *providerdata.Region, j *audit) list.ListResult { return list.ListResult{DisplayName: j.id} }
	for _, want := range [][]string{{"audit-1", "audit-2", "audit-3"}, {"audit-1", "audit-2"}} { // the limit, and one who stops before
		var ids []string
		for result := range of.List(t.Context(), data, list.ListRequest{Config: config, Limit: 3}, show) {
			if result.Diagnostics.HasError() {
				t.Fatal(result.Diagnostics)
			}
			if ids = append(ids, result.DisplayName); len(ids) == len(want) && len(ids) < 3 {
				break
			}
		}
		if !slices.Equal(ids, want) {
			t.Errorf("listed %v, want %v", ids, want)
		}
	}
}

func TestSecondKind_completion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var service auditor
		good, bad := service.start("ledger-good", "1"), service.start("ledger-bad", "2")
		data := providerdata.New(providerdata.Settings{Region: "eu-central-1", Partition: "aws"})
		region, err := data.Region("")
		if err != nil {
			t.Fatal(err)
		}
		watchers := make(map[*providerdata.Region]*jobwatch.Watcher[audit])
		kind := service.kind(watchers)
		watchers[region] = jobwatch.New(kind.Kind, nil, jobwatch.Config{})
		completion := jobcompletion.New(jobcompletion.Of[audit]{Kind: kind, TypeName: "_audit_job_completion", Result: "report_arn"})
		configurable, ok := completion.(resource.ResourceWithConfigure)
		if !ok {
			t.Fatalf("%T cannot be configured", completion)
		}
		configurable.Configure(t.Context(), resource.ConfigureRequest{ProviderData: data}, &resource.ConfigureResponse{})
		var schema resource.SchemaResponse
		completion.Schema(t.Context(), resource.SchemaRequest{}, &schema)
		shape, ok := schema.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
		if !ok {
			t.Fatalf("the schema is %s", schema.Schema.Type())
		}
		values := make(map[string]tftypes.Value)
		for name, of := range shape.AttributeTypes {
			values[name] = tftypes.NewValue(of, nil)
		}
		values["audit_job_ids"] = tftypes.NewValue(shape.AttributeTypes["audit_job_ids"], []tftypes.Value{tftypes.NewValue(tftypes.String, good.id), tftypes.NewValue(tftypes.String, bad.id)})
		values["on_issues"] = tftypes.NewValue(tftypes.String, "warn")
		values["jobs"] = tftypes.NewValue(shape.AttributeTypes["jobs"], tftypes.UnknownValue)
		req := resource.CreateRequest{Plan: tfsdk.Plan{Schema: schema.Schema, Raw: tftypes.NewValue(shape, values)}}
		resp := resource.CreateResponse{State: tfsdk.State{Schema: schema.Schema, Raw: tftypes.NewValue(shape, nil)}}
		completion.Create(t.Context(), req, &resp)

		if errs := resp.Diagnostics.Errors(); len(errs) != 1 || errs[0].Summary() != "Audit Jobs Without a Report" || !strings.Contains(errs[0].Detail(), bad.id+" FAILED of ledger-bad: it is bad") {
			t.Errorf("the report is %v", resp.Diagnostics)
		}
		var state map[string]tftypes.Value
		if err := resp.State.Raw.As(&state); err != nil {
			t.Fatal(err)
		}
		var jobs map[string]tftypes.Value
		if err := state["jobs"].As(&jobs); err != nil || len(jobs) != 2 {
			t.Fatalf("%d jobs in state, %v", len(jobs), err)
		}
		var members map[string]tftypes.Value
		if err := jobs[good.id].As(&members); err != nil || !members["report_arn"].Equal(tftypes.NewValue(tftypes.String, "report-of-"+good.id)) {
			t.Errorf("the good job in state is %v, %v", members, err)
		}
	})
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// Region and Account are where the chaos is.
const (
	Region  = "eu-central-1"
	Account = emulator.DefaultAccount
)

// sourceARNs are the resources to back up, by what their recovery points are like.
var sourceARNs = []string{
	"arn:aws:ec2:" + Region + ":" + Account + ":volume/vol-%017x",
	"arn:aws:ec2:" + Region + ":" + Account + ":instance/i-%017x",
	"arn:aws:rds:" + Region + ":" + Account + ":db:db-%d",
	"arn:aws:rds:" + Region + ":" + Account + ":cluster:cluster-%d",
	"arn:aws:dynamodb:" + Region + ":" + Account + ":table/table-%d",
	"arn:aws:elasticfilesystem:" + Region + ":" + Account + ":file-system/fs-%017x",
	"arn:aws:fsx:" + Region + ":" + Account + ":file-system/fs-%017x",
	"arn:aws:s3:::bucket-%d",
	"arn:aws:cloudformation:" + Region + ":" + Account + ":stack/stack-%d/5f1d2a30-0000-11ee-0000-0a0000000000",
	"arn:aws:eks:" + Region + ":" + Account + ":cluster/cluster-%d",
}

// vaults of every world; the last one is air-gapped.
var vaults = []string{"vault-0", "vault-1", "vault-2", "vault-3"}

const airGapped = "vault-lag"

// arguments are the configuration of one resource. Zero is not set.
type arguments struct {
	vault, source, role  string
	keepDays             int64
	airGapped            bool
	start, complete      int64
	token, index         string
	tags, triggers       map[string]string
	waitFor, onIssues    string
	onDestroy, createFor string
}

// randomArguments is a valid configuration for the resource with the number n.
func randomArguments(random *rand.Rand, n int) arguments {
	a := arguments{
		source:    fmt.Sprintf(sourceARNs[n%len(sourceARNs)], n+1),
		vault:     vaults[random.IntN(len(vaults))],
		role:      fmt.Sprintf("arn:aws:iam::%s:role/backup-%d", Account, random.IntN(2)),
		waitFor:   pick(random, "", "completed", "completed", "running", "created"),
		onDestroy: pick(random, "", "retain", "stop", "delete", "delete"),
	}
	if random.IntN(2) == 0 {
		a.keepDays = 120 + random.Int64N(400)
	}
	if random.IntN(6) == 0 { // gone before some steps look again
		a.keepDays = 1 + random.Int64N(20)
	}
	if random.IntN(4) == 0 {
		a.tags = map[string]string{"number": fmt.Sprint(n), "by": "chaos"}
	}
	if random.IntN(10) == 0 {
		a.token = fmt.Sprintf("token-%d-%x", n, random.Uint32())
	}
	if random.IntN(8) == 0 {
		a.airGapped, a.keepDays = true, 120+random.Int64N(400)
	}
	if random.IntN(4) == 0 {
		a.onIssues = "error"
	}
	if random.IntN(4) == 0 {
		a.start, a.complete = 60+random.Int64N(200), 600+random.Int64N(600)
	}
	if random.IntN(2) == 0 {
		a.createFor = pick(random, "10m", "45m", "3h", "30h")
	}
	return a
}

func pick(random *rand.Rand, from ...string) string { return from[random.IntN(len(from))] }

// intent is what makes two starts the same request, as design "never twice"
// has it: everything sent but the tags, and the triggers.
func (a arguments) intent() string {
	return fmt.Sprint(a.vault, a.source, a.role, a.keepDays, a.airGapped, a.start, a.complete, a.token, a.index, a.triggers)
}

// config is the configuration as Terraform hands it to the provider: that of
// the resource, or what an action has of it.
func (a arguments) config(block *tfprotov6.SchemaBlock) map[string]cty.Value {
	v := inprocess.Empty(block)
	set := func(in map[string]cty.Value, name string, value cty.Value, given bool) {
		if _, has := in[name]; has && given {
			in[name] = value
		}
	}
	for name, value := range map[string]string{
		"backup_vault_name": a.vault, "resource_arn": a.source, "iam_role_arn": a.role, "idempotency_token": a.token,
		"index": a.index, "wait_for": a.waitFor, "on_issues": a.onIssues, "on_destroy": a.onDestroy,
	} {
		set(v, name, cty.StringVal(value), value != "")
	}
	set(v, "logically_air_gapped_backup_vault_arn", cty.StringVal("arn:aws:backup:"+Region+":"+Account+":backup-vault:"+airGapped), a.airGapped)
	set(v, "start_window_minutes", cty.NumberIntVal(a.start), a.start != 0)
	set(v, "complete_window_minutes", cty.NumberIntVal(a.complete), a.complete != 0)
	for name, from := range map[string]map[string]string{"tags": a.tags, "triggers": a.triggers} {
		elements := make(map[string]cty.Value, len(from))
		for key, value := range from {
			elements[key] = cty.StringVal(value)
		}
		if from != nil {
			set(v, name, cty.MapVal(elements), true)
		}
	}
	if nested, ok := v["recovery_point_lifecycle"]; ok && a.keepDays != 0 {
		days := nulls(nested.Type())
		set(days, "delete_after_days", cty.NumberIntVal(a.keepDays), true)
		v["recovery_point_lifecycle"] = cty.ObjectVal(days)
	}
	if nested, ok := v["timeouts"]; ok && a.createFor != "" {
		timeouts := nulls(nested.Type())
		for _, name := range []string{"create", "invoke"} { // An action has no create.
			set(timeouts, name, cty.StringVal(a.createFor), true)
		}
		v["timeouts"] = cty.ObjectVal(timeouts)
	}
	return v
}

// edits are the arguments that change in place.
var edits = []string{"retention", "tags", "index", "wait_for", "on_issues", "on_destroy", "role", "windows", "timeouts"}

// edited is the configuration after an edit of one argument in place.
func (a arguments) edited(random *rand.Rand, what string) arguments {
	switch what {
	case "retention":
		a.keepDays = 130 + random.Int64N(700)
		if random.IntN(4) == 0 && !a.airGapped {
			a.keepDays = 1 + random.Int64N(20)
		}
	case "tags":
		a.tags = map[string]string{"edit": fmt.Sprint(random.IntN(1000))}
	case "index":
		a.index = map[string]string{"": "ENABLED", "ENABLED": "DISABLED", "DISABLED": "ENABLED"}[a.index]
		if !a.indexable() {
			a.index = ""
		}
	case "wait_for":
		a.waitFor = pick(random, "completed", "running", "created")
	case "on_issues":
		a.onIssues = pick(random, "warn", "error")
	case "on_destroy":
		a.onDestroy = pick(random, "retain", "stop", "delete")
	case "role":
		a.role = fmt.Sprintf("arn:aws:iam::%s:role/backup-%d", Account, random.IntN(3))
	case "windows":
		a.start, a.complete = 60+random.Int64N(200), 600+random.Int64N(600)
	case "timeouts":
		a.createFor = pick(random, "2h", "12h", "48h")
	}
	return a
}

// indexable says whether AWS Backup makes search indexes of the source.
func (a arguments) indexable() bool {
	return strings.Contains(a.source, ":volume/") || strings.HasPrefix(a.source, "arn:aws:s3:")
}

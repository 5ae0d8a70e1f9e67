// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

var update = flag.Bool("update", false, "write the messages to testdata/messages.txt, for a person to read")

const messagesFile = "testdata/messages.txt"

// TestMessages compares every message with the file that people have read as prose. Each situation shows one form of a
// message; each rule must have one.
func TestMessages(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	seen := make(map[lifecycle.Rule]bool)
	for _, s := range situations() {
		if len(s.violations) == 0 {
			t.Errorf("%s: no message", s.name)
		}
		for _, v := range s.violations {
			seen[v.Rule] = true
			fmt.Fprintf(&text, "# %s\n%s at %s: %s\n%s\n\n", s.name, v.Severity, v.Path, v.Summary, v.Detail)
		}
	}
	for _, rule := range allRules(t) {
		if !seen[rule] {
			t.Errorf("rule %s has no message in the file", rule)
		}
	}
	if *update {
		if err := os.WriteFile(messagesFile, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(messagesFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("messages differ from %s; read them, then run go test -update (-file +now):\n%s", messagesFile, diff)
	}
}

// TestStyleOfMessages: sentences, no loose ends, the name of the attribute at fault, and something to do.
func TestStyleOfMessages(t *testing.T) {
	t.Parallel()
	for _, s := range situations() {
		for _, v := range s.violations {
			switch {
			case strings.HasSuffix(v.Summary, "."), v.Summary == "", strings.Contains(v.Summary, "\n"):
				t.Errorf("%s: the summary %q must be one line without a full stop", s.name, v.Summary)
			case !strings.HasSuffix(v.Detail, "."), strings.Contains(v.Detail, ".."), strings.Contains(v.Detail, "  "):
				t.Errorf("%s: the detail %q must be whole sentences", s.name, v.Detail)
			case strings.Count(v.Detail, ". ") < 2:
				t.Errorf("%s: the detail %q must say what is wrong, why, and what to do", s.name, v.Detail)
			}
		}
	}
}

// allRules reads the rules' names from the source, so that none can be forgotten.
func allRules(t *testing.T) []lifecycle.Rule {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rule.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var rules []lifecycle.Rule
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if name, err := strconv.Unquote(literal.Value); err == nil {
				rules = append(rules, lifecycle.Rule(name))
			}
		}
		return true
	})
	if len(rules) < 50 {
		t.Fatalf("found %d rules in rule.go; the parser looks for the wrong thing", len(rules))
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(rules))); len(unique) != len(rules) {
		t.Error("two rules have the same name")
	}
	return rules
}

type situation struct {
	name       string
	violations []lifecycle.Violation
}

func situations() []situation {
	return slices.Concat(offlineSituations(), awsSituations(), copySituations(), restoreSituations())
}

func offlineSituations() []situation {
	requests := map[string]lifecycle.Request{
		"vault name with a space":                 edited(vault("a b")),
		"vault name of one character":             edited(vault("v")),
		"vault ARN as its name":                   edited(vault(airGapped)),
		"resource: no ARN":                        edited(source("vol-0123456789abcdef0")),
		"resource: empty":                         edited(source("")),
		"resource: wildcard":                      edited(source("arn:aws:ec2:eu-west-1:111122223333:volume/*")),
		"resource: a snapshot":                    edited(source("arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0")),
		"resource: unknown kind":                  edited(source("arn:aws:rds:eu-west-1:111122223333:og:options")),
		"resource: bucket's object":               edited(source("arn:aws:s3:::bucket/key")),
		"resource: another region":                edited(place("aws", "us-east-1", "111122223333")),
		"resource and role: another account":      edited(place("aws", "eu-west-1", "444455556666")),
		"resource and role: another partition":    edited(place("aws-cn", "cn-north-1", "111122223333")),
		"role: a user":                            edited(roleARN("arn:aws:iam::111122223333:user/backup")),
		"role: a session":                         edited(roleARN("arn:aws:sts::111122223333:assumed-role/backup/me")),
		"role: of another account than resource":  edited(nowhere, roleARN("arn:aws:iam::444455556666:role/backup")),
		"cold 0":                                  edited(coldAfter(0)),
		"delete 0":                                edited(deleteAfter(0)),
		"delete -2":                               edited(deleteAfter(-2)),
		"delete 36501":                            edited(deleteAfter(36501)),
		"cold 30, delete 100":                     edited(coldAfter(30), deleteAfter(100)),
		"cold 30, delete 30":                      edited(coldAfter(30), deleteAfter(30)),
		"cold 2, delete 91":                       edited(coldAfter(2), deleteAfter(91)),
		"cold 36410, delete 36499":                edited(coldAfter(36410), deleteAfter(36499)),
		"cold 30, delete 31":                      edited(coldAfter(30), deleteAfter(31)),
		"cold 30, delete 7":                       edited(coldAfter(30), deleteAfter(7)),
		"cold 36450, delete 36500":                edited(coldAfter(36450), deleteAfter(36500)),
		"cold 36450, delete 50":                   edited(coldAfter(36450), deleteAfter(50)),
		"cold storage of RDS":                     edited(source(rds), coldAfter(30)),
		"cold storage of a database cluster":      edited(source(cluster), coldAfter(30)),
		"cold storage of EBS without the opt-in":  edited(source(ebs), coldAfter(30)),
		"option: bad key":                         edited(option("Windows VSS", "enabled")),
		"option: bad value":                       edited(source(ec2), option("WindowsVSS", "true")),
		"option: empty":                           edited(source(ec2), option("WindowsVSS", "")),
		"option: off":                             edited(source(ec2), option("WindowsVSS", "off")),
		"option: unknown key":                     edited(option("LinuxVSS", "enabled")),
		"option: misspelt in old documentation":   edited(source(s3), option("S3BackupACLs", "enabled")),
		"option: wrong case":                      edited(source(ec2), option("windowsVSS", "enabled")),
		"option: bad value of unknown key":        edited(option("LinuxVSS", "")),
		"option: another type":                    edited(source(ebs), option("WindowsVSS", "enabled")),
		"start window 59":                         edited(start(59)),
		"start window too long":                   edited(start(52560001)),
		"complete window 0":                       edited(complete(0)),
		"complete window below the start window":  edited(start(600), complete(540)),
		"complete window below the default start": edited(complete(480)),
		"complete window of FSx":                  edited(source(fsx), complete(600)),
		"both windows at their least":             edited(start(60), complete(60)),
		"both windows at their most":              edited(start(52560000), complete(52560000)),
		"token: empty":                            edited(idempotencyToken("")),
		"index: lower case":                       edited(source(s3), index("enabled")),
		"index: RDS":                              edited(source(rds), index("ENABLED")),
		"index: air-gapped":                       edited(source(s3), index("ENABLED"), toAirGapped(airGapped)),
		"air-gapped vault: name":                  edited(toAirGapped("air-gapped")),
		"air-gapped vault: vault of a plan":       edited(toAirGapped("arn:aws:backup:eu-west-1:111122223333:backup-plan:p")),
		"air-gapped vault: another region":        edited(toAirGapped("arn:aws:backup:us-east-1:111122223333:backup-vault:v")),
		"air-gapped vault: another account":       edited(toAirGapped("arn:aws:backup:eu-west-1:444455556666:backup-vault:v")),
		"air-gapped vault: another partition":     edited(toAirGapped("arn:aws-cn:backup:cn-north-1:111122223333:backup-vault:v")),
		"air-gapped vault: RDS":                   edited(source(rds), toAirGapped(airGapped)),
		"tags: 51":                                edited(tags(51)),
		"tags: empty key":                         edited(tag("", "value")),
		"tags: long key":                          edited(tag(strings.Repeat("k", 130), "value")),
		"tags: long value":                        edited(tag("team", strings.Repeat("v", 257))),
		"tags: reserved":                          edited(tag("aws:team", "value")),
		"tags: null": edited(func(r *lifecycle.Request) {
			r.Tags = lifecycle.Known(map[string]lifecycle.Value[string]{"team": lifecycle.Null[string]()})
		}),
	}
	var all []situation
	for _, name := range slices.Sorted(maps.Keys(requests)) {
		all = append(all, situation{name, lifecycle.Check(requests[name])})
	}
	return all
}

func awsSituations() []situation {
	settings := lifecycle.Known(lifecycle.Settings{
		OptIn: map[string]bool{"DynamoDB": false}, Management: map[string]bool{"DynamoDB": false},
	})
	created := now.Add(-10 * 24 * time.Hour)
	before, after := retention(30, 200), retention(60, 300)
	change := func(c lifecycle.Change) []lifecycle.Violation {
		c.Before, c.After, c.Created, c.Now = before, after, created, now
		return lifecycle.CheckChange(c)
	}
	maximum, room, one := governance(), governance(), governance()
	maximum.MaxRetentionDays = lifecycle.Known[int64](90)
	room.MaxRetentionDays = lifecycle.Known[int64](91)
	one.MaxRetentionDays = lifecycle.Known[int64](7)
	unbounded := governance()
	unbounded.MaxRetentionDays = lifecycle.Null[int64]()
	return []situation{
		{"lock: below the minimum, governance", checkVault(governance(), deleteAfter(6))},
		{"lock: below the minimum, with cold storage", checkVault(governance(), coldAfter(5), deleteAfter(6))},
		{"lock: above the maximum, grace time", checkVault(compliance(-48*time.Hour), deleteAfter(400))},
		{"lock: above the maximum, fixed", checkVault(compliance(48*time.Hour), deleteAfter(400))},
		{"lock: above the maximum, cold storage too late", checkVault(compliance(48*time.Hour), coldAfter(300), deleteAfter(400))},
		{"lock: above the maximum, no room for cold storage", checkVault(maximum, coldAfter(30), deleteAfter(120))},
		{"lock: above the maximum, least room for cold storage", checkVault(room, coldAfter(30), deleteAfter(120))},
		{"lock: no maximum", checkVault(unbounded, deleteAfter(6))},
		{"lock: one retention only", checkVault(one, deleteAfter(6))},
		{"lock: no lifecycle, fixed", checkVault(compliance(48 * time.Hour))},
		{"lock: -1, air-gapped", checkVault(isolated(), deleteAfter(-1))},
		{"lock: below the minimum, temporary backup", lifecycle.CheckPreflight(lifecycle.Preflight{
			Request: edited(source(ebs), toAirGapped(airGapped), deleteAfter(6)), Vault: lifecycle.Known(compliance(0)), Now: now,
		})},
		{"copy: point not seen", lifecycle.PointInvisible("arn:aws:backup:eu-west-1:123456789012:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45", "backups", "eu-west-1")},
		{"vault not seen", lifecycle.VaultInvisible(lifecycle.AttrVaultName, "backups", "eu-west-1")},
		{"vault not checked", lifecycle.NotChecked(lifecycle.CallVault, lifecycle.Reason{Text: "AccessDeniedException: not authorized", Denied: true})},
		{"air-gapped vault not checked", lifecycle.NotChecked(lifecycle.CallAirGappedVault, lifecycle.Reason{Text: "AccessDeniedException: not authorized", Denied: true})},
		{"settings not checked", lifecycle.NotChecked(lifecycle.CallSettings, lifecycle.Reason{Text: "certificate signed by unknown authority", Fix: "Give the certificate authority in custom_ca_bundle."})},
		{"settings not checked, cause not known", lifecycle.NotChecked(lifecycle.CallSettings, lifecycle.Reason{Text: "no answer in 10s"})},
		{"vault is not air-gapped", lifecycle.CheckPreflight(lifecycle.Preflight{
			Request: edited(toAirGapped(airGapped)), AirGappedVault: lifecycle.Known(governance()), Now: now,
		})},
		{"DynamoDB off, without advanced features", lifecycle.CheckPreflight(lifecycle.Preflight{
			Request: edited(source(dynamodb), coldAfter(30), tag("team", "a"), toAirGapped(airGapped)), Settings: settings, Now: now,
		})},
		{"change: gone", change(lifecycle.Change{Gone: true})},
		{"change: continuous", change(lifecycle.Change{Continuous: true})},
		{"change: locked", change(lifecycle.Change{Vault: lifecycle.Known(governance())})},
		{"change: cold, never again", lifecycle.CheckChange(lifecycle.Change{
			Before: before, After: retention(-1, 200), Cold: true, Created: created, Now: now,
		})},
		{"change: cold, was left out", lifecycle.CheckChange(lifecycle.Change{
			Before: lifecycle.Retention{}, After: retention(30, 200), Cold: true, Created: created, Now: now,
		})},
		{"change: cold", change(lifecycle.Change{Cold: true})},
		{"change: move in the past, deletes at once", lifecycle.CheckChange(lifecycle.Change{
			Before: before, After: retention(10, 10), Created: created, Now: now,
		})},
		{"tags of a snapshot", lifecycle.TagsFixed("arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0")},
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// undecided are the types of which the documentation leaves a question open, so that rules and emulator may differ.
var undecided = []string{stack, eks}

// A warning says that AWS takes a setting and does nothing with it. That must be what the emulator does, for every type,
// and it must be silent wherever the setting works.
func TestWarningsTellWhatHappens(t *testing.T) {
	t.Parallel()
	for _, advanced := range []bool{false, true} {
		w := newWorld(t, map[bool]uint64{true: 0, false: 1}[advanced])
		for _, arn := range everyType {
			if slices.Contains(undecided, arn) {
				continue
			}
			for _, archive := range []bool{false, true} {
				r := edited(source(arn), coldAfter(30), optIn(archive), index("ENABLED"))
				rules := warned(append(lifecycle.Check(r), w.preflight(t, r)...))
				point := w.point(t, r)
				moves := !slices.Contains(rules, lifecycle.RuleColdIgnored) && !slices.Contains(rules, lifecycle.RuleArchiveOptIn) &&
					!slices.Contains(rules, lifecycle.RuleDynamoDBCold)
				if moved := !point.MoveToColdStorageAt.IsZero(); moved != moves {
					t.Errorf("%s, opt-in %t, DynamoDB advanced %t: moves to cold storage is %t in the emulator, %t by the rules %v",
						arn, archive, advanced, moved, moves, rules)
				}
				indexed := !slices.Contains(rules, lifecycle.RuleIndexType)
				if has := point.IndexStatus != ""; has != indexed {
					t.Errorf("%s: indexed is %t in the emulator, %t by the rules %v", arn, has, indexed, rules)
				}
			}
			w.compareAirGap(t, arn)
		}
	}
}

// compareAirGap starts a backup into an air-gapped vault and sees where it ends up.
func (w *world) compareAirGap(t *testing.T, arn string) {
	t.Helper()
	r := edited(source(arn), toAirGapped(airGapped), deleteAfter(30))
	rules := warned(append(lifecycle.Check(r), w.preflight(t, r)...))
	lasting := !slices.Contains(rules, lifecycle.RuleAirGappedType) && !slices.Contains(rules, lifecycle.RuleDynamoDBAirGapped)
	w.point(t, r)
	w.emulator.Advance(2 * time.Hour) // for the copy
	arrived := slices.ContainsFunc(w.emulator.Region(region).RecoveryPoints(), func(p emulator.RecoveryPoint) bool {
		return p.VaultName == "air-gapped" && p.ResourceARN == arn
	})
	if arrived != lasting {
		t.Errorf("%s: in the air-gapped vault is %t in the emulator, %t by the rules %v", arn, arrived, lasting, rules)
	}
}

func warned(violations []lifecycle.Violation) []lifecycle.Rule {
	var rules []lifecycle.Rule
	for _, v := range violations {
		rules = append(rules, v.Rule)
	}
	return rules
}

// point takes the backup and returns its recovery point as the emulator really holds it.
func (w *world) point(t *testing.T, r lifecycle.Request) emulator.RecoveryPoint {
	t.Helper()
	if refused := w.start(t.Context(), t, r); refused != "" {
		t.Fatalf("refused: %s", refused)
	}
	jobs := slices.DeleteFunc(w.emulator.Region(region).Jobs(), func(j emulator.Job) bool { return j.ParentID != "" })
	job := jobs[len(jobs)-1]
	for _, p := range w.emulator.Region(region).RecoveryPoints() {
		if p.ARN == job.RecoveryPointARN {
			return p
		}
	}
	if !job.Temporary {
		t.Fatalf("no recovery point of %s", job.ResourceARN)
	}
	return emulator.RecoveryPoint{}
}

// What the catalogue says of stopping, of recovery point ARNs and of tags must be what the emulator does.
func TestCatalogueEqualsTheEmulators(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	for _, arn := range everyType {
		started, err := w.client.StartBackupJob(t.Context(), &backup.StartBackupJobInput{
			BackupVaultName: aws.String("Default"), ResourceArn: aws.String(arn), IamRoleArn: aws.String(role),
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.client.StopBackupJob(t.Context(), &backup.StopBackupJobInput{BackupJobId: started.BackupJobId})
		if stopped := err == nil; stopped != catalog.StopSupportedFor(arn) {
			t.Errorf("%s: stopped is %t in the emulator, %t by the catalogue (%v)", arn, stopped, catalog.StopSupportedFor(arn), err)
		}
		w.emulator.Advance(2 * time.Hour)

		point := w.point(t, edited(source(arn)))
		parsed, err := catalog.ParseRecoveryPointARN(point.ARN)
		if err != nil {
			t.Errorf("%s: %v", arn, err)
			continue
		}
		if parsed.ResourceType != "" && parsed.ResourceType != point.ResourceType {
			t.Errorf("%s is a point of %s by the catalogue, of %s in the emulator", point.ARN, parsed.ResourceType, point.ResourceType)
		}
		_, err = w.client.ListTags(t.Context(), &backup.ListTagsInput{ResourceArn: aws.String(point.ARN)})
		if listed := err == nil; listed != catalog.Taggable(point.ARN) {
			t.Errorf("%s: tags can be read is %t in the emulator, %t by the catalogue (%v)", point.ARN, listed, catalog.Taggable(point.ARN), err)
		}
		managed := catalog.Agree(catalog.Lookup(arn), func(r catalog.ResourceType) catalog.Support { return r.FullManagement })
		if managed != catalog.Unknown && (managed == catalog.Yes) != (parsed.Service == "backup") {
			t.Errorf("%s: fully managed by the catalogue is %v, and the point is %s", arn, managed, point.ARN)
		}
	}
}

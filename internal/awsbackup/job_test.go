// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// fill sets every exported member of a struct to something that is not zero.
func fill(v reflect.Value) {
	for field, f := range v.Fields() {
		if !field.IsExported() {
			continue
		}
		switch {
		case field.Type == reflect.TypeFor[*string]():
			f.Set(reflect.ValueOf(aws.String(field.Name)))
		case field.Type == reflect.TypeFor[*time.Time]():
			f.Set(reflect.ValueOf(aws.Time(time.Unix(int64(len(field.Name)), 0))))
		case field.Type.Kind() == reflect.Pointer:
			f.Set(reflect.New(field.Type.Elem()))
		case field.Type.Kind() == reflect.String:
			f.SetString(field.Name)
		case field.Type.Kind() == reflect.Bool:
			f.SetBool(true)
		case field.Type.Kind() == reflect.Map:
			f.Set(reflect.MakeMap(field.Type))
		}
	}
}

// same checks that the target has every member of the item, bar those that
// lacks names, which it must not have got.
func same(t *testing.T, item, target reflect.Value, lacks ...string) {
	t.Helper()
	for field, f := range target.Fields() {
		if !field.IsExported() || field.Name == "ResultMetadata" {
			continue
		}
		from := item.FieldByName(field.Name)
		switch lacking := slices.Contains(lacks, field.Name); {
		case lacking == from.IsValid():
			t.Errorf("%s: in the list %t, said to be lacking %t", field.Name, from.IsValid(), lacking)
		case !lacking && !reflect.DeepEqual(from.Interface(), f.Interface()):
			t.Errorf("%s: got %v, want %v", field.Name, f, from)
		}
	}
}

// The list's members carry over one by one; a member that the SDK adds one day
// fails this test.
func TestJobFromListItem(t *testing.T) {
	t.Parallel()
	var item types.BackupJob
	fill(reflect.ValueOf(&item).Elem())
	same(t, reflect.ValueOf(item), reflect.ValueOf(awsbackup.JobFromListItem(item)).Elem(), "NumberOfChildJobs", "ChildJobsInState")
}

func TestRestoreJobFromListItem(t *testing.T) {
	t.Parallel()
	var item types.RestoreJobsListMember
	fill(reflect.ValueOf(&item).Elem())
	same(t, reflect.ValueOf(item), reflect.ValueOf(awsbackup.RestoreJobFromListItem(item)).Elem())
}

func TestPointFromListItem(t *testing.T) {
	t.Parallel()
	var item types.RecoveryPointByBackupVault
	fill(reflect.ValueOf(&item).Elem())
	same(t, reflect.ValueOf(item), reflect.ValueOf(awsbackup.PointFromListItem(item)).Elem(), "StorageClass", "ScanResults")
}

func TestStates(t *testing.T) {
	t.Parallel()
	known := types.BackupJobState("").Values()
	slices.Sort(known)
	if got := awsbackup.States(); !slices.Equal(got, known) {
		t.Errorf("got %v, the SDK knows %v", got, known)
	}
	for state, want := range map[types.BackupJobState]struct{ finished, succeeded, inFlight bool }{
		"CREATED":   {false, false, true},
		"PENDING":   {false, false, true},
		"RUNNING":   {false, false, true},
		"ABORTING":  {false, false, true},
		"ABORTED":   {true, false, false},
		"COMPLETED": {true, true, false},
		"FAILED":    {true, false, false},
		"EXPIRED":   {true, false, false},
		"PARTIAL":   {true, false, false},
		"PAUSED":    {false, false, false},
		"":          {false, false, false},
	} {
		if awsbackup.Finished(state) != want.finished || awsbackup.Succeeded(state) != want.succeeded || awsbackup.InFlight(state) != want.inFlight {
			t.Errorf("%q: finished %t, succeeded %t, in flight %t; want %+v", state, awsbackup.Finished(state), awsbackup.Succeeded(state), awsbackup.InFlight(state), want)
		}
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// call makes any call of the API by its name.
func call(t *testing.T, c *awsbackup.Client, name string, in any) error {
	t.Helper()
	out := reflect.ValueOf(c).MethodByName(name).Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.ValueOf(in)})
	err, _ := reflect.TypeAssert[error](out[1])
	return err
}

// filled is an input of a call with every text member set.
func filled(method reflect.Method) reflect.Value {
	in := reflect.New(method.Type.In(1).Elem())
	for field, f := range in.Elem().Fields() {
		if field.Type == reflect.TypeFor[*string]() {
			f.Set(reflect.ValueOf(aws.String("x-" + field.Name)))
		}
	}
	switch in := in.Interface().(type) {
	case *backup.TagResourceInput:
		in.Tags = map[string]string{"k": "v"}
	case *backup.UntagResourceInput:
		in.TagKeyList = []string{"k"}
	case *backup.UpdateRecoveryPointIndexSettingsInput:
		in.Index = "ENABLED"
	case *backup.StartRestoreJobInput:
		in.Metadata = map[string]string{"k": "v"}
	}
	return in
}

// For every call and every text member of its input: "" never leaves, and if the
// member is part of the path, neither does nil. Walks the API by reflection, so a
// call that is added later is covered.
func TestClient_refusesEmptyIDs(t *testing.T) {
	t.Parallel()
	checked := 0
	for method := range reflect.TypeFor[awsbackup.API]().Methods() {
		whole := filled(method)
		w := &wire{}
		c := client(w, awsbackup.Options{})
		if err := call(t, c, method.Name, whole.Interface()); err != nil {
			t.Fatalf("%s with all members: %v", method.Name, err)
		}
		path := w.requests[0].URL.Path
		for field, f := range whole.Elem().Fields() {
			if field.Type != reflect.TypeFor[*string]() || field.Name == "NextToken" {
				continue
			}
			values := []*string{aws.String("")}
			if strings.Contains(path, "x-"+field.Name) {
				values = append(values, nil)
			}
			kept := f.Interface()
			for _, v := range values {
				checked++
				f.Set(reflect.ValueOf(v))
				before := len(w.requests)
				err := call(t, c, method.Name, whole.Interface())
				var empty *awsbackup.EmptyIDError
				if !errors.As(err, &empty) || empty.Operation != method.Name || empty.Member != field.Name || len(w.requests) != before {
					t.Errorf("%s with %s = %v: got %v and %d requests, want an EmptyIDError that names both", method.Name, field.Name, v, err, len(w.requests)-before)
				}
			}
			f.Set(reflect.ValueOf(kept))
		}
	}
	if checked < 40 {
		t.Errorf("checked %d members, want more: the walk is broken", checked)
	}
}

func TestClient_refusesNilInput(t *testing.T) {
	t.Parallel()
	w := &wire{}
	_, err := client(w, awsbackup.Options{}).DescribeBackupJob(t.Context(), nil)
	var empty *awsbackup.EmptyIDError
	if !errors.As(err, &empty) || len(w.requests) > 0 {
		t.Fatalf("got %v, want an EmptyIDError and no request", err)
	}
}

func TestClient_needsVaultResourceAndRole(t *testing.T) {
	t.Parallel()
	for _, member := range []string{"BackupVaultName", "ResourceArn", "IamRoleArn"} {
		in := &backup.StartBackupJobInput{BackupVaultName: aws.String("v"), ResourceArn: aws.String("r"), IamRoleArn: aws.String("i")}
		reflect.ValueOf(in).Elem().FieldByName(member).SetZero()
		w := &wire{}
		_, err := client(w, awsbackup.Options{}).StartBackupJob(t.Context(), in)
		var empty *awsbackup.EmptyIDError
		if !errors.As(err, &empty) || empty.Member != member || len(w.requests) > 0 {
			t.Errorf("without %s: got %v, want an EmptyIDError for it and no request", member, err)
		}
	}
}

// The SDK's paginators accept the client.
func TestClient_paginates(t *testing.T) {
	t.Parallel()
	w := &wire{answer: func(n int, _ *http.Request) *http.Response {
		return reply(http.StatusOK, "", []string{
			`{"BackupJobs":[{"BackupJobId":"A"},null],"NextToken":"t"}`,
			`{"BackupJobs":[{"BackupJobId":"B","CreationDate":1.7698191829E9}],"NextToken":null}`,
		}[n-1])
	}}
	var ids []string
	pages := backup.NewListBackupJobsPaginator(client(w, awsbackup.Options{}), &backup.ListBackupJobsInput{})
	for pages.HasMorePages() {
		out, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range out.BackupJobs {
			ids = append(ids, aws.ToString(item.BackupJobId))
		}
	}
	if got := strings.Join(ids, ","); !strings.HasPrefix(got, "A,") || !strings.HasSuffix(got, ",B") && got != "A,B" {
		t.Errorf("got %q, want A and B", got)
	}
	if q := w.requests[1].URL.Query().Get("nextToken"); q != "t" {
		t.Errorf("second page asked for token %q", q)
	}
}

func TestClient_regionAndEndpoint(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		opts         awsbackup.Options
		region, host string
	}{
		"of the configuration": {awsbackup.Options{}, "eu-west-1", "backup.eu-west-1.amazonaws.com"},
		"own region":           {awsbackup.Options{Region: "us-gov-west-1"}, "us-gov-west-1", "backup.us-gov-west-1.amazonaws.com"},
		"own endpoint":         {awsbackup.Options{Endpoint: "http://127.0.0.1:1234"}, "eu-west-1", "127.0.0.1:1234"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &wire{}
			c := client(w, test.opts)
			if _, err := c.DescribeRegionSettings(t.Context(), &backup.DescribeRegionSettingsInput{}); err != nil {
				t.Fatal(err)
			}
			if c.Region() != test.region || w.requests[0].URL.Host != test.host {
				t.Errorf("got region %s, host %s; want %s, %s", c.Region(), w.requests[0].URL.Host, test.region, test.host)
			}
			if auth := w.requests[0].Header.Get("Authorization"); !strings.Contains(auth, "/"+test.region+"/backup/") {
				t.Errorf("signed as %q", auth)
			}
		})
	}
}

func TestServerTime(t *testing.T) {
	t.Parallel()
	date := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, header := range map[string]string{"with a date": date.Format(http.TimeFormat), "without": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &wire{answer: func(int, *http.Request) *http.Response {
				r := reply(http.StatusOK, "", "{}")
				if header != "" {
					r.Header.Set("Date", header)
				}
				return r
			}}
			out, err := client(w, awsbackup.Options{}).DescribeRegionSettings(t.Context(), &backup.DescribeRegionSettingsInput{})
			if err != nil {
				t.Fatal(err)
			}
			got, ok := awsbackup.ServerTime(out.ResultMetadata)
			if ok != (header != "") || ok && !got.Equal(date) {
				t.Errorf("got %v, %t", got, ok)
			}
		})
	}
}

// A caller that is cancelled in the queue, of its operation or of all, gets its own
// error, not a call, and leaves its place to the next.
func TestClient_cancelledInQueue(t *testing.T) {
	t.Parallel()
	for name, quotas := range map[string]awsbackup.Quotas{
		"operation": {Operations: map[string]float64{"StopBackupJob": 0.01}},
		"all":       {Operations: map[string]float64{"StopBackupJob": 50}, Total: 0.01},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := &wire{}
				c := client(w, awsbackup.Options{Limiter: awsbackup.NewLimiter(quotas)})
				in := &backup.StopBackupJobInput{BackupJobId: aws.String("x")}
				if _, err := c.StopBackupJob(t.Context(), in); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				began := time.Now()
				_, err := c.StopBackupJob(ctx, in)
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second || len(w.requests) != 1 {
					t.Errorf("got %v after %v and %d requests, want the time-out after 1 s and 1", err, time.Since(began), len(w.requests))
				}
				if _, err := c.StopBackupJob(t.Context(), in); err != nil || time.Since(began) > 103*time.Second {
					t.Errorf("the next call: %v after %v, want it to pass after 100 s", err, time.Since(began))
				}
			})
		})
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// serve answers every request in one way, and returns its URL.
func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(answer))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

// hostile answers every call with one body.
func hostile(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) block {
	t.Helper()
	url := serve(t, answer)
	return with(keys, block{"region": "eu-central-1", "max_retries": 1, "endpoints": []any{block{"backup": url, "sts": url}}})
}

// An answer that is larger than any of AWS is given up, without its being read.
func TestHugeAnswer(t *testing.T) {
	t.Parallel()
	chunk := []byte(strings.Repeat("x", 1<<20))
	b := hostile(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"BackupVaultList":[],"NextToken":"`)
		for range 300 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
		_, _ = io.WriteString(w, `"}`)
	})
	err := call(t, mustConfigure(t, b))
	if err == nil {
		t.Fatal("the answer was taken")
	}
	if d := awsdiag.FromError(awsdiag.Attempt{}, err); d.Summary() != "Answer Too Large" {
		t.Errorf("%s: %s", d.Summary(), d.Detail())
	}
}

// A call for advice that fails again and again is given up within seconds.
func TestAdviceIsNotWorthMinutes(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	cloud.Inject(emulator.Fault{Kind: emulator.HTML, Times: emulator.Always, Status: http.StatusServiceUnavailable})
	region, err := mustConfigure(t, cloud.static(nil)).Region("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := region.Vault(t.Context(), "vault"); err == nil {
		t.Error("there was a vault")
	}
	if _, err := region.Settings(t.Context()); err == nil {
		t.Error("there were settings")
	}
	if n := len(cloud.Requests()); n != 2*3 {
		t.Errorf("%d requests, want 3 for each call", n)
	}
}

// Dates and percentages that are no number are absent, and no answer ends the process.
func TestNumbersThatAreNone(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`"NaN"`, `"Infinity"`, `"-Infinity"`} {
		b := hostile(t, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"BackupJobs":[{"BackupJobId":"NaN","ResourceName":"Infinity","CreationDate":`+value+`,"CompletionDate": `+value+
				`,"PercentDone":`+value+`,"BackupSizeInBytes":`+value+`,"StatusMessage":"\u001b[2Jpassword=`+poison+`"}]}`)
		})
		region, err := mustConfigure(t, b).Region("")
		if err != nil {
			t.Fatal(err)
		}
		out, err := region.API.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
		if err != nil {
			t.Fatalf("%s: %s", value, err)
		}
		job := out.BackupJobs[0]
		if job.CreationDate != nil || job.CompletionDate != nil || job.PercentDone != nil || job.BackupSizeInBytes != nil {
			t.Errorf("%s was treated as a number: %+v", value, job)
		}
		if *job.BackupJobId != "NaN" || *job.ResourceName != "Infinity" {
			t.Errorf("a name was treated as a number: %+v", job)
		}
		if got := *job.StatusMessage; strings.Contains(got, poison) || strings.Contains(got, "\x1b") {
			t.Errorf("the message is %q", got)
		}
	}
}

// A list of ever new page tokens ends.
func TestEndlessList(t *testing.T) {
	t.Parallel()
	var page atomic.Int64
	b := hostile(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"BackupVaultList":[],"NextToken":"page-%d"}`, page.Add(1))
	})
	region, err := mustConfigure(t, b, provider.WithLimits(awsbackup.Unlimited())).Region("")
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range awsbackup.Pages(t.Context(), region.API.ListBackupVaults, &backup.ListBackupVaultsInput{}) {
	}
	if d := awsdiag.FromError(awsdiag.Attempt{}, err); d.Summary() != "List Does Not End" {
		t.Errorf("%s: %s", d.Summary(), d.Detail())
	}
}

// An interrupt ends a call at once, in the middle of an answer too.
func TestInterruptDuringAnAnswer(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{}, 8)
	b := hostile(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"BackupVaultList":[`)
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		begun <- struct{}{}
		<-r.Context().Done()
	})
	region, err := mustConfigure(t, b).Region("")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := region.API.ListBackupVaults(ctx, &backup.ListBackupVaultsInput{})
		ended <- err
	}()
	<-begun
	interrupted := time.Now()
	cancel()
	if err := <-ended; err == nil || time.Since(interrupted) > time.Second {
		t.Errorf("after %s: %v", time.Since(interrupted), err)
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// wrongClocks is AWS Backup behind a proxy that writes a Date header of its own,
// or a server with wrong dates of jobs.
type wrongClocks struct {
	http.Handler

	date    time.Duration             // added to the Date header
	created func(time.Time) time.Time // what a CreationDate becomes
}

func (w wrongClocks) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	recorder := httptest.NewRecorder()
	w.Handler.ServeHTTP(recorder, r)
	maps.Copy(out.Header(), recorder.Header())
	if date, err := http.ParseTime(recorder.Header().Get("Date")); err == nil {
		out.Header().Set("Date", date.Add(w.date).UTC().Format(http.TimeFormat))
	}
	body := recorder.Body.Bytes()
	var answer map[string]json.RawMessage
	if w.created != nil && json.Unmarshal(body, &answer) == nil && len(answer["CreationDate"]) > 0 {
		if seconds, err := strconv.ParseFloat(string(answer["CreationDate"]), 64); err == nil {
			wrong := w.created(time.UnixMilli(int64(seconds * 1000)))
			answer["CreationDate"] = json.RawMessage(strconv.FormatFloat(float64(wrong.UnixMilli())/1000, 'f', 3, 64))
			body, _ = json.Marshal(answer)
			out.Header().Del("Content-Length")
		}
	}
	out.WriteHeader(recorder.Code)
	_, _ = out.Write(body)
}

// before is these clocks before a server. Parallel tests share the receiver.
func (w wrongClocks) before(server http.Handler) wrongClocks {
	w.Handler = server
	return w
}

// quick is a job that has ended at the first look.
var quick = emulator.Script{Created: time.Millisecond, Pending: time.Millisecond, Running: time.Millisecond}

// handful is how many jobs one start may start where nothing is right.
const handful = 5

func ahead(d time.Duration) func(time.Time) time.Time {
	return func(t time.Time) time.Time { return t.Add(d) }
}

// TestStart_wrongClocks: whatever is wrong with the clocks, a finished job of an
// earlier apply is never treated as a new one, and one start makes a handful of
// jobs at most.
func TestStart_wrongClocks(t *testing.T) {
	t.Parallel()
	epoch := func(time.Time) time.Time { return time.Unix(0, 0) }
	frozen := func(time.Time) time.Time { return time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC) }
	for name, clocks := range map[string]wrongClocks{
		"right":                    {},
		"Date an hour behind":      {date: -time.Hour},
		"Date a day behind":        {date: -24 * time.Hour},
		"Date ten seconds ahead":   {date: 10 * time.Second},
		"Date an hour ahead":       {date: time.Hour},
		"jobs dated a year ahead":  {created: ahead(365 * 24 * time.Hour)},
		"jobs dated an hour early": {created: ahead(-time.Hour)},
		"jobs dated 1970":          {created: epoch},
		"jobs dated 2090":          {created: frozen},
	} {
		for _, before := range []int{0, 1, 3} {
			inBubble(t, name+" after "+strconv.Itoa(before), func(t *testing.T) {
				a := newAccount(t)
				a.Region(startRegion).Script("*", quick)
				earlier := map[string]bool{}
				l := a.apply()
				for range before { // equal resources of one apply, milliseconds apart
					earlier[a.start(l, volume("vol-1")).JobID] = true
					time.Sleep(10 * time.Millisecond)
				}
				time.Sleep(10 * time.Minute)
				out, err := a.applyThrough(clocks.before(a.Server)).start(t.Context(), volume("vol-1"))
				_, undated := errors.AsType[*job.UndatedJobError](err)
				switch {
				case err != nil && !undated:
					t.Errorf("the start failed: %v", err)
				case undated && clocks.created == nil:
					t.Errorf("the dates of the jobs are right: %v", err)
				case err == nil && earlier[out.JobID]:
					t.Errorf("job %s of an earlier apply was returned as a new backup", out.JobID)
				}
				if n := len(a.jobs()) - before; n < 1 || n > handful {
					t.Errorf("one start made %d jobs, want 1 to %d", n, handful)
				}
				if name == "right" || name == "Date an hour behind" {
					a.wantStarted(before + 1)
				}
			})
		}
	}
}

// TestStart_wrongClocksInFlight: a job in flight is never started beside, and one
// that was there before is named, by whatever clock.
func TestStart_wrongClocksInFlight(t *testing.T) {
	t.Parallel()
	for name, clocks := range map[string]wrongClocks{
		"right":                   {},
		"Date an hour behind":     {date: -time.Hour},
		"Date ten seconds ahead":  {date: 10 * time.Second},
		"jobs dated a year ahead": {created: ahead(365 * 24 * time.Hour)},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t)
			a.Region(startRegion).Script("*", long)
			first := a.start(a.apply(), volume("vol-1"))
			time.Sleep(10 * time.Minute)
			second := a.start(a.applyThrough(clocks.before(a.Server)), volume("vol-1"))
			if second.JobID != first.JobID {
				t.Errorf("job %s, want %s, which is in flight", second.JobID, first.JobID)
			}
			wantWarnings(t, second.Warnings, [2]string{resumed, first.JobID})
			a.wantStarted(1)
		})
	}
}

// TestStart_invisible: AWS's answer dates the job seconds ago, so its record
// cannot have expired, however long it is not found.
func TestStart_invisible(t *testing.T) {
	t.Parallel()
	for name, handed := range map[string]bool{"leftover in state": true, "state lost": false} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t)
			a.Region(startRegion).Script("*", emulator.Script{RecordLag: 10 * time.Minute, Running: 12 * time.Hour})
			first, err := a.apply().start(t.Context(), volume("vol-1"))
			if err == nil || first.JobID == "" || first.Created == nil {
				t.Fatalf("job %q, created %v, error %v; want an error that keeps the job and its date", first.JobID, first.Created, err)
			}
			time.Sleep(time.Minute)
			l := a.apply()
			if handed {
				l.region.Owners.HandOver(providerdata.HandedJob{ID: first.JobID}, volume("vol-1").Token)
			}
			second, err := l.start(t.Context(), volume("vol-1"))
			_, unseen := errors.AsType[*job.UnseenJobError](err)
			if err == nil || unseen == handed || (second.JobID == first.JobID) != handed {
				t.Errorf("job %q and error %v; in state: %t", second.JobID, err, handed)
			}
			a.wantStarted(1)
			time.Sleep(10 * time.Minute)
			third := a.start(a.apply(), volume("vol-1"))
			wantWarnings(t, third.Warnings, [2]string{resumed, first.JobID})
			a.wantStarted(1)
		})
	}
}

// TestStart_handedOver: a leftover that has ended goes to the create that
// replaces it, unless it has made nothing or what it made is gone.
func TestStart_handedOver(t *testing.T) {
	t.Parallel()
	for state, adopts := range map[string]bool{"COMPLETED": true, "PARTIAL": true, "FAILED": false, "EXPIRED": false, "ABORTED": false} {
		inBubble(t, state, func(t *testing.T) {
			a := newAccount(t)
			a.Region(startRegion).Script("*", emulator.Script{End: state})
			first := a.start(a.apply(), volume("vol-1"))
			a.Advance(time.Hour)
			l := a.apply()
			l.region.Owners.HandOver(providerdata.HandedJob{ID: first.JobID}, volume("vol-1").Token)
			second := a.start(l, volume("vol-1"))
			if (second.JobID == first.JobID) != adopts {
				t.Errorf("job %s after job %s, which had ended %s", second.JobID, first.JobID, state)
			}
			// Only the first create gets it.
			third := a.start(l, volume("vol-1"))
			if third.JobID == second.JobID || third.JobID == first.JobID {
				t.Errorf("a second create has job %s too", third.JobID)
			}
		})
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"time"
)

// controlPrefix is where control requests live; AWS has no such paths.
const controlPrefix = "/_emulator/"

// serveControl answers the control requests, by which programs outside drive
// the emulator:
//
//	GET    /_emulator/health
//	POST   /_emulator/advance?by=960h
//	POST   /_emulator/faults            (body: a fault file)
//	DELETE /_emulator/faults
//	GET    /_emulator/requests
//	DELETE /_emulator/requests
//	GET    /_emulator/counts
//	GET    /_emulator/jobs?region=R[&account=A]
//	GET    /_emulator/copy-jobs?region=R[&account=A]
//	PUT    /_emulator/organization      (body: an Organization)
//	DELETE /_emulator/organization
//	GET    /_emulator/restore-jobs?region=R[&account=A]
//	GET    /_emulator/recovery-points?region=R[&account=A]
//	DELETE /_emulator/recovery-points?region=R&arn=ARN[&account=A]
func (s *Server) serveControl(w http.ResponseWriter, r *http.Request) {
	answer, status, failed := s.control(r)
	w.Header().Set("Content-Type", "application/json")
	if failed != "" {
		answer = map[string]string{"Error": failed}
	}
	w.WriteHeader(status)
	text, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return // plain data; only a bug gets here
	}
	_, _ = w.Write(append(text, '\n')) // a client that has gone away is no concern
}

func (s *Server) control(r *http.Request) (answer any, status int, failed string) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	// What is not declared as JSON may come from a form of a web page.
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); r.ContentLength != 0 && kind != "application/json" {
		return nil, http.StatusUnsupportedMediaType, "a body needs Content-Type: application/json"
	}
	query := r.URL.Query()
	account := query.Get("account")
	if account == "" {
		account = s.account
	}
	region := query.Get("region")
	if region == "" {
		region = DefaultRegion
	}
	where := s.Account(account).Region(region)
	switch r.Method + " " + r.URL.Path[len(controlPrefix):] {
	case "GET health":
	case "POST advance":
		by, err := time.ParseDuration(query.Get("by"))
		if err != nil || by < 0 {
			return nil, http.StatusBadRequest, "by must be a duration of Go's, not negative, such as 960h"
		}
		if err := s.advance(by); err != nil {
			return nil, http.StatusBadRequest, err.Error()
		}
	case "POST faults":
		plan, err := ReadPlan(r.Body)
		if err != nil {
			return nil, http.StatusBadRequest, err.Error()
		}
		if s.queuedFaults()+len(plan.Faults) > maxFaults {
			return nil, http.StatusBadRequest, fmt.Sprintf("more than %d faults: DELETE some first", maxFaults)
		}
		s.Apply(plan)
	case "DELETE faults":
		s.ClearFaults()
	case "GET requests":
		return s.Requests(), http.StatusOK, ""
	case "DELETE requests":
		s.ResetRequests()
	case "GET counts":
		return s.Counts(), http.StatusOK, ""
	case "GET jobs":
		return where.Jobs(), http.StatusOK, ""
	case "GET copy-jobs":
		return where.CopyJobs(), http.StatusOK, ""
	case "PUT organization":
		var o Organization
		if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
			return nil, http.StatusBadRequest, "organization: " + err.Error()
		}
		if err := o.check(); err != nil {
			return nil, http.StatusBadRequest, err.Error()
		}
		s.SetOrganization(o)
	case "DELETE organization":
		s.SetOrganization(Organization{})
	case "GET restore-jobs":
		return where.RestoreJobs(), http.StatusOK, ""
	case "GET recovery-points":
		return where.RecoveryPoints(), http.StatusOK, ""
	case "DELETE recovery-points":
		if !where.RemoveRecoveryPoint(query.Get("arn")) {
			return nil, http.StatusNotFound, "no such recovery point"
		}
	default:
		return nil, http.StatusNotFound, "no such control request"
	}
	return map[string]any{"Now": s.Now()}, http.StatusOK, ""
}

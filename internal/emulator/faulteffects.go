// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"maps"
	"net/http"
	"time"
)

// strike is what a fault does to a call that is not yet checked; true cuts
// the connection.
func (c *call) strike(ctx context.Context, fault *Fault) (reset bool) {
	switch fault.kind() {
	case ResetBefore:
		return true
	case Stall:
		pause(ctx, fault.Delay)
	case ExpireCredentials:
		c.expireAccessKey(c.record.AccessKeyID)
	case RemoveVault:
		c.Account(c.record.Account).Region(c.record.Region).RemoveVault(fault.Vault)
	case LockVault:
		c.Account(c.record.Account).Region(c.record.Region).LockVault(fault.Vault, fault.Lock)
	default:
	}
	return false
}

// pause waits in real time, or until the client is gone.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// maxExpiredKeys bounds the access keys that a fault without end expires.
const maxExpiredKeys = 100_000

// expireAccessKey makes AWS refuse an access key as expired from now on.
func (s *Server) expireAccessKey(accessKeyID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.expiredKeys) < maxExpiredKeys {
		s.expiredKeys[accessKeyID] = true
	}
}

func (s *Server) keyExpired(accessKeyID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.expiredKeys[accessKeyID]
}

// bend is what a fault does to an answer; reset cuts the connection without
// it.
func (c *call) bend(ctx context.Context, fault *Fault, answer reply) (bent reply, reset bool) {
	switch fault.kind() {
	case ResetAfter:
		answer.status = 0
		return answer, true
	case HTML:
		return webPage(fault, answer), false
	case Slow:
		pause(ctx, fault.Delay)
	case Truncate:
		answer.header.Set("Content-Length", itoa(len(answer.body)))
		answer.body = answer.body[:len(answer.body)/2]
	case ClockSkew:
		answer.header.Set("Date", c.Now().Add(fault.Skew).Format(http.TimeFormat))
	case Nulls, PlainTimes, UnknownEnums, UnknownMembers, EmptyPage, RepeatToken:
		if answer.status < http.StatusMultipleChoices && len(answer.body) > 0 {
			answer.body = c.rewrite(fault, answer.body)
		}
	default:
	}
	return answer, false
}

// webPage is a proxy's answer: no JSON, no header of AWS's.
func webPage(fault *Fault, answer reply) reply {
	header := maps.Clone(answer.header)
	header.Del("X-Amzn-ErrorType")
	header.Set("Content-Type", "text/html")
	status := http.StatusServiceUnavailable
	if fault.Status != 0 {
		status = fault.Status
	}
	title := itoa(status) + " " + http.StatusText(status)
	page := "<html>\n<head><title>" + title + "</title></head>\n<body><center><h1>" + title + "</h1></center></body>\n</html>\n"
	return reply{status: status, header: header, body: []byte(page)}
}

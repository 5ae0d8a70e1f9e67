// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"container/heap"
	"fmt"
	"time"
)

// event is something that happens at a calendar instant.
type event struct {
	at   time.Time
	seq  int // order of events at one instant: first scheduled, first fired
	fire func(at time.Time)
}

// agenda is a heap of events, the earliest first.
type agenda []event

func (a agenda) Len() int      { return len(a) }
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a agenda) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].seq < a[j].seq
	}
	return a[i].at.Before(a[j].at)
}

// Push implements heap.Interface.
func (a *agenda) Push(x any) {
	if e, ok := x.(event); ok {
		*a = append(*a, e)
	}
}

// Pop implements heap.Interface.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	(*a)[last] = event{}
	*a = (*a)[:last]
	return e
}

// Now is the calendar: the base clock plus every jump made by Advance, to the
// millisecond, which is all that AWS's timestamps carry.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

// maxJump bounds how far the calendar is ahead of the base clock: beyond the
// longest retention (a hundred years) and well within what times can hold.
const maxJump = 250 * 365 * day

// Advance moves the calendar forward by d. What was due in between happens in
// order, each thing at its own instant. It panics where the calendar would be
// more than 250 years ahead of the base clock.
func (s *Server) Advance(d time.Duration) {
	if err := s.advance(d); err != nil {
		panic(err)
	}
}

func (s *Server) advance(d time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d > maxJump-s.jump {
		return fmt.Errorf("the calendar is %v ahead of the clock and cannot move %v further: %v is the most", s.jump, d, maxJump)
	}
	if d > 0 {
		s.jump += d
	}
	s.settle()
	return nil
}

// now is Now for holders of the lock.
func (s *Server) now() time.Time {
	return s.base().Add(s.jump).UTC().Truncate(time.Millisecond)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// scaled is a phase's duration on the calendar.
func (s *Server) scaled(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	if scaled := float64(d) / s.scale; scaled < float64(maxJump) {
		return time.Duration(scaled)
	}
	return maxJump
}

// schedule makes fire run at the calendar instant at.
func (s *Server) schedule(at time.Time, fire func(at time.Time)) {
	s.seq++
	heap.Push(&s.agenda, event{at: at, seq: s.seq, fire: fire})
}

// settle fires everything due and says what time it is. Nothing runs by
// itself: each reader of the state settles first.
func (s *Server) settle() time.Time {
	now := s.now()
	for len(s.agenda) > 0 && !s.agenda[0].at.After(now) {
		if e, ok := heap.Pop(&s.agenda).(event); ok {
			e.fire(e.at)
		}
	}
	return now
}

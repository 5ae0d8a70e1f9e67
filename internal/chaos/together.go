// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"sync"
	"time"
)

// chooseTwin finds another resource that does not exist, for a user who
// applies the same configuration from another state.
func (e *World) chooseTwin(s *scene) bool {
	for range 5 {
		other := e.resources[e.random.IntN(len(e.resources))]
		if other == s.resource || other.object.Exists() || other.deposed.Exists() {
			continue
		}
		other.args = s.config
		s.twin, s.apart = other, time.Duration(1+e.random.Int64N(int64(5*time.Second)))
		if e.random.IntN(2) == 0 {
			s.apart = time.Duration(1 + e.random.Int64N(int64(20*time.Minute)))
		}
		return true
	}
	return false
}

// createTogether creates the same backup twice at nearly the same time, in two
// processes that know nothing of each other. Interruption comes to the first one.
func (e *World) createTogether(ctx context.Context, s *scene) {
	config := s.wanted(e)
	other := e.terraform.another(resourceType)
	other.interruption = nil
	var second sync.WaitGroup
	second.Go(func() {
		time.Sleep(s.apart)
		s.twin.object = other.Apply(ctx, s.twin.object, config, false)
	})
	s.resource.object = e.terraform.Apply(ctx, s.resource.object, config, false)
	second.Wait()
	e.terraform.absorb(other)
}

// checkTwin holds the second of two applies against what is checked for each
// resource.
func (e *World) checkTwin(s *scene) {
	if s.twin == nil {
		return
	}
	second := *s
	second.operation, second.resource, second.before, second.killed, second.struck = "create", s.twin, e.terraform.None(), false, false
	jobs := e.aws.Jobs()
	e.checkNovelty(&second, jobs)
	e.checkTruth(&second, jobs)
	e.checkSecret(&second)
	s.twin.renewal = false
}

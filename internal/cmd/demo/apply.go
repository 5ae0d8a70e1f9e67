// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// pollEvery is the time between two looks at the jobs. It is the emulator that
// is asked; the provider itself asks AWS far less.
const pollEvery = 250 * time.Millisecond

// apply takes the backups and shows how far they are while Terraform waits.
func (s *story) apply(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := s.workspace.Run(ctx, "apply", "-auto-approve", "-no-color")
		ended <- err
	}()

	picture := s.screen.picture()
	look := func() (int, error) {
		jobs, err := s.jobs(ctx)
		if err == nil {
			picture.draw(jobs)
		}
		return len(jobs), err
	}
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if _, err := look(); err != nil {
				cancel()
				return errors.Join(err, <-ended)
			}
		case err := <-ended:
			if err != nil {
				return err
			}
			taken, err := look()
			if err == nil && taken != backups {
				err = fmt.Errorf("AWS Backup knows %d jobs, and %d were asked for", taken, backups)
			}
			return err
		}
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// slowToEnd is a framework with an action that takes its time to end, and an apply that waits for the end of its context.
type slowToEnd struct {
	framework
	action time.Duration
}

func (slowToEnd) ApplyResourceChange(ctx context.Context, _ *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	<-ctx.Done()
	return &tfprotov6.ApplyResourceChangeResponse{}, nil
}

func (f slowToEnd) InvokeAction(ctx context.Context, _ *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return &tfprotov6.InvokeActionServerStream{Events: func(push func(tfprotov6.InvokeActionEvent) bool) {
		<-ctx.Done()
		time.Sleep(f.action)
		push(tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{}})
	}}, nil
}

func (slowToEnd) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

// A stop ends the applies of resources at once, however long an action takes to tell its end; the library learns of the stop once it
// has, or after two seconds.
func TestStop_resourcesDoNotWaitForActions(t *testing.T) {
	t.Parallel()
	for action, wantStop := range map[time.Duration]time.Duration{time.Second: time.Second, time.Minute: lastWord} {
		synctest.Test(t, func(t *testing.T) {
			s := &server{framework: slowToEnd{action: action}}
			told, applied := time.Duration(-1), time.Duration(-1) // not yet
			begin := time.Now()
			go func() {
				stream, err := s.InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{})
				if err != nil {
					t.Error(err)
					return
				}
				for range stream.Events {
					told = time.Since(begin)
				}
			}()
			go func() {
				if _, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{}); err != nil {
					t.Error(err)
				}
				applied = time.Since(begin)
			}()
			synctest.Wait()
			if _, err := s.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
				t.Error(err)
			}
			stopped := time.Since(begin)
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			if applied != 0 || stopped != wantStop || told != action {
				t.Errorf("the apply ended after %s, want 0s; the stop after %s, want %s; the action after %s, want %s", applied, stopped, wantStop, told, action)
			}
		})
	}
}

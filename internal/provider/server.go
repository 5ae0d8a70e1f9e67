// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// lastWord is how long a stop waits for the actions in progress to tell how they ended. They end within milliseconds.
const lastWord = 2 * time.Second

// maxRead is how long one refresh, plan, import, list or data source may take. Even a list of a million recovery points takes minutes;
// a server that answers each call late would hold up a plan for days.
const maxRead = 30 * time.Minute

// Server returns the provider as a protocol server, in which an interrupted action fails and every message to the user is cleaned of
// secrets and control characters.
//
// Left to itself, the plugin library drops everything that an action says once Terraform has asked to stop, its error included, and
// Terraform takes the silence for success: measured with Terraform 1.16.4, a Ctrl-C during a backup that runs before an update does
// not stop the update. Terraform's request to stop reaches this server before the library acts on it, so it ends the actions itself
// and lets their errors through first.
func Server(p provider.Provider) func() tfprotov6.ProviderServer {
	served, unused, limit := providerserver.NewProtocol6(p), newUnusedEndpoints(p), maxRead
	if own, ok := p.(*Provider); ok {
		limit = own.options.limits.Read
	}
	return func() tfprotov6.ProviderServer {
		framework, ok := served().(framework)
		if !ok {
			panic("the framework's server has lost actions or lists")
		}
		return &server{framework: framework, unused: unused, readLimit: limit}
	}
}

// framework is what the framework's server can do and this provider needs.
type framework interface {
	tfprotov6.ProviderServerWithActions
	tfprotov6.ProviderServerWithListResource
}

type server struct {
	framework
	unused    unusedEndpoints
	readLimit time.Duration

	mu    sync.Mutex
	calls map[*underway]struct{}
}

// underway is a call that a stop ends: an action that has begun and not told its end, or the apply of a resource.
type underway struct {
	cancel context.CancelFunc
	action bool
	told   chan struct{}
}

// InvokeAction implements tfprotov6.ActionServer.
func (s *server) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	ctx, cancel := context.WithCancel(ctx)
	stream, err := s.framework.InvokeAction(ctx, req)
	if err != nil {
		cancel()
		return nil, err
	}
	events := stream.Events
	return &tfprotov6.InvokeActionServerStream{Events: func(push func(tfprotov6.InvokeActionEvent) bool) {
		self := s.begin(cancel, true)
		defer s.end(self)
		events(func(event tfprotov6.InvokeActionEvent) bool { return push(cleanEvent(event)) })
	}}, nil
}

func (s *server) begin(cancel context.CancelFunc, action bool) *underway {
	s.mu.Lock()
	defer s.mu.Unlock()
	self := &underway{cancel: cancel, action: action, told: make(chan struct{})}
	if s.calls == nil {
		s.calls = make(map[*underway]struct{})
	}
	s.calls[self] = struct{}{}
	return self
}

func (s *server) end(self *underway) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, self)
	self.cancel()
	close(self.told)
}

// StopProvider implements tfprotov6.ProviderServer: actions and applies end at once, and the actions have told so before the library
// drops what they say. The applies of resources do not wait for them: a user who interrupts waits for all.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	var actions []*underway
	s.mu.Lock()
	for call := range s.calls {
		call.cancel()
		if call.action {
			actions = append(actions, call)
		}
	}
	s.mu.Unlock()

	patience, cancel := context.WithTimeout(ctx, lastWord)
	defer cancel()
	for _, action := range actions {
		select {
		case <-action.told:
		case <-patience.Done():
		}
	}
	return s.framework.StopProvider(ctx, req)
}

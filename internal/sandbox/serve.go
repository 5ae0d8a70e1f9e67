// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// Providers are running providers that Terraform attaches to instead of starting
// its own. It needs no init then, except for modules. They must not be configured
// more than once at a time: no aliases.
type Providers struct {
	// Env is the variable that has Terraform attach to them, for Settings.Env.
	Env string

	cancel context.CancelFunc
	closed []chan struct{}
}

// Serve serves providers, by full address, in this process until Close.
func Serve(providers map[string]tfprotov6.ProviderServer, options ...tf6server.ServeOpt) (*Providers, error) {
	ctx, cancel := context.WithCancel(context.Background())
	p := &Providers{cancel: cancel}
	attach := map[string]any{}
	for address, server := range providers {
		listening, closed, failed := make(chan *plugin.ReattachConfig, 1), make(chan struct{}), make(chan error, 1)
		all := append([]tf6server.ServeOpt{
			tf6server.WithDebug(ctx, listening, closed), tf6server.WithGoPluginLogger(hclog.NewNullLogger()),
		}, options...)
		go func() { failed <- tf6server.Serve(address, func() tfprotov6.ProviderServer { return server }, all...) }()
		select {
		case err := <-failed:
			p.Close()
			return nil, fmt.Errorf("serving %s: %w", address, err)
		case at := <-listening:
			p.closed = append(p.closed, closed)
			attach[address] = map[string]any{
				"Protocol": string(at.Protocol), "ProtocolVersion": at.ProtocolVersion, "Pid": at.Pid, "Test": true,
				"Addr": map[string]string{"Network": at.Addr.Network(), "String": at.Addr.String()},
			}
		}
	}
	text, err := json.Marshal(attach)
	p.Env = "TF_REATTACH_PROVIDERS=" + string(text)
	return p, err
}

// Close ends the providers.
func (p *Providers) Close() {
	p.cancel()
	for _, closed := range p.closed {
		<-closed
	}
}

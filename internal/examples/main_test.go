// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// programs are the providers that the examples use, by source.
var programs = map[string]func() tfprotov6.ProviderServer{
	"awsbackup/awsbackup": provider.Server(provider.New("test", acctest.Options()...)),
	"hashicorp/aws":       providerserver.NewProtocol6(newStandIn()),
}

const registry = "registry.terraform.io/"

// serveVariable makes this test program the providers of one example.
const serveVariable = "AWSBACKUP_EXAMPLES_SERVE"

// plugins is a directory in which Terraform finds the providers as programs: this
// test program, under their names.
var plugins string

// TestMain is the providers, too: as programs that Terraform starts, and as a
// process that it attaches to.
func TestMain(m *testing.M) {
	provider.SilenceLibraryLogs() // hundreds of megabytes otherwise
	for source, server := range programs {
		if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") == programName(source) {
			exit(tf6server.Serve(registry+source, server))
		}
	}
	if os.Getenv(serveVariable) != "" {
		exit(serveAll())
	}
	dir, err := os.MkdirTemp("", "awsbackup-examples-")
	if err == nil {
		plugins = dir
		err = installPrograms()
	}
	if err != nil {
		exit(fmt.Errorf("preparing the providers: %w", err))
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func programName(source string) string { return "terraform-provider-" + filepath.Base(source) }

func installPrograms() error {
	self, err := os.Executable()
	for source := range programs {
		err = errors.Join(err, os.Symlink(self, filepath.Join(plugins, programName(source))))
	}
	return err
}

// serveAll serves the providers, prints how Terraform attaches to them and ends
// when standard input does.
func serveAll() error {
	servers := map[string]tfprotov6.ProviderServer{}
	for source, server := range programs {
		servers[registry+source] = server()
	}
	providers, err := sandbox.Serve(servers)
	if err != nil {
		return err
	}
	fmt.Println(providers.Env)
	_, err = io.Copy(io.Discard, os.Stdin)
	providers.Close()
	return err
}

// serve starts a process of the providers with the environment of an example and
// returns the variable for Terraform. The process ends with the test.
func serve(t *testing.T, env []string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The providers end with their input. They outlive the context of the test,
	// which ends before its cleanup.
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), self)
	cmd.Env = append(env, serveVariable+"=1")
	cmd.Stderr = t.Output()
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Errorf("the providers' process: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the providers' process printed %q: %v", line, err)
	}
	return strings.TrimSpace(line)
}

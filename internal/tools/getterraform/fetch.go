// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

const (
	// probeTimeout bounds the wait for an answer of the release server, which
	// a machine without network does not reach.
	probeTimeout = 5 * time.Second
	// downloadTimeout bounds the download itself, about 30 MB.
	downloadTimeout = 10 * time.Minute
	// heartbeat is the time between two lines of progress.
	heartbeat = 20 * time.Second
)

// buildFlags leave out what only a debugger needs. Packages that the tests need
// too are compiled with Go's own flags, as the tests have them, and so only once.
// The released Terraform uses no cgo either. Without the last of the linker's
// flags a source build calls itself 1.x.y-dev, which version constraints treat as
// another version.
var buildFlags = []string{
	"build", "-v", "-mod=readonly",
	"-gcflags=" + terraformModule + "/...=-dwarf=false",
	"-ldflags=-s -w -X " + terraformModule + "/version.dev=no",
}

// download fetches the official release and checks HashiCorp's signature.
func (f *finder) download(ctx context.Context, v *version.Version, target string) error {
	if err := f.probe(ctx, v); err != nil {
		return err
	}
	f.sayf("Downloading Terraform %s.", v)
	dir := filepath.Dir(target)
	installed, err := (&releases.ExactVersion{
		Product:    product.Terraform,
		Version:    v,
		InstallDir: dir,
		Timeout:    downloadTimeout,
		ApiBaseURL: f.releasesURL,

		ArmoredPublicKey: f.releasesKey,
	}).Install(ctx)
	if err != nil {
		return fmt.Errorf("downloading Terraform %s: %w", v, err)
	}
	if installed == target {
		return nil
	}
	return os.Rename(installed, target)
}

// probe asks once whether the release is available. The installer itself would
// retry for a quarter of a minute on a machine without network.
func (f *finder) probe(ctx context.Context, v *version.Version) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	url := f.releasesURL + "/terraform/" + v.String() + "/index.json"
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, http.NoBody)
	if err != nil {
		return err
	}
	transport := &http.Transport{
		Proxy:       http.ProxyFromEnvironment,
		DialContext: (&net.Dialer{Timeout: probeTimeout}).DialContext,
	}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return fmt.Errorf("the release server does not answer")
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the release server answers %s", resp.Status)
	}
	return nil
}

// buildFromSource builds the pinned Terraform. Go checks every module against
// the go.sum in the repository.
func buildFromSource(ctx context.Context, module, target string, progress io.Writer) error {
	total, err := countPackages(ctx, module, progress)
	if err != nil {
		return err
	}
	target, err = filepath.Abs(target)
	if err != nil {
		return err
	}
	cmd := goCommand(ctx, module, append(slices.Clone(buildFlags), "-o", target, terraformModule)...)
	return runBuild(ctx, cmd, total, progress)
}

// countPackages downloads the source and tells how many packages there are.
func countPackages(ctx context.Context, module string, progress io.Writer) (int, error) {
	fmt.Fprintln(progress, "Downloading the source of Terraform and its dependencies.")
	cmd := goCommand(ctx, module, "list", "-deps", "-mod=readonly", terraformModule)
	cmd.Stderr = nil // "go: downloading" lines by the hundred
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("downloading Terraform's source: %w", err)
	}
	total := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		total++
	}
	if err := cmd.Wait(); err != nil {
		return 0, fmt.Errorf("downloading Terraform's source: %w (try: cd %s && go mod download)", err, module)
	}
	return total, nil
}

func goCommand(ctx context.Context, module string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

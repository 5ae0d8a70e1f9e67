// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// What `terraform init` finds in the mirror. The test binary plays both.
const (
	ourVersion     = "0.1.0"
	standInVersion = "6.99.0"
)

// mirror is the directory from which the tests' Terraform installs providers.
var mirror string

// TestMain is the providers too: Terraform runs copies of the test binary under
// their names.
func TestMain(m *testing.M) {
	serve := map[string]func() error{
		"terraform-provider-awsbackup_v" + ourVersion: func() error {
			return tf6server.Serve("registry.terraform.io/awsbackup/awsbackup", provider.Server(provider.New(ourVersion, acctest.Options()...)))
		},
		"terraform-provider-aws_v" + standInVersion: func() error {
			return providerserver.Serve(context.Background(), newStandIn, providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/aws"})
		},
	}
	if play, is := serve[strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")]; is {
		if err := play(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(run(m))
}

func run(m *testing.M) (code int) {
	dir, err := os.MkdirTemp("", "awsbackup-examples-")
	if err == nil {
		mirror = dir
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		err = errors.Join(
			install("awsbackup/awsbackup", "terraform-provider-awsbackup", ourVersion),
			install("hashicorp/aws", "terraform-provider-aws", standInVersion),
		)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "preparing the providers:", err)
		return 1
	}
	return m.Run()
}

// install puts a copy of the test binary into the mirror.
func install(address, program, version string) error {
	dir := filepath.Join(mirror, "registry.terraform.io", filepath.FromSlash(address), version, runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	program += "_v" + version
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	return copyFile(filepath.Join(dir, program), self, 0o700)
}

func copyFile(target, source string, mode os.FileMode) (err error) {
	in, err := os.Open(source)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read
	out, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}

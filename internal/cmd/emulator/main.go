// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command emulator serves AWS Backup (and as much STS as credentials need)
// from memory, for trying out and testing configurations without AWS.
//
// It prints what to export, one variable a line, and ends with status 0 on
// SIGINT or SIGTERM. Requests under /_emulator/ drive it from outside: see
// package emulator.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "emulator:", err)
		}
		os.Exit(1)
	}
}

// settings are the command line's.
type settings struct {
	listen      string
	timeScale   float64
	faults      string
	vaults      string
	region      string
	account     string
	hosts       string
	accounts    string
	quotas      bool
	strict      bool
	allowRemote bool
}

func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.listen, "listen", "127.0.0.1:0", "address to listen on; port 0 takes a free one")
	flags.Float64Var(&s.timeScale, "time-scale", 1, "how many times faster than the clock jobs, deletions and copies go")
	flags.StringVar(&s.faults, "faults", "", "JSON `file` with faults and scripts of jobs")
	flags.StringVar(&s.vaults, "vaults", "", "`names` of vaults to have in that Region beside Default, between commas")
	flags.StringVar(&s.region, "region", emulator.DefaultRegion, "Region to print, and of the vaults")
	flags.StringVar(&s.account, "account", emulator.DefaultAccount, "account of the printed credentials")
	flags.StringVar(&s.hosts, "hosts", "", "`names` to answer to besides loopback ones, between commas")
	flags.StringVar(&s.accounts, "organization", "", "`accounts` of one organization that may copy to each other, between commas, the management account first")
	flags.BoolVar(&s.quotas, "quotas", false, "throttle as AWS does by default")
	flags.BoolVar(&s.strict, "strict", false, "refuse what the API's model does not have")
	flags.BoolVar(&s.allowRemote, "allow-remote", false, "listen on other addresses than loopback ones, too, and answer to any address")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if !(s.timeScale > 0) || math.IsInf(s.timeScale, 0) {
		return s, fmt.Errorf("-time-scale must be a number above 0: %v", s.timeScale)
	}
	if !accountID.MatchString(s.account) {
		return s, fmt.Errorf("-account must have twelve digits: %q", s.account)
	}
	for _, account := range fields(s.accounts) {
		if !accountID.MatchString(account) {
			return s, fmt.Errorf("-organization: an account must have twelve digits: %q", account)
		}
	}
	return s, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	server, err := newServer(s)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, s)
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String()
	_, err = fmt.Fprintf(stdout, `export AWS_ENDPOINT_URL_BACKUP=%[1]s
export AWS_ENDPOINT_URL_STS=%[1]s
export AWS_ACCESS_KEY_ID=emulator
export AWS_SECRET_ACCESS_KEY=emulator
export AWS_REGION=%[2]s
export AWS_EC2_METADATA_DISABLED=true
`, url, s.region)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener, newWeb(server, readTimeout))
}

func newServer(s settings) (*emulator.Server, error) {
	opts := []emulator.Option{emulator.WithTimeScale(s.timeScale), emulator.WithAccount(s.account)}
	opts = append(opts, emulator.WithHosts(fields(s.hosts)...))
	if s.allowRemote {
		opts = append(opts, emulator.WithHosts("0.0.0.0/0", "::/0"))
	}
	if accounts := fields(s.accounts); len(accounts) > 0 {
		opts = append(opts, emulator.WithOrganization(emulator.Organization{
			Management: accounts[0], Members: accounts[1:], CrossAccountBackup: true,
		}))
	}
	if s.quotas {
		opts = append(opts, emulator.WithQuotas())
	}
	if s.strict {
		opts = append(opts, emulator.WithStrict())
	}
	server := emulator.New(opts...)
	for _, name := range fields(s.vaults) {
		server.Region(s.region).AddVault(emulator.Vault{Name: name})
	}
	if s.faults == "" {
		return server, nil
	}
	text, err := os.ReadFile(s.faults)
	if err != nil {
		return nil, err
	}
	plan, err := emulator.ReadPlan(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.faults, err)
	}
	server.Apply(plan)
	return server, nil
}

var accountID = regexp.MustCompile(`^[0-9]{12}$`)

// fields are the words of a list between commas.
func fields(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// listen refuses addresses that other machines reach, unless told otherwise:
// anybody who reaches the emulator may do everything with it.
func listen(ctx context.Context, s settings) (net.Listener, error) {
	host, _, err := net.SplitHostPort(s.listen)
	if err != nil {
		return nil, fmt.Errorf("-listen: %w", err)
	}
	if ip := net.ParseIP(host); !s.allowRemote && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("-listen %s is not a loopback address; add -allow-remote if other machines shall reach the emulator", s.listen)
	}
	return new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
}

// readTimeout is how long a request may take to arrive. An answer has no limit:
// faults hold it back for as long as a test wants.
const readTimeout = 30 * time.Second

// newWeb bounds what a client can hold: connections that send nothing or
// slowly, and large headers.
func newWeb(handler http.Handler, timeout time.Duration) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: timeout, ReadTimeout: timeout, IdleTimeout: 4 * timeout, MaxHeaderBytes: 64 << 10,
	}
}

// serve answers until ctx ends, then lets requests in progress finish for a
// moment.
func serve(ctx context.Context, listener net.Listener, web *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := web.Shutdown(last); err != nil {
		// A client that keeps a request open does not keep the emulator.
		return web.Close()
	}
	return nil
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// waiting is a script that prints a line and waits for an interrupt.
const waiting = `trap 'echo interrupted; exit 3' INT
mkfifo fifo
echo waiting
read -r line <fifo
`

// started runs a waiting script and returns when it waits.
func started(t *testing.T, ctx context.Context) *Process {
	t.Helper()
	w := newWorkspace(t, waiting)
	p := w.Command(ctx)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Cmd.Stdout = write
	if err := errors.Join(p.Start(), write.Close()); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, len("waiting\n"))
	if _, err := read.Read(first); err != nil || string(first) != "waiting\n" {
		t.Fatalf("the script printed %q, %v", first, err)
	}
	t.Cleanup(func() {
		rest := make([]byte, 100)
		if n, _ := read.Read(rest); string(rest[:n]) != "interrupted\n" {
			t.Errorf("the script ended with %q, want it interrupted once", rest[:n])
		}
		_ = read.Close()
	})
	return p
}

func TestProcess_Interrupt(t *testing.T) {
	t.Parallel()
	p := started(t, t.Context())
	if err := p.Interrupt(); err != nil {
		t.Fatal(err)
	}
	_, err := p.Wait()
	if code, ok := ExitCode(err); !ok || code != 3 {
		t.Errorf("error %v, want exit code 3", err)
	}
}

// A context that ends interrupts Terraform and does not kill it: it saves its state.
func TestProcess_cancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	p := started(t, ctx)
	cancel()
	_, err := p.Wait()
	if _, ok := ExitCode(err); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

func TestProcess_kill(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, "mkfifo fifo; read -r line <fifo")
	p, err := w.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(Children(os.Getpid()), p.Cmd.Process.Pid) {
		t.Errorf("process %d is not among the children", p.Cmd.Process.Pid)
	}
	if err := p.Cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	_, err = p.Wait()
	if code, ok := ExitCode(err); !ok || code != -1 {
		t.Errorf("error %v, want exit code -1", err)
	}
}

func TestWorkspace_Run_fails(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, "echo planning; printf '\\nError: no\\n\\nbecause\\n' >&2; exit 3")
	for name, run := range map[string]func(...string) error{
		"Run":    func(args ...string) error { _, err := w.Run(t.Context(), args...); return err },
		"Stdout": func(args ...string) error { _, err := w.Stdout(t.Context(), args...); return err },
	} {
		exit, ok := errors.AsType[*ExitError](run("plan", "-no-color"))
		if !ok {
			t.Fatalf("%s: no ExitError", name)
		}
		if want := "Error: no\n\nbecause\n"; exit.Code != 3 || exit.Command != "plan -no-color" || exit.Diagnostics() != want {
			t.Errorf("%s: code %d of %q, diagnostics %q; want 3 of plan -no-color, %q", name, exit.Code, exit.Command, exit.Diagnostics(), want)
		}
		if !strings.HasPrefix(exit.Output, "planning\n") {
			t.Errorf("%s: the output is %q, want all of it", name, exit.Output)
		}
	}
	if _, err := (&Workspace{terraform: "/nowhere/terraform", Dir: t.TempDir()}).Run(t.Context()); err == nil {
		t.Error("a Terraform that does not exist has run")
	}
}

func TestWorkspace_Version(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, `echo '{"terraform_version": "1.8.5"}'; echo a warning >&2`)
	if got, err := w.Version(t.Context()); err != nil || got != "1.8.5" {
		t.Errorf("version %q, %v", got, err)
	}
}

func TestWorkspace_Diagnose(t *testing.T) {
	t.Parallel()
	const warning = `echo '{"type":"version"}'; echo '{"type":"diagnostic","diagnostic":{"severity":"warning","summary":"odd","address":"t.a"}}'`
	const failure = warning + `; echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"bad"}}'`
	for _, test := range []struct {
		name, script string
		want         []string
		fails        bool
	}{
		{name: "warning", script: warning, want: []string{"t.a warning: odd"}},
		{name: "error", script: failure + "; exit 1", want: []string{"t.a warning: odd", "error: bad"}},
		{name: "failure without a diagnostic", script: warning + "; exit 1", want: []string{"t.a warning: odd"}, fails: true},
		{name: "success with an error", script: failure, want: []string{"t.a warning: odd", "error: bad"}, fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found, err := newWorkspace(t, test.script).Diagnose(t.Context(), "plan", "-refresh=false")
			var got []string
			for _, d := range found {
				got = append(got, d.String())
			}
			if !slices.Equal(got, test.want) || (err != nil) != test.fails {
				t.Errorf("diagnostics %q, %v; want %q, an error: %t", got, err, test.want, test.fails)
			}
		})
	}
}

func TestWorkspace_Validate(t *testing.T) {
	t.Parallel()
	valid := newWorkspace(t, `echo '{"valid": true, "diagnostics": [{"severity": "warning", "summary": "odd"}]}'`)
	if found, err := valid.Validate(t.Context()); err != nil || len(found) != 1 || found[0].String() != "warning: odd" {
		t.Errorf("diagnostics %v, %v; want one", found, err)
	}
	odd := newWorkspace(t, `echo '{"valid": true}'; exit 1`)
	if _, err := odd.Validate(t.Context()); err == nil {
		t.Error("a failure of a valid configuration passed")
	}
}

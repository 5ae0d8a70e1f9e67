// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package runtests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// runScript runs run.sh over a module with one test, whose body is given, and
// returns what it printed and whether it succeeded.
func runScript(t *testing.T, body, skips string, lanes ...string) (output string, succeeded bool) {
	t.Helper()
	script, module := t.TempDir(), t.TempDir()
	for _, name := range []string{"run.sh", "go.mod", "go.sum"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(script, name), string(content))
	}
	write(t, filepath.Join(script, "skips.txt"), skips)
	write(t, filepath.Join(module, "go.mod"), "module m\n\ngo 1.26\n")
	write(t, filepath.Join(module, "m_test.go"),
		"package m\n\nimport (\n\"net\"\n\"os\"\n\"testing\"\n)\n\nvar _, _ = net.Dial, os.Getenv\n\n"+body)
	cmd := exec.CommandContext(t.Context(), filepath.Join(script, "run.sh"), append(lanes, "last", "./...")...)
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "TF_ACC=1", "TF_LOG=TRACE", "AWS_PROFILE=production", "https_proxy=http://proxy.example")
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// write writes a file that can be started at once. Meanwhile no other test starts
// a program: that would inherit the open file, and until it ends a start of this
// one would fail ("text file busy").
func write(t *testing.T, path, content string) {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(path, []byte(content), 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	const skipping = "func TestSkips(t *testing.T) { t.Skip() }\n\nfunc TestPasses(t *testing.T) {}\n"
	for name, test := range map[string]struct {
		body, skips string
		lanes       []string // before the last one
		succeeds    bool
		prints      string
	}{
		"two lanes":       {body: "func TestPasses(t *testing.T) {}\n", lanes: []string{"first", "-run", "X", "./...", "--"}, succeeds: true, prints: "\nDONE 1 tests in"},
		"failing":         {body: "func TestFails(t *testing.T) { t.Error(\"because\") }\n", prints: "\nDONE 1 tests, 1 failure in"},
		"not compiling":   {body: "func TestX(t *testing.T) { undefined() }\n", prints: "undefined: undefined"},
		"no test":         {body: "", prints: "No test ran."},
		"skip not listed": {body: skipping, skips: "m.TestOther: needs a moon\n", prints: "\nm.TestSkips\n"},
		"skip listed":     {body: skipping, skips: "# comment\nm.TestSkips: needs a moon\n", succeeds: true, prints: "\nDONE 2 tests, 1 skipped in"},
		"skip no reason":  {body: skipping, skips: "m.TestSkips:\n", prints: "Skipped, and not listed in"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			output, succeeded := runScript(t, test.body, test.skips, test.lanes...)
			if succeeded != test.succeeds || !strings.Contains(output, test.prints) {
				t.Errorf("succeeded = %t, want %t; want %q in the output:\n%s", succeeded, test.succeeds, test.prints, output)
			}
		})
	}
}

func TestRun_environment(t *testing.T) {
	t.Parallel()
	output, succeeded := runScript(t, `func TestEnvironment(t *testing.T) {
	for name, want := range map[string]string{"TF_ACC": "1", "TF_LOG": "", "AWS_PROFILE": "", "https_proxy": "", "CHECKPOINT_DISABLE": "1"} {
		if got := os.Getenv(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if content, err := os.ReadFile(os.Getenv("TF_CLI_CONFIG_FILE")); err != nil || len(content) != 0 {
		t.Errorf("the Terraform configuration is %q, %v", content, err)
	}
	if listener, err := net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Error(err)
	} else if _, err := net.Dial("tcp", listener.Addr().String()); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("udp", "192.0.2.1:9"); err == nil {
		t.Error("there is a network")
	}
}
`, "")
	if !succeeded && !(strings.Contains(output, "The tests can use this machine's network") && strings.Contains(output, "there is a network")) {
		t.Errorf("failed:\n%s", output)
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// root is the module's root, where the program is.
const root = "../.."

// maxSize is what the stripped program may weigh: every user downloads it, and so does every run of every pipeline.
const maxSize = 30_000_000

// The tests of the program share one build of it, with the linker's flags of a release. Without the release's tag grpcnotrace, which
// leaves out another 0.45 MB, nothing is compiled that the other tests do not need too.
func TestProgram(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "terraform-provider-awsbackup")
	build := exec.CommandContext(t.Context(), "go", "build", "-ldflags", "-s -w -funcalign=16 -X main.version=1.2.3", "-o", program, ".")
	build.Dir = root
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}

	t.Run("size", func(t *testing.T) {
		t.Parallel()
		info, err := os.Stat(program)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d bytes", info.Size())
		if info.Size() > maxSize {
			t.Errorf("%d bytes, more than %d: see what joined (go tool nm -size -sort size)", info.Size(), maxSize)
		}
	})
	t.Run("terminate", func(t *testing.T) {
		t.Parallel()
		testTerminate(t, program)
	})
}

// testTerminate sends SIGTERM to the program: it continues to serve while its parent lives, and ends when that is gone.
func testTerminate(t *testing.T, program string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return // There is no SIGTERM to survive.
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// The shell stands for Terraform.
	parent := exec.CommandContext(ctx, "sh", "-c", `"$0" & echo pid $!; wait $!; echo gone`, program)
	parent.Env = append(os.Environ(),
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "PLUGIN_PROTOCOL_VERSIONS=6")
	stdout, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stdout)
	pid, err := strconv.Atoi(strings.TrimPrefix(line(t, lines), "pid "))
	if err != nil {
		t.Fatal(err)
	}
	handshake := strings.Split(line(t, lines), "|") // core version, protocol version, network, address, ...
	if len(handshake) < 5 || handshake[1] != "6" || handshake[4] != "grpc" {
		t.Fatalf("the handshake is %q", handshake)
	}

	serves(t, handshake[2], handshake[3])
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		serves(t, handshake[2], handshake[3])
	}

	cancel() // kills the shell
	// Only the program still holds the pipe, so this ends when it does.
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(rest), "gone") {
		t.Error("SIGTERM killed the provider while Terraform was there")
	}
	if err := parent.Wait(); err == nil {
		t.Error("the shell ended by itself")
	}
}

func line(t *testing.T, from *bufio.Reader) string {
	t.Helper()
	text, err := from.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(text)
}

// serves opens a connection and waits for the first frame of an HTTP/2 server.
func serves(t *testing.T, network, address string) {
	t.Helper()
	var dialer net.Dialer
	conn, err := dialer.DialContext(t.Context(), network, address)
	if err != nil {
		t.Fatalf("the provider does not serve: %v", err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"); err != nil {
		t.Fatalf("the provider does not serve: %v", err)
	}
	if _, err := io.ReadFull(conn, make([]byte, 9)); err != nil {
		t.Fatalf("the provider does not serve: %v", err)
	}
}

// What only tests and tools need is not part of the program.
func TestImportGraph(t *testing.T) {
	t.Parallel()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{.ImportPath}} {{.Imports}}", ".")
	list.Dir = root
	output, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	const ours = "github.com/awsbackup/terraform-provider-awsbackup"
	found := 0
	for pkg := range strings.Lines(string(output)) {
		name, imports, _ := strings.Cut(strings.TrimSpace(pkg), " ")
		if strings.HasPrefix(name, ours) {
			found++
		}
		for _, unwanted := range []string{
			"github.com/hashicorp/terraform-plugin-testing", "github.com/hashicorp/terraform-plugin-sdk", "github.com/hashicorp/hc-install",
			"github.com/hashicorp/terraform-exec", "github.com/google/go-cmp", "net/http/httptest",
			ours + "/internal/acctest", ours + "/internal/emulator", ours + "/internal/cmd", ours + "/internal/tools",
		} {
			if name == unwanted || strings.HasPrefix(name, unwanted+"/") {
				t.Errorf("%s is part of the program", name)
			}
		}
		// go-plugin has helpers for tests among its own files, and nothing can be done about it here.
		if name != "github.com/hashicorp/go-plugin" && strings.Contains(" "+strings.Trim(imports, "[]")+" ", " testing ") {
			t.Errorf("%s imports testing", name)
		}
	}
	if found < 5 {
		t.Errorf("only %d packages of ours were checked", found)
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// phase is one thing that Terraform has a provider do.
type phase struct {
	name string
	args []string // of Terraform; none: the provider alone, until it listens
}

var (
	handshake = phase{"start-up, until the provider listens", nil}
	plan      = phase{"plan of one resource", []string{"plan", "-no-color"}}
	phases    = []phase{
		handshake,
		{"start-up and schema (providers schema)", []string{"providers", "schema", "-json"}},
		{"validate", []string{"validate", "-no-color"}},
		plan,
	}
)

// cookie is how Terraform tells a provider that it is one who starts it, and
// which protocols it speaks.
var cookie = []string{
	"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
	"PLUGIN_PROTOCOL_VERSIONS=5,6",
}

// spent is what a phase took: the time that a person waits for, and the work of
// Terraform and the provider together, in which nobody else's is.
type spent struct{ wall, cpu time.Duration }

// over is the ratio to another's.
func (s spent) over(other spent) (wall, cpu float64) {
	return s.wall.Seconds() / other.wall.Seconds(), s.cpu.Seconds() / other.cpu.Seconds()
}

// timing runs a phase. A provider that is only started has no figure for its
// work: it is killed.
func (p *plugin) timing(ctx context.Context, f phase) (spent, error) {
	began := time.Now()
	if f.args == nil {
		end, _, err := p.listen(ctx)
		took := time.Since(began)
		return spent{wall: took}, errors.Join(err, end())
	}
	cmd := p.command(ctx, f)
	if err := cmd.Start(); err != nil {
		return spent{}, err
	}
	_, err := cmd.Wait()
	took := spent{wall: time.Since(began), cpu: cmd.Cmd.ProcessState.UserTime() + cmd.Cmd.ProcessState.SystemTime()}
	return took, p.explain(f, err)
}

// command is Terraform in a phase. What it prints is not read.
func (p *plugin) command(ctx context.Context, f phase) *sandbox.Process {
	cmd := p.Command(ctx, f.args...)
	cmd.Cmd.Stdout = io.Discard
	return cmd
}

func (p *plugin) explain(f phase, err error) error {
	if err != nil {
		return fmt.Errorf("%s with %s: %w", f.name, p.name, err)
	}
	return nil
}

// listen starts the provider as Terraform does and waits for the line that says
// where it listens.
func (p *plugin) listen(ctx context.Context) (end func() error, pid int, err error) {
	end = func() error { return nil }
	cmd := exec.CommandContext(ctx, p.path)
	cmd.Env = append(slices.Clone(p.Env), cookie...)
	complaint := &bytes.Buffer{}
	cmd.Stderr = complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return end, 0, err
	}
	if err := cmd.Start(); err != nil {
		return end, 0, err
	}
	end = func() error {
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		_ = cmd.Wait() // it was killed
		return nil
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.Count(line, "|") < 4 {
		err = fmt.Errorf("%s does not say where it listens but %q: %w", p.name, line, errors.Join(err, end(), errors.New(complaint.String())))
		end = func() error { return nil }
	}
	return end, cmd.Process.Pid, err
}

// alternate runs a phase n times with each plugin in turn and gives the median
// of each: whatever else the machine does falls on all of them.
func alternate(ctx context.Context, f phase, n int, of ...*plugin) ([]spent, error) {
	wall, cpu := make([][]float64, len(of)), make([][]float64, len(of))
	for round := range n {
		for k := range of {
			k = (k + round) % len(of) // nobody always comes first
			took, err := of[k].timing(ctx, f)
			if err != nil {
				return nil, err
			}
			wall[k], cpu[k] = append(wall[k], took.wall.Seconds()), append(cpu[k], took.cpu.Seconds())
		}
	}
	medians := make([]spent, len(of))
	for k := range of {
		medians[k] = spent{seconds(median(wall[k])), seconds(median(cpu[k]))}
	}
	return medians, nil
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// procfs is where Linux shows its processes. Without it there is no figure for
// another process's peak.
const procfs = "/proc"

func hasProcfs() bool {
	_, err := os.Stat(filepath.Join(procfs, "self", "status"))
	return err == nil
}

// peak is the most memory that a provider process had resident in a phase, the
// highest of n runs. These are runs of their own: looking costs time.
func (p *plugin) peak(ctx context.Context, f phase, n int) (most int64, err error) {
	for range n {
		if f.args == nil {
			end, pid, err := p.listen(ctx)
			most = max(most, highWater(pid))
			if err := errors.Join(err, end()); err != nil {
				return 0, err
			}
			continue
		}
		seen, err := p.watchBelow(p.command(ctx, f), time.Millisecond)
		if err != nil {
			return 0, p.explain(f, err)
		}
		most = max(most, seen.peak)
	}
	if most == 0 {
		return 0, fmt.Errorf("%s: no process of %s was seen", f.name, p.name)
	}
	return most, nil
}

// usage is what the provider processes of a command took: the highest peak of
// one, and the CPU time of all of them.
type usage struct {
	peak int64 // bytes
	cpu  time.Duration
}

// watchBelow runs a command and looks at those of its children that run the
// plugin, once in every interval. The kernel keeps the peak itself, so that only
// what a process takes after the last look could be missed.
func (p *plugin) watchBelow(cmd *sandbox.Process, interval time.Duration) (seen usage, err error) {
	executable, err := filepath.EvalSymlinks(p.path)
	if err != nil {
		return seen, err
	}
	if err := cmd.Start(); err != nil {
		return seen, err
	}
	look := time.NewTicker(interval)
	defer look.Stop()
	work := make(map[int]time.Duration)
	for {
		select {
		case <-cmd.Done():
			for _, cpu := range work {
				seen.cpu += cpu
			}
			_, err := cmd.Wait()
			return seen, err
		case <-look.C:
			for _, pid := range sandbox.Children(cmd.Cmd.Process.Pid) {
				if running, err := os.Readlink(filepath.Join(procfs, strconv.Itoa(pid), "exe")); err == nil && running == executable {
					seen.peak = max(seen.peak, highWater(pid))
					work[pid] = max(work[pid], cpuTimeOf(pid))
				}
			}
		}
	}
}

// cpuTimeOf is the CPU time of a process so far; 0 once it has ended.
func cpuTimeOf(pid int) time.Duration {
	stat, err := os.ReadFile(filepath.Join(procfs, strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0
	}
	// After the name in parentheses come the fields from the third on.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		return 0
	}
	return time.Duration(user+system) * time.Second / 100 // Linux shows hundredths of a second.
}

// highWater is the peak of a process's resident memory; 0 once it has ended.
func highWater(pid int) int64 {
	status, err := os.ReadFile(filepath.Join(procfs, strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "\nVmHWM:")
	var kilobytes int64
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		return 0
	}
	return kilobytes << 10
}

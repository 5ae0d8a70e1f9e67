// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	region  = "eu-central-1"
	vault   = "Default"
	roleARN = "arn:aws:iam::" + emulator.DefaultAccount + ":role/backup"
	// startsPerSecond is AWS's quota of StartBackupJob, and startBurst what the
	// emulator lets through at once: a second's worth.
	startsPerSecond, startBurst = 5, 5
	// parallel is Terraform's default -parallelism.
	parallel = 10
)

// cloud is an AWS of its own with AWS's quotas on. Its clock is the real one,
// for quotas as for jobs: client and server pace themselves in bursts of whole
// seconds, and no ratio would survive if these were made shorter.
type cloud struct {
	aws  *emulator.Server
	url  string
	http *http.Client

	mu   sync.Mutex
	lead time.Duration // of the clock over the real one; seeding moves it
	web  *httptest.Server
}

// newCloud starts one behind a real HTTP server. It must be closed.
func newCloud(options ...emulator.Option) *cloud {
	c := offlineCloud(options...)
	c.web = httptest.NewServer(c.aws)
	c.url, c.http = c.web.URL, nil
	return c
}

// offlineCloud is a cloud without a network, for a test whose time is not real.
func offlineCloud(options ...emulator.Option) *cloud {
	c := &cloud{url: "http://aws.invalid"}
	c.aws = emulator.New(append([]emulator.Option{emulator.WithQuotas(), emulator.WithNow(c.now)}, options...)...)
	c.http = &http.Client{Transport: direct{c.aws}}
	return c
}

func (c *cloud) close() {
	if c.web != nil {
		c.web.Close()
	}
}

// direct carries requests to a handler by a function call.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, r)
	return answer.Result(), nil
}

func (c *cloud) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.lead)
}

func (c *cloud) skip(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lead += d
}

func (c *cloud) config() aws.Config {
	cfg := aws.Config{Region: region, BaseEndpoint: &c.url, Credentials: credentials.NewStaticCredentialsProvider("made-up", "made-up", "")}
	if c.http != nil {
		cfg.HTTPClient = c.http
	}
	return cfg
}

// plain is a client as the SDK makes it: three attempts, no limit.
func (c *cloud) plain() *backup.Client { return backup.NewFromConfig(c.config()) }

// ours is the provider's client, with the limits that are its default.
func (c *cloud) ours() *awsbackup.Client {
	return awsbackup.NewClient(c.config(), awsbackup.Options{Limiter: awsbackup.NewLimiter(awsbackup.DefaultQuotas())})
}

// started is a job that has been started, and when it will have ended.
type started struct {
	id            string
	created, ends time.Time
}

// start starts one job for each time in lasting, which the job runs for. They
// are started as fast as the quota lets anybody, and the last one just now: the
// clock moves ahead instead of anybody waiting.
func (c *cloud) start(ctx context.Context, lasting []time.Duration) ([]started, error) {
	c.skip(-time.Duration(len(lasting)) * time.Second / startsPerSecond)
	client := c.plain()
	jobs := make([]started, 0, len(lasting))
	for i, d := range lasting {
		resource := volume(i)
		c.aws.Region(region).Script(resource, emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: d})
		c.skip(time.Second / startsPerSecond)
		out, err := client.StartBackupJob(ctx, &backup.StartBackupJobInput{
			BackupVaultName: new(vault), ResourceArn: &resource, IamRoleArn: new(roleARN),
		})
		if err != nil {
			return nil, fmt.Errorf("starting a job to wait for: %w", err)
		}
		created := aws.ToTime(out.CreationDate)
		jobs = append(jobs, started{aws.ToString(out.BackupJobId), created, created.Add(d)})
	}
	c.aws.ResetRequests()
	return jobs, nil
}

func volume(i int) string {
	return fmt.Sprintf("arn:aws:ec2:%s:%s:volume/vol-%017x", region, emulator.DefaultAccount, i+1)
}

// throttled counts the answers that told a client to slow down.
func (c *cloud) throttled() (n int) {
	for _, r := range c.aws.Requests() {
		if r.ErrorCode == "ThrottlingException" {
			n++
		}
	}
	return n
}

// bill is the number of requests.
func (c *cloud) bill() (lists, describes, all int) {
	for operation, n := range c.aws.Counts() {
		all += n
		switch {
		case strings.HasPrefix(operation, "List"):
			lists += n
		case strings.HasPrefix(operation, "Describe"):
			describes += n
		}
	}
	return lists, describes, all
}

// each runs f for 0 to n-1, some at a time, and waits.
func each(n, atATime int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, atATime) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// ProgressLine is how far a job is, for people: "42% - 12.4 of 29.5 GiB -
// 3m10s elapsed, about 4m left - RUNNING". since is the time since AWS
// reported it.
func ProgressLine(p jobwatch.Progress, since time.Duration) string {
	var parts []string
	switch p.Job.State {
	case "CREATED", "PENDING":
		parts = append(parts, waitingPart(p))
	case "RUNNING":
		if p.HasPercent {
			// Rounded down: 100% is for what is done.
			parts = append(parts, fmt.Sprintf("%d%%", int(math.Floor(p.Percent))))
		}
		if bytes := bytesPart(p.BytesDone, p.BytesTotal); bytes != "" {
			parts = append(parts, bytes)
		}
	default:
		parts = append(parts, p.Job.Phase)
	}
	elapsed := Duration(p.Elapsed+since) + " elapsed"
	if left := p.Remaining - since; p.Remaining > 0 && left > 0 {
		elapsed += ", about " + roughly(left) + " left"
	}
	parts = append(parts, elapsed, p.Job.State)
	return strings.Join(parts, " - ")
}

// LogLine is the progress of one of many jobs, for the log: "db:orders 42 %,
// RUNNING, 12m, about 8m left". It names the resource that is backed up, copied or
// restored, or the job where AWS reports none.
func LogLine(jobID string, p jobwatch.Progress) string {
	name := jobID
	if arn, err := catalog.ParseARN(p.Job.ResourceARN); err == nil {
		name = arn.Resource
	}
	if p.HasPercent {
		name += fmt.Sprintf(" %d %%", int(math.Floor(p.Percent)))
	}
	line := name + ", " + p.Job.State + ", " + Duration(p.Elapsed)
	if p.Remaining > 0 {
		line += ", about " + roughly(p.Remaining) + " left"
	}
	return line
}

// waitingPart explains why nothing happens yet: AWS Backup starts a job some
// time within its start window.
func waitingPart(p jobwatch.Progress) string {
	text := p.Job.Phase
	if by := p.Job.StartBy; by != nil {
		text += ", to be started by " + ShortTime(*by)
		if left := time.Until(*by); left > 0 {
			text += " (within " + roughly(left) + ")"
		}
		text += " or it expires"
	}
	if message := awsdiag.StatusMessage(&awsbackup.Job{StatusMessage: &p.Job.StatusMessage}); message != "" {
		text += "; AWS Backup says: " + strings.Join(strings.Fields(message), " ")
	}
	return text
}

// bytesPart is "12.4 of 29.5 GiB". Snapshot types count no bytes, and some
// types transfer more than the size of the backup.
func bytesPart(done, total int64) string {
	switch {
	case done <= 0:
		return ""
	case total < done:
		return Size(done) + " transferred"
	}
	unit := unitOf(total)
	return fmt.Sprintf("%s of %s %s", inUnit(done, unit), inUnit(total, unit), unit.name)
}

type unit struct {
	name  string
	bytes int64
}

var units = []unit{{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// unitOf is the biggest unit of which n is at least one.
func unitOf(n int64) unit {
	for _, u := range units {
		if n >= u.bytes {
			return u
		}
	}
	return units[len(units)-1]
}

func inUnit(n int64, u unit) string {
	if u.bytes == 1 {
		return fmt.Sprintf("%d", n)
	}
	return fmt.Sprintf("%.1f", float64(n)/float64(u.bytes))
}

// Size is a number of bytes: "29.5 GiB".
func Size(n int64) string {
	u := unitOf(n)
	return inUnit(n, u) + " " + u.name
}

// Duration is a time that has passed: to the second below an hour, else to the
// minute.
func Duration(d time.Duration) string {
	if d >= time.Hour {
		d = d.Round(time.Minute)
	}
	return awsdiag.Span(max(d, 0))
}

// roughly is a time to come, with no more figures than an estimate is worth.
func roughly(d time.Duration) string {
	switch {
	case d <= time.Minute:
		return "1m"
	case d >= 10*time.Hour:
		return awsdiag.Span(d.Round(time.Hour))
	case d >= time.Hour:
		return awsdiag.Span(d.Round(10 * time.Minute))
	default:
		return awsdiag.Span(d.Round(time.Minute))
	}
}

// Took is how long an ended job took by AWS's own dates; 0 if they are
// not there.
func Took(created, completed *time.Time) time.Duration {
	if created == nil || completed == nil {
		return 0
	}
	return max(aws.ToTime(completed).Sub(aws.ToTime(created)), 0)
}

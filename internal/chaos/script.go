// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// randomScript is how a job goes: mostly well, at any speed.
func randomScript(random *rand.Rand) emulator.Script {
	s := emulator.Script{Running: time.Duration(1+random.IntN(90)) * time.Minute}
	switch random.IntN(30) {
	case 0:
		s.End, s.Message = "FAILED", "Backup job failed because the source was not available."
	case 1:
		s.End, s.EndsIn = "EXPIRED", "PENDING"
	case 2:
		s.End = "ABORTED"
	case 3:
		s.End, s.Message = "PARTIAL", "Some members could not be backed up."
	case 4:
		s.Category, s.Message = "MISCELLANEOUS", "Some files were skipped."
	case 5:
		s.GoesBack = true
	case 6:
		s.NeverEnds = true
	case 7:
		s.RecordLag = time.Duration(random.IntN(40)) * time.Second
	case 8, 9:
		s.VisibilityLag = time.Duration(random.IntN(90)) * time.Second
	case 10:
		s.Running = 6 * time.Hour
	case 11:
		s.Created, s.Pending, s.Running = emulator.Skip, emulator.Skip, time.Second
	case 12:
		s.Sparse = true
	case 13:
		s.DeleteEnds = "EXPIRED"
	case 14:
		s.DeleteTakes = 10 * time.Minute
	case 15:
		s.CopyEnds, s.CopyMessage = "FAILED", "The copy failed."
	case 16, 17:
		s.CopyTakes = 5 * time.Hour
	case 18:
		s.IndexEnds = "FAILED"
	}
	return s
}

// script is how the next job of a source goes. A stack may have another stack
// within it.
func (e *World) script(source string) emulator.Script {
	s := randomScript(e.random)
	if strings.Contains(source, ":stack/") && e.random.IntN(2) == 0 {
		inner := strings.Replace(source, ":stack/stack-", ":stack/inner-", 1)
		s.Children = []emulator.Child{
			{Identifier: "Files", ResourceARN: fmt.Sprintf(sourceARNs[5], 0xabc000+e.step)},
			{Identifier: "Inner", ResourceARN: inner, Script: emulator.Script{Children: []emulator.Child{
				{Identifier: "Volume", ResourceARN: fmt.Sprintf(sourceARNs[0], 0xabd000+e.step)},
				{Identifier: "Table", ResourceARN: fmt.Sprintf(sourceARNs[4], 0xabe000+e.step)},
			}}},
		}
	}
	return s
}

// jump is how much time passes before a step.
func jump(random *rand.Rand) time.Duration {
	switch n := random.IntN(100); {
	case n < 40:
		return time.Duration(random.IntN(120)) * time.Second
	case n < 75:
		return time.Duration(random.IntN(180)) * time.Minute
	case n < 93:
		return time.Duration(random.IntN(48)) * time.Hour
	case n < 98:
		return 40 * 24 * time.Hour
	default:
		return 400 * 24 * time.Hour
	}
}

// aims are the calls that faults are aimed at, by operation: those that it is
// likely to make, and "" for any.
var aims = map[string][]string{
	"create":  {"", "", "StartBackupJob", "StartBackupJob", "DescribeBackupJob", "DescribeRecoveryPoint", "DescribeBackupVault", "DescribeRegionSettings", "ListBackupJobs", "ListCopyJobs"},
	"refresh": {"", "", "DescribeRecoveryPoint", "DescribeRecoveryPoint", "DescribeBackupJob", "ListBackupVaults", "ListTags", "ListRecoveryPointsByResource", "ListCopyJobs"},
	"import":  {"", "", "DescribeBackupJob", "DescribeRecoveryPoint"},
	"destroy": {"", "", "DescribeRecoveryPoint", "DeleteRecoveryPoint", "StopBackupJob", "DescribeBackupJob", "DescribeBackupVault", "ListRecoveryPointsByBackupVault"},
	"copy":    {"", "", "StartCopyJob", "DescribeCopyJob", "ListCopyJobs", "DescribeRecoveryPoint", "DeleteRecoveryPoint"},
	"restore": {"", "", "StartRestoreJob", "DescribeRestoreJob", "ListRestoreJobs", "DescribeRecoveryPoint"},
	"update":  {"", "", "DescribeRecoveryPoint", "UpdateRecoveryPointLifecycle", "UpdateRecoveryPointIndexSettings", "TagResource", "UntagResource", "ListTags"},
}

// aim is the call that a fault of a step is aimed at.
func aim(random *rand.Rand, operation string) string {
	operation, _ = cutInterruption(operation)
	family, _, _ := strings.Cut(operation, " ")
	switch family {
	case "start":
		family = "create"
	case "stop":
		return pick(random, "", "DescribeBackupJob", "StopBackupJob", "ListBackupJobs")
	case "completion":
		return pick(random, "", "DescribeBackupJob", "ListBackupJobs", "DescribeRecoveryPoint")
	case "replace", "taint", "apply", "rename":
		family = pick(random, "create", "destroy", "refresh")
	case "plan", "delete", "state":
		family = "refresh"
	}
	return pick(random, aims[family]...)
}

// Kinds are all kinds of faults.
var Kinds = []emulator.FaultKind{
	emulator.Throttle, emulator.ServerError, emulator.HTML, emulator.AccessDenied, emulator.ExpiredToken, emulator.Error,
	emulator.ResetBefore, emulator.ResetAfter, emulator.Stall, emulator.Slow, emulator.Truncate,
	emulator.ClockSkew, emulator.Nulls, emulator.PlainTimes, emulator.UnknownEnums, emulator.UnknownMembers,
	emulator.EmptyPage, emulator.RepeatToken, emulator.ExpireCredentials, emulator.RemoveVault, emulator.LockVault,
}

// errorCodes are for faults of the kind Error.
var errorCodes = []string{
	"InternalFailure", "InvalidParameterValueException", "InvalidRequestException", "LimitExceededException", "MissingParameterValueException",
	"ConflictException", "DependencyFailureException", "UnrecognizedClientException", "RequestTimeout",
}

// randomFault is one fault for the step to come.
func randomFault(random *rand.Rand, s *scene) emulator.Fault {
	f := emulator.Fault{Kind: Kinds[random.IntN(len(Kinds))], Operation: aim(random, s.operation)}
	f.After = max(0, random.IntN(5)-2)
	f.Times = []int{1, 2, 5, 30, emulator.Always}[random.IntN(5)]
	if f.Times == emulator.Always {
		f.Until = time.Duration(1+random.IntN(40)) * time.Minute
	}
	f.Accepted = random.IntN(2) == 0
	switch f.Kind {
	case emulator.Error:
		f.Code, f.Message, f.Status = errorCodes[random.IntN(len(errorCodes))], "Chaos says no.", 400
		if random.IntN(2) == 0 {
			f.Status = 500
		}
	case emulator.Stall, emulator.Slow:
		f.Delay = time.Duration(1+random.IntN(100)) * time.Second
	case emulator.ClockSkew:
		f.Skew = time.Duration(random.IntN(240)-120) * time.Second
	case emulator.EmptyPage, emulator.RepeatToken:
		f.Operation, f.After, f.Times = pick(random, "ListBackupJobs", "ListBackupVaults", "ListRecoveryPointsByBackupVault", ""), 0, 3
	case emulator.Nulls, emulator.UnknownEnums:
		f.Times = min(max(f.Times, 1), 5)
	case emulator.ExpireCredentials:
		f.Times = 1
	case emulator.RemoveVault, emulator.LockVault:
		f.Times, f.Vault = 1, s.config.vault
		f.Lock = emulator.Lock{Min: 1 + random.Int64N(200), Max: 1000}
	default:
	}
	return f
}

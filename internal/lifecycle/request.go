// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

// Request is what is known of a backup before it starts. Arguments keep their Terraform names.
type Request struct {
	BackupVaultName       Value[string]
	ResourceARN           Value[string]
	RoleARN               Value[string]
	Retention             Retention
	BackupOptions         Map
	StartWindowMinutes    Value[int64]
	CompleteWindowMinutes Value[int64]
	IdempotencyToken      Value[string]
	Index                 Value[string]
	AirGappedVaultARN     Value[string]
	Tags                  Map
	Place                 Place
}

// Place is where the request goes. Null and unknown members are not checked, so a caller sets what it knows: the region
// argument while validating, and all that the provider knows while planning.
type Place struct {
	Partition Value[string]
	Region    Value[string]
	AccountID Value[string]
}

// Retention is the argument recovery_point_lifecycle; the zero Retention is an absent one. Days count from the creation
// of the recovery point; -1 and null are "never".
type Retention struct {
	MoveToColdStorageAfterDays Value[int64]
	DeleteAfterDays            Value[int64]
	OptInToArchive             Value[bool]
}

// UnknownRetention is a recovery_point_lifecycle that is not known as a whole.
func UnknownRetention() Retention {
	return Retention{
		MoveToColdStorageAfterDays: Unknown[int64](),
		DeleteAfterDays:            Unknown[int64](),
		OptInToArchive:             Unknown[bool](),
	}
}

// Check returns all violations that need no call to AWS, errors first, each reported once.
func Check(r Request) []Violation {
	var all []Violation
	for _, rule := range []func(Request) []Violation{
		checkVaultName, checkResource, checkRole, checkPlace,
		checkDays, checkNinetyDays, checkColdStorage,
		checkOptions, checkWindows, checkToken,
		checkIndex, checkAirGapped, checkTags,
	} {
		all = append(all, rule(r)...)
	}
	return sorted(all)
}

// CheckPlan returns what planning has to say after validation has reported the errors of Check(config): all warnings, and
// those errors that Check(config) could not see, because they involve what the configuration does not hold (the
// provider's region and account, default_tags). So validation is for errors, planning is for warnings, and nothing is said
// twice.
//
// Warnings wait for the plan because validation runs on every command, twice in a plan, and would repeat them for as long
// as the backup exists.
func CheckPlan(config, planned Request) []Violation {
	return beyond(Errors(Check(config)), Check(planned))
}

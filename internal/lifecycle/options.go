// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

// optionPattern is the form of keys and values of BackupOptions (service model).
var optionPattern = lazyregexp.New(`^[a-zA-Z0-9_.-]{1,50}$`)

// All known options are switches with these values (API reference, StartBackupJob and AdvancedBackupSetting).
var optionValues = []string{"enabled", "disabled"}

// misspelt are keys that AWS's own documentation had wrong until March 2026.
var misspelt = map[string]string{
	"S3BackupACLs":       catalog.OptionBackupACLs,
	"S3BackupObjectTags": catalog.OptionBackupObjectTags,
}

func checkOptions(r Request) []Violation {
	options, known := r.BackupOptions.Get()
	if !known {
		return nil
	}
	var all []Violation
	for _, key := range slices.Sorted(maps.Keys(options)) {
		all = append(all, checkOption(r, key, options[key])...)
	}
	return all
}

func checkOption(r Request, key string, v Value[string]) []Violation {
	path := element(AttrOptions, key)
	if !optionPattern().MatchString(key) {
		return report(RuleOptionForm, Error, path, "Not the key of a backup option",
			fmt.Sprintf("backup_options has the key %q.", key),
			"AWS Backup accepts keys of 1 to 50 letters, digits, hyphens, underscores and dots.",
			fmt.Sprintf("The known keys are %s.", strings.Join(catalog.OptionKeys(), ", ")))
	}
	value, known := v.Get()
	if !slices.Contains(catalog.OptionKeys(), key) {
		if v.IsNull() || known && !optionPattern().MatchString(value) {
			return report(RuleOptionForm, Error, path, "Not the value of a backup option",
				fmt.Sprintf("backup_options has %s = %s.", key, quoted(v)),
				"AWS Backup accepts values of 1 to 50 letters, digits, hyphens, underscores and dots.",
				fmt.Sprintf("Leave %s out, or give it such a value.", key))
		}
		return unknownOption(path, key)
	}
	if v.IsNull() || known && !slices.Contains(optionValues, value) {
		return report(RuleOptionValue, Error, path, "Not a value of this backup option",
			fmt.Sprintf("backup_options has %s = %s.", key, quoted(v)),
			fmt.Sprintf("AWS Backup accepts %s, in lower case.", strings.Join(optionValues, " and ")),
			fmt.Sprintf("Set %s = %s.", key, nearestSwitch(value)))
	}
	return checkOptionType(r, path, key)
}

func checkOptionType(r Request, path, key string) []Violation {
	arn, known := r.ResourceARN.Get()
	if !known {
		return nil
	}
	candidates := catalog.Lookup(arn)
	if catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return t.Serves(key) }) != catalog.No {
		return nil
	}
	var served []catalog.ResourceType
	for _, t := range catalog.Types() {
		if t.Serves(key) == catalog.Yes {
			served = append(served, t)
		}
	}
	return report(RuleOptionType, Warning, path, "Backup option of another resource type",
		fmt.Sprintf("backup_options has %s, and resource_arn names a resource of %s.", key, catalog.Labels(candidates)),
		fmt.Sprintf("AWS Backup documents %s for %s only; whether it ignores or refuses it elsewhere is not documented.", key, catalog.Labels(served)),
		fmt.Sprintf("Leave %s out.", key))
}

func unknownOption(path, key string) []Violation {
	fix := fmt.Sprintf("The known keys are %s.", strings.Join(catalog.OptionKeys(), ", "))
	if right := respelt(key); right != "" {
		fix = fmt.Sprintf("Write %s.", right)
	}
	return report(RuleOptionUnknown, Warning, path, "Backup option that this provider does not know",
		fmt.Sprintf("backup_options has the key %q.", key),
		"AWS Backup refuses options that it does not know.",
		fix)
}

func respelt(key string) string {
	if right, ok := misspelt[key]; ok {
		return right
	}
	for _, right := range catalog.OptionKeys() {
		if strings.EqualFold(key, right) {
			return right
		}
	}
	return ""
}

func nearestSwitch(value string) string {
	switch strings.ToLower(value) {
	case "enabled", "enable", "true", "on", "yes", "1":
		return `"enabled"`
	case "disabled", "disable", "false", "off", "no", "0":
		return `"disabled"`
	default:
		return `"enabled" or "disabled"`
	}
}

// quoted shows a value for people, null included.
func quoted(v Value[string]) string {
	if value, known := v.Get(); known {
		return strconv.Quote(value)
	}
	return "null"
}

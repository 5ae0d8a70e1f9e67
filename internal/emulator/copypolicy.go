// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"slices"
	"strings"
)

const copyInto = "backup:CopyIntoBackupVault"

// caller is the role of another account that a vault's policy is asked about.
type caller struct {
	account, role string
	organization  Organization
}

// admitsCopy says whether the vault's policy lets another account copy into it:
// some statement allows it and none denies it.
func (v *vault) admitsCopy(who caller) bool {
	allowed := false
	for _, statement := range v.document.Statement {
		if !statement.covers(copyInto) || !statement.Principal.include(who) || !who.meets(statement.Condition) {
			continue
		}
		if statement.Effect == "Deny" {
			return false
		}
		allowed = allowed || statement.Effect == "Allow"
	}
	return allowed
}

func (s *policyStatement) covers(action string) bool {
	return slices.ContainsFunc(s.Action, func(pattern string) bool {
		return matches(strings.ToLower(pattern), strings.ToLower(action))
	})
}

func (p principals) include(who caller) bool {
	return slices.ContainsFunc(p, func(principal string) bool {
		name, _ := parseARN(principal)
		return principal == "*" || principal == who.account || principal == who.role ||
			name.account == who.account && name.resource == "root"
	})
}

// mention says whether an account is among the principals, or a role of it.
func (p principals) mention(account string) bool {
	return slices.ContainsFunc(p, func(principal string) bool {
		name, _ := parseARN(principal)
		return principal == "*" || principal == account || name.account == account
	})
}

// meets holds the caller against conditions. One that the emulator does not know
// is not met.
func (who caller) meets(conditions map[string]map[string]stringList) bool {
	facts := map[string]string{
		"aws:principalaccount":  who.account,
		"aws:principalarn":      who.role,
		"aws:principalorgid":    who.organization.ID,
		"aws:principalorgpaths": who.organization.path(),
	}
	for operator, keys := range conditions {
		operator = strings.TrimPrefix(operator, "ForAnyValue:")
		for key, values := range keys {
			fact, known := facts[strings.ToLower(key)]
			if !known || !slices.ContainsFunc(values, func(value string) bool {
				switch operator {
				case "StringEquals", "ArnEquals":
					return value == fact
				case "StringLike", "ArnLike":
					return matches(value, fact)
				}
				return false
			}) {
				return false
			}
		}
	}
	return true
}

// matches is IAM's pattern: * is any text, ? any character.
func matches(pattern, text string) bool {
	quoted := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(pattern))
	return regexp.MustCompile("(?s)^" + quoted + "$").MatchString(text)
}

// overshares says whether a policy allows another account, by name, more than to
// copy into the vault: AWS Backup refuses that.
func (d policyDocument) overshares(owner string) bool {
	for _, statement := range d.Statement {
		if statement.Effect != "Allow" || len(statement.Action) == 1 && strings.EqualFold(statement.Action[0], copyInto) {
			continue
		}
		for _, principal := range statement.Principal {
			account := principal
			if name, ok := parseARN(principal); ok {
				account = name.account
			}
			if isAccount(account) && account != owner {
				return true
			}
		}
	}
	return false
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"slices"
	"strings"
)

// kind is the category of a failure: a few words for the summary, and the argument at fault, "" if no single one is.
type kind struct {
	title     string
	attribute string
}

var (
	kindAirGapped   = kind{"Not Stored in the Air-Gapped Vault", "logically_air_gapped_backup_vault_arn"}
	kindBusy        = kind{"Another Job Was Running", ""}
	kindCompleteBy  = kind{"Complete Window Ran Out", "complete_window_minutes"}
	kindCopy        = kind{"Copy Refused", "logically_air_gapped_backup_vault_arn"}
	kindCopyKey     = kind{"Key Cannot Be Used for the Copy", "logically_air_gapped_backup_vault_arn"}
	kindDeleting    = kind{"Deletion Already Running", ""}
	kindElsewhere   = kind{"Continuous Backups Are in Another Vault", "backup_vault_name"}
	kindGone        = kind{"Vault or Recovery Point Missing", "backup_vault_name"}
	kindHypervisor  = kind{"Hypervisor Not Reachable", ""}
	kindIncomplete  = kind{"Parts Were Not Backed Up", ""}
	kindNotRestored = kind{"Objects Were Not Restored", ""}
	kindInternal    = kind{"Fault Inside AWS", ""}
	kindInvalid     = kind{"Invalid Value", ""}
	kindJobRole     = kind{"Job Role Lacks Permissions", "iam_role_arn"}
	kindKey         = kind{"KMS Key Not Usable", ""}
	kindLifecycle   = kind{"Lifecycle Not Allowed", "recovery_point_lifecycle"}
	kindMetadata    = kind{"Metadata Not Saved", ""}

	kindMetadataValue = kind{"Restore Metadata Not Accepted", "metadata"}
	kindNameTaken     = kind{"Name Already Taken", "metadata"}
	kindNetwork       = kind{"Network Settings Not Usable", "metadata"}
	kindUncopyable    = kind{"Recovery Point Cannot Be Copied", ""}
	kindVersioning    = kind{"Bucket Versioning Is Off", "resource_arn"}

	kindNotEnabled  = kind{"Service Not Enabled", ""}
	kindQuota       = kind{"Quota Reached", ""}
	kindRole        = kind{"Role Not Assumable", "iam_role_arn"}
	kindState       = kind{"Resource Not Ready", ""}
	kindSource      = kind{"Resource Missing", "resource_arn"}
	kindStopped     = kind{"Stopped on Request", ""}
	kindTags        = kind{"Too Many Tags", "tags"}
	kindTagsLost    = kind{"Tags Not Copied", ""}
	kindTiming      = kind{"Service Window in the Way", ""}
	kindUnsupported = kind{"Not Supported for This Resource", "resource_arn"}
	kindVault       = kind{"Backup Vault Missing", "backup_vault_name"}
	kindVSS         = kind{"No Windows VSS Backup", "backup_options"}
)

// message is one failure that AWS documents by its text.
type message struct {
	// id names the row: the number in AWS's list of job messages as this project keeps it, with a letter where a row
	// holds several cures.
	id   string
	kind kind
	// texts are what AWS documents, "*" standing for anything. Case, quotes and spacing do not matter.
	texts []string
	// fragments are the few words that AWS lists as patterns. They say something in the message of a job, where one
	// of the documented failures is all that can be meant; in the answer to a call they could mean anything.
	fragments []string
	cause     string
	fix       string
}

// documented is every known message, the more telling ones first.
var documented = slices.Concat(vaultMessages, copyMessages, roleMessages, sourceMessages, limitMessages, issueMessages)

// message finds the status message of a job among those that are documented for its kind: whole texts first, then
// fragments.
func (n *noun) message(text string) (message, bool) {
	if m, ok := find(n.messages, text, func(m message) []string { return m.texts }); ok {
		return m, true
	}
	return find(n.messages, text, func(m message) []string { return m.fragments })
}

// callMessage finds the message of a refused call among those that are documented for the kind of its job, by whole
// texts only.
func (n *noun) callMessage(text string) (message, bool) {
	return find(n.messages, text, func(m message) []string { return m.texts })
}

func find(messages []message, text string, patterns func(message) []string) (message, bool) {
	text = fold(text)
	if text == "" {
		return message{}, false
	}
	i := slices.IndexFunc(messages, func(m message) bool {
		return slices.ContainsFunc(patterns(m), func(p string) bool { return matches(text, fold(p)) })
	})
	if i < 0 {
		return message{}, false
	}
	return messages[i], true
}

// matches reports whether the parts of pattern between its "*" occur in text one after the other.
func matches(text, pattern string) bool {
	for part := range strings.SplitSeq(pattern, "*") {
		i := strings.Index(text, strings.TrimSpace(part))
		if i < 0 {
			return false
		}
		text = text[i+len(strings.TrimSpace(part)):]
	}
	return true
}

// quotes are the characters that AWS puts around names, or leaves out, from one version of a message to the next.
var quotes = strings.NewReplacer(`\`, "", `"`, "", "'", "", "`", "", "\u2018", "", "\u2019", "", "\u201c", "", "\u201d", "")

// fold makes texts comparable: lower case, single spaces, no quotes anywhere.
func fold(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(quotes.Replace(text)), " "))
}

// trimQuotes takes off the extra pairs of quotes, escaped or not, that AWS has been seen to wrap status messages in.
func trimQuotes(text string) string {
	for {
		text = strings.TrimSpace(text)
		inner, ok := text, false
		for _, q := range []string{`\"`, `"`} {
			if len(text) >= 2*len(q) && strings.HasPrefix(text, q) && strings.HasSuffix(text, q) {
				inner, ok = text[len(q):len(text)-len(q)], true
				break
			}
		}
		if !ok {
			return text
		}
		text = inner
	}
}

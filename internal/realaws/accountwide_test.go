// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// questionsOfAccount are about the account and the region as a whole.
var questionsOfAccount = []question{
	{
		number: "6", asks: "a backup of a type that is not opted in", expects: invalidRequest + " or " + invalidParameter + ", or a failed job",
		ask: (*lane).optedOut,
	},
	{
		number: "11", asks: "what AWS calls the resource types", expects: "every name that the provider knows",
		ask: func(l *lane) answer {
			out, err := l.sdk.GetSupportedResourceTypes(l.ctx, &backup.GetSupportedResourceTypesInput{})
			if err != nil {
				return no("%s", told(err))
			}
			seen := "the types are " + strings.Join(slices.Sorted(slices.Values(out.ResourceTypes)), ", ")
			for _, known := range catalog.Types() {
				if known.Name != "" && !slices.Contains(out.ResourceTypes, known.Name) {
					return no("not there: %s; %s", known.Name, seen)
				}
			}
			return yes("%s", seen)
		},
	},
	{
		number: "13", asks: "all message categories of the last two weeks", expects: "no error; write down new ones",
		ask: func(l *lane) answer {
			found := map[string]bool{}
			pages := backup.NewListBackupJobSummariesPaginator(l.sdk, &backup.ListBackupJobSummariesInput{MessageCategory: aws.String("ANY")})
			for pages.HasMorePages() {
				page, err := pages.NextPage(l.ctx)
				if err != nil {
					return no("%s", told(err))
				}
				for _, s := range page.BackupJobSummaries {
					found[aws.ToString(s.MessageCategory)] = true
				}
			}
			return yes("%q", slices.Sorted(maps.Keys(found)))
		},
	},
}

// optedOut switches a type off for the moment of one request: others in the
// account may see that, so it has to be asked for.
func (l *lane) optedOut() answer {
	const kind = "EFS"
	if !l.settings.toggle {
		return answer{seen: "not asked: " + prefix + "OPT_IN is not toggle", unasked: true}
	}
	before, err := l.sdk.DescribeRegionSettings(l.ctx, &backup.DescribeRegionSettingsInput{})
	if err != nil {
		return no("%s", told(err))
	}
	set := func(enabled bool) error {
		ctx, cancel := l.cleaning()
		defer cancel()
		_, err := l.sdk.UpdateRegionSettings(ctx, &backup.UpdateRegionSettingsInput{ResourceTypeOptInPreference: map[string]bool{kind: enabled}})
		return err
	}
	if err := set(false); err != nil {
		return no("%s", told(err))
	}
	refuses := func(err error) bool { return slices.Contains([]string{invalidRequest, invalidParameter}, code(err)) }
	a := l.doomed(l.request(l.settings.files, nil), refuses, "")
	if err := set(before.ResourceTypeOptInPreference[kind]); err != nil {
		return no("%s; and %s could not be opted in again, do it by hand: %v", a.seen, kind, err)
	}
	a.seen = fmt.Sprintf("%s (%s)", a.seen, kind)
	return a
}

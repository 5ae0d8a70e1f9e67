// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"slices"
	"strings"
)

// categoryRows names, for each MessageCategory of AWS Backup, the documented message whose cause and fix serve a job
// with that category and a text that is not known. Source: AWS Backup developer guide, page "backup-dashboards", whose
// spelling (ACCESS_DENIED) differs from the API's own examples (AccessDenied).
var categoryRows = map[string]string{
	"accessdenied":         "6",
	"accesskeyerror":       "22",
	"concurrentjob":        "1",
	"fatalerror":           "28",
	"featurenotenabled":    "22",
	"hypervisoroffline":    "27",
	"invalidlifecycle":     "4",
	"invalidparameters":    "21c",
	"invalidstate":         "17",
	"jobexpired":           "2",
	"kmskeyerror":          "18",
	"limitexceeded":        "quota",
	"resourcenotfound":     "19a",
	"resourcenotsupported": "21a",
	"tagcopyerror":         "26",
	"tokenexpired":         "28",
	"unsupportedoperation": "21b",
	"vsserror":             "23",

	"logicallyairgappedbackupvaultnotsupported": "airgap-type",
}

// foldCategory makes categories comparable: lower case, without underscores and blanks.
func foldCategory(category string) string {
	return strings.ToLower(strings.NewReplacer("_", "", " ", "", "-", "").Replace(category))
}

// categoryMessage is the documented message that explains a category; false for those that explain nothing, such as
// SUCCESS and MISCELLANEOUS, and for new ones.
func categoryMessage(category string) (message, bool) {
	id := categoryRows[foldCategory(category)]
	i := slices.IndexFunc(documented, func(m message) bool { return m.id == id })
	if i < 0 {
		return message{}, false
	}
	return documented[i], true
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// identities are the members that Nulls leaves alone: an answer without them
// would not be one.
var identities = []string{
	"BackupJobId", "CopyJobId", "RestoreJobId", "State", "Status", "RecoveryPointArn", "BackupVaultName", "BackupVaultArn",
	"ResourceArn", "CreationDate", "NextToken", "Tags",
	"BackupJobs", "RecoveryPoints", "BackupVaultList", "CopyJobs", "RestoreJobs", "Results", "CopyJob",
}

// enums are the members that hold one of AWS's own words.
var enums = []string{
	"State", "Status", "StorageClass", "VaultType", "VaultState", "VaultLockState", "IndexStatus", "EncryptionKeyType",
	"MessageCategory", "ResourceType", "DestinationVaultType", "DeleteAfterEvent",
}

// rewrite changes an answer's JSON. What is not JSON stays as it is.
func (c *call) rewrite(fault *Fault, body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var document map[string]any
	if decoder.Decode(&document) != nil {
		return body
	}
	switch fault.Kind {
	case Nulls:
		eachObject(document, func(object map[string]any) {
			for name := range object {
				if len(fault.Members) > 0 && slices.Contains(fault.Members, name) ||
					len(fault.Members) == 0 && !slices.Contains(identities, name) {
					object[name] = nil
				}
			}
		})
	case UnknownEnums:
		eachObject(document, fault.futureEnums)
	case UnknownMembers:
		eachObject(document, func(object map[string]any) {
			object["FutureMember"] = map[string]any{"Nested": []any{1, nil, "later"}}
		})
	case PlainTimes:
		eachObject(document, plainTimes)
	case EmptyPage, RepeatToken:
		c.turnBack(fault, document)
	default:
	}
	return encode(document)
}

// futureEnums replaces the words that are there, not the nulls.
func (f *Fault) futureEnums(object map[string]any) {
	members, value := f.Members, f.Value
	if len(members) == 0 {
		members = enums
	}
	if value == "" {
		value = "FUTURE_VALUE"
	}
	for _, name := range members {
		if _, ok := object[name].(string); ok {
			object[name] = value
		}
	}
}

// plainTimes knows times by their exponent: nothing else has one.
func plainTimes(object map[string]any) {
	for name, value := range object {
		number, ok := value.(json.Number)
		if !ok || !strings.Contains(number.String(), "E") {
			continue
		}
		if seconds, err := number.Float64(); err == nil {
			object[name] = json.Number(strconv.FormatInt(int64(seconds), 10))
		}
	}
}

// turnBack makes a list's token lead to where the call has begun.
func (c *call) turnBack(fault *Fault, document map[string]any) {
	if _, ok := document["NextToken"]; !ok {
		return
	}
	document["NextToken"] = *firstPage.token(c)
	for _, name := range []string{"nextToken", "NextToken"} {
		if sent := c.query.Get(name); sent != "" {
			document["NextToken"] = sent
		}
	}
	if fault.Kind != EmptyPage {
		return
	}
	for name, value := range document {
		switch value.(type) {
		case []any:
			document[name] = []any{}
		case map[string]any:
			document[name] = map[string]any{}
		}
	}
}

// eachObject visits an object and all within.
func eachObject(value any, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		for _, inner := range v {
			eachObject(inner, visit)
		}
		visit(v)
	case []any:
		for _, inner := range v {
			eachObject(inner, visit)
		}
	}
}

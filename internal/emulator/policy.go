// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// policyDocument is as much of a vault access policy as the emulator obeys.
type policyDocument struct {
	Statement statementList
}

// statementList is a statement or a list of them, as IAM has it.
type statementList []policyStatement

// UnmarshalJSON reads either form.
func (l *statementList) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, (*[]policyStatement)(l))
	}
	*l = make(statementList, 1)
	return json.Unmarshal(data, &(*l)[0])
}

type policyStatement struct {
	Effect    string
	Principal principals
	Action    stringList
	Condition map[string]map[string]stringList
}

// principals are "*", or the values of {"AWS": ...}.
type principals stringList

// UnmarshalJSON reads either form. Principals other than accounts and roles
// cannot copy.
func (p *principals) UnmarshalJSON(data []byte) error {
	var everybody string
	if json.Unmarshal(data, &everybody) == nil {
		*p = principals{everybody}
		return nil
	}
	var kinds struct{ AWS stringList }
	err := json.Unmarshal(data, &kinds)
	*p = principals(kinds.AWS)
	return err
}

// stringList is a string or a list of them, as IAM has it.
type stringList []string

// UnmarshalJSON reads either form; IAM takes numbers and booleans for texts.
func (l *stringList) UnmarshalJSON(data []byte) error {
	var many []any
	if json.Unmarshal(data, &many) != nil {
		many = make([]any, 1)
		if err := json.Unmarshal(data, &many[0]); err != nil {
			return err
		}
	}
	*l = nil
	for _, one := range many {
		*l = append(*l, fmt.Sprint(one))
	}
	return nil
}

// denials are the operations that a policy denies to the vault's owner, without
// a condition. One role of the owner's stands for all: the emulator does not
// know the caller's.
func (d policyDocument) denials(owner string) []string {
	var names []string
	for _, statement := range d.Statement {
		if statement.Effect != "Deny" || len(statement.Condition) > 0 || !statement.Principal.mention(owner) {
			continue
		}
		for _, action := range statement.Action {
			if name, ok := strings.CutPrefix(strings.ToLower(action), "backup:"); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// denies says whether the vault's policy forbids an operation.
func (v *vault) denies(operation string) bool {
	return slices.Contains(v.denied, strings.ToLower(operation)) || slices.Contains(v.denied, "*")
}

func putBackupVaultAccessPolicy(c *call, in *putPolicyInput) (*emptyReply, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	var document policyDocument
	if err := json.Unmarshal([]byte(text(in.Policy)), &document); err != nil {
		return nil, invalidParameter("Policy is not valid JSON: %v", err)
	}
	if document.overshares(c.region.account) {
		return nil, invalidParameter("Specified policy cannot be added to the vault due to cross-account sharing restrictions.")
	}
	v.policy, v.document, v.denied = text(in.Policy), document, document.denials(c.region.account)
	return &emptyReply{}, nil
}

func getBackupVaultAccessPolicy(c *call, in *vaultInput) (*getPolicyOutput, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	if v.policy == "" {
		return nil, failure(errNotFound, "No policy for vault %s found.", v.name)
	}
	return &getPolicyOutput{BackupVaultName: &v.name, BackupVaultArn: new(v.arn()), Policy: new(v.policy)}, nil
}

func deleteBackupVaultAccessPolicy(c *call, in *vaultInput) (*emptyReply, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	v.policy, v.document, v.denied = "", policyDocument{}, nil
	return &emptyReply{}, nil
}

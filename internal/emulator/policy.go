// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"slices"
	"strings"
)

// policyDocument is as much of a vault access policy as the emulator obeys.
type policyDocument struct {
	Statement []policyStatement
}

type policyStatement struct {
	Effect    string
	Action    stringList
	Condition json.RawMessage
}

// stringList is a string or a list of them, as IAM has it.
type stringList []string

// UnmarshalJSON reads either form.
func (l *stringList) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*l = stringList{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(l))
}

// denials are the operations that a policy denies without a condition. Who is
// denied is not looked at: the caller is everybody here.
func (d policyDocument) denials() []string {
	var names []string
	for _, statement := range d.Statement {
		if statement.Effect != "Deny" || len(statement.Condition) > 0 {
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
	v.policy, v.denied = text(in.Policy), document.denials()
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
	v.policy, v.denied = "", nil
	return &emptyReply{}, nil
}

func putBackupVaultNotifications(c *call, in *putNotificationsInput) (*emptyReply, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	if _, ok := parseARN(*in.SNSTopicArn); !ok {
		return nil, invalidParameter("Invalid SNS topic ARN: %s", *in.SNSTopicArn)
	}
	v.topic, v.events = *in.SNSTopicArn, in.BackupVaultEvents
	return &emptyReply{}, nil
}

func getBackupVaultNotifications(c *call, in *vaultInput) (*getNotificationsOutput, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	if v.topic == "" {
		return nil, failure(errNotFound, "No notification configuration for vault %s found.", v.name)
	}
	return &getNotificationsOutput{
		BackupVaultName: &v.name, BackupVaultArn: new(v.arn()), SNSTopicArn: new(v.topic), BackupVaultEvents: v.events,
	}, nil
}

func deleteBackupVaultNotifications(c *call, in *vaultInput) (*emptyReply, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	v.topic, v.events = "", nil
	return &emptyReply{}, nil
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

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

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// madeUp is the access key and the secret key of everybody in a sandbox.
const madeUp = "made-up"

// Client looks at the sandbox's AWS Backup past Terraform.
func (s *Sandbox) Client() *backup.Client {
	return backup.New(backup.Options{
		Region:       Region,
		BaseEndpoint: &s.URL,
		Credentials:  credentials.NewStaticCredentialsProvider(madeUp, madeUp, ""),
	})
}

// CountRecoveryPoints counts the recovery points in a vault that has no more
// of them than AWS lists at once.
func (s *Sandbox) CountRecoveryPoints(ctx context.Context, vault string) (int, error) {
	list, err := s.Client().ListRecoveryPointsByBackupVault(ctx, &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &vault})
	if err != nil {
		return 0, fmt.Errorf("counting the recovery points: %w", err)
	}
	return len(list.RecoveryPoints), nil
}

// UserAgents are the programs that asked for an operation, as they named
// themselves, one for each request.
func (s *Sandbox) UserAgents(ctx context.Context, operation string) ([]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/_emulator/requests", http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("asking the emulator for its requests: %w", err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	var requests []struct{ Operation, UserAgent string }
	if err := json.NewDecoder(answer.Body).Decode(&requests); err != nil {
		return nil, fmt.Errorf("reading the emulator's requests: %w", err)
	}
	var agents []string
	for _, r := range requests {
		if r.Operation == operation {
			agents = append(agents, r.UserAgent)
		}
	}
	return agents, nil
}

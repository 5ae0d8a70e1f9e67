// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// No password in the metadata of a restore is in the log, whatever characters it has: neither where it is sent nor where AWS returns it.
// The calls themselves are.
func TestNoRestoreMetadataInLogs(t *testing.T) {
	t.Setenv("TF_LOG", "TRACE")
	cloud := newCloud(t)
	point := cloud.Region("eu-central-1").AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.DBARN})[0]
	var output locked
	ctx := tflogtest.RootLogger(t.Context(), &output)
	p := provider.New("1.2.3")
	var resp tfprovider.ConfigureResponse
	p.Configure(ctx, tfprovider.ConfigureRequest{Config: config(t, p, cloud.static(nil))}, &resp)
	data, ok := resp.ResourceData.(*providerdata.Data)
	if !ok {
		t.Fatal(resp.Diagnostics)
	}
	region, err := data.Region("")
	if err != nil {
		t.Fatal(err)
	}
	started, err := region.API.StartRestoreJob(ctx, &backup.StartRestoreJobInput{
		RecoveryPointArn: &point, IamRoleArn: aws.String(acctest.RoleARN), ResourceType: aws.String("RDS"),
		Metadata: map[string]string{
			"DBInstanceIdentifier": "restored", "TdeCredentialPassword": "Ab,SECRET 1", "MasterUserPassword": "&SECRET\"2",
			"windowsConfiguration": `{"Password":"Ab\\SECRET3"}`,
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	returned, err := region.API.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: started.RestoreJobId})
	if err != nil || !strings.Contains(returned.Metadata["TdeCredentialPassword"], "SECRET") {
		t.Fatalf("the emulator returns %v, %v", returned, err)
	}
	if _, err := region.API.GetRecoveryPointRestoreMetadata(ctx, &backup.GetRecoveryPointRestoreMetadataInput{BackupVaultName: aws.String("Default"), RecoveryPointArn: &point}); err != nil {
		t.Fatal(err)
	}
	inferred, err := region.API.GetRestoreTestingInferredMetadata(ctx, &backup.GetRestoreTestingInferredMetadataInput{BackupVaultName: aws.String("Default"), RecoveryPointArn: &point})
	if err != nil || len(inferred.InferredMetadata) == 0 {
		t.Fatalf("the emulator infers %v, %v", inferred, err)
	}
	listVaults(ctx, t, data)

	logged := output.String()
	for _, secret := range []string{"SECRET", "DBInstanceClass", `"InferredMetadata`} {
		if strings.Contains(logged, secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
	for _, want := range []string{"StartRestoreJob", "GetRestoreJobMetadata", "GetRecoveryPointRestoreMetadata", "GetRestoreTestingInferredMetadata", "BackupVaultList"} {
		if !strings.Contains(logged, want) {
			t.Errorf("%q is not in the log", want)
		}
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

// Region is everything shared by the objects of one account and Region.
type Region struct {
	// Name is the region's name, such as "eu-central-1".
	Name string
	// API calls AWS Backup, under the region's rate limits.
	API awsbackup.API
	// Jobs, CopyJobs and RestoreJobs wait for the jobs of one kind, with one loop for all of them.
	Jobs        *jobwatch.Watcher[awsbackup.Job]
	CopyJobs    *jobwatch.Watcher[awsbackup.CopyJob]
	RestoreJobs *jobwatch.Watcher[awsbackup.RestoreJob]
	// Points reads recovery points, several per call where that is cheaper.
	Points *pointcache.Cache
	// Owners records which jobs the objects of this process own.
	Owners *Owners

	vaults   onceMap[*backup.DescribeBackupVaultOutput]
	settings onceMap[*backup.DescribeRegionSettingsOutput]
	advice   *advice
}

func newRegion(name string, s Settings, budget *advice) *Region {
	cfg := s.AWS.Copy()
	cfg.Region = name
	quotas := awsbackup.DefaultQuotas()
	if s.Quotas != nil {
		quotas = *s.Quotas
	}
	api := awsbackup.NewClient(cfg, awsbackup.Options{
		Region:   name,
		Endpoint: s.Endpoint,
		Limiter:  awsbackup.NewLimiter(quotas),
	})
	return &Region{
		Name:        name,
		API:         api,
		Jobs:        jobwatch.New(awsbackup.BackupJobs, api, s.Watch),
		CopyJobs:    jobwatch.New(awsbackup.CopyJobs, api, s.Watch),
		RestoreJobs: jobwatch.New(awsbackup.RestoreJobs, api, s.Watch),
		Points:      pointcache.New(api, pointcache.Config{}),
		Owners:      &Owners{},
		advice:      budget,
	}
}

// Vault describes a backup vault, once per vault and process: any number of resources that check the same vault at plan cost one
// call (AWS allows 5 a second). A failure is remembered as well, so that a denied call is made once; a cancelled call is not.
func (r *Region) Vault(ctx context.Context, name string) (*backup.DescribeBackupVaultOutput, error) {
	return r.vaults.do(ctx, name, func(ctx context.Context) (out *backup.DescribeBackupVaultOutput, err error) {
		err = r.advice.ask(ctx, func(ctx context.Context) error {
			out, err = r.API.DescribeBackupVault(ctx, &backup.DescribeBackupVaultInput{BackupVaultName: &name}, adviceAttempts)
			return err
		})
		return out, err
	})
}

// Advise makes a call, or several, for a check at plan: within the budget that all such calls of the process share. call must return nil
// for an answer that it has use for, a not-found say: only time without one counts. The other errors are call's own.
func (r *Region) Advise(ctx context.Context, call func(context.Context) error) error {
	return r.advice.ask(ctx, call)
}

// Settings returns which services the region has opted in, read once per process in the way of Vault.
func (r *Region) Settings(ctx context.Context) (*backup.DescribeRegionSettingsOutput, error) {
	return r.settings.do(ctx, "", func(ctx context.Context) (out *backup.DescribeRegionSettingsOutput, err error) {
		err = r.advice.ask(ctx, func(ctx context.Context) error {
			out, err = r.API.DescribeRegionSettings(ctx, &backup.DescribeRegionSettingsInput{}, adviceAttempts)
			return err
		})
		return out, err
	})
}

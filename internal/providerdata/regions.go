// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"fmt"

	"github.com/hashicorp/aws-sdk-go-base/v2/endpoints"
)

// RegionError says that a region cannot be used with this provider configuration.
type RegionError struct {
	// Region is the one asked for.
	Region string
	// Partition is the provider's partition.
	Partition string
	// Elsewhere is the partition that the region belongs to, "" if this version does not know the region.
	Elsewhere string
}

// Error names the region, what is wrong with it and what to change.
func (e *RegionError) Error() string {
	switch {
	case e.Region == "":
		return "no region is set"
	case e.Elsewhere != "":
		return fmt.Sprintf("region %q belongs to the partition %q, and this provider is configured for %q; use a provider configuration "+
			"with a region and credentials of that partition", e.Region, e.Elsewhere, e.Partition)
	default:
		return fmt.Sprintf("region %q is not a region that this version of the provider knows; check the spelling, or set "+
			"skip_region_validation = true in the provider block if the region is new", e.Region)
	}
}

// ValidateRegion checks that a region can be used with this provider's partition. It accepts everything while the provider
// configuration is unknown. The error is a *RegionError.
func (d *Data) ValidateRegion(region string) error {
	if d.settings.Unknown {
		return nil
	}
	return CheckRegion(region, d.settings.Partition, d.settings.SkipRegionValidation)
}

// CheckRegion checks a region's name. An empty partition accepts a region of any partition. With skipValidation a name that is not
// known passes, unless its shape says that it belongs to another partition. The error is a *RegionError.
func CheckRegion(region, partition string, skipValidation bool) error {
	if region == "" {
		return &RegionError{Partition: partition}
	}
	home, known := regionPartition(region)
	if home != "" && partition != "" && home != partition {
		return &RegionError{Region: region, Partition: partition, Elsewhere: home}
	}
	if !known && !skipValidation {
		return &RegionError{Region: region, Partition: partition}
	}
	return nil
}

// PartitionOf returns the partition of a region by its name, "" if its shape fits none.
func PartitionOf(region string) string {
	home, _ := regionPartition(region)
	return home
}

// regionPartition returns the partition that a region's name fits, and whether the region itself is in AWS's published list.
func regionPartition(region string) (partition string, known bool) {
	for _, p := range endpoints.DefaultPartitions() {
		if _, ok := p.Regions()[region]; ok {
			return p.ID(), true
		}
		// Of the names that fit, the longer one of two with the same beginning says more.
		if p.RegionRegex().MatchString(region) {
			partition = max(partition, p.ID())
		}
	}
	return partition, false
}

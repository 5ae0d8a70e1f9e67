// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// fact is one row of AWS's feature table as a reader of the documentation would write it down. "?" is what the
// documentation that was read leaves open.
type fact struct {
	label, name                  string
	managed, cold, index, airgap string
	stop                         string
	options                      string
	composite                    bool
	// copies: "Y", "N" or "?" for a copy at all, and for one to another account.
	copies string
}

// facts is keyed by an ARN of each kind. One ARN may be several types.
var facts = map[string][]fact{
	"arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0": {
		{label: "Amazon EBS", copies: "YY", name: "EBS", managed: "N", cold: "archive", index: "Y", airgap: "Y", stop: "Y"},
	},
	"arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0": {
		{label: "Amazon EC2", copies: "YY", name: "EC2", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "Y", options: "WindowsVSS"},
	},
	"arn:aws:rds:eu-west-1:111122223333:db:orders": {
		{label: "Amazon RDS", copies: "YY", name: "RDS", managed: "N", cold: "N", index: "N", airgap: "N", stop: "N"},
	},
	"arn:aws:rds:eu-west-1:111122223333:cluster:orders": {
		{label: "Amazon RDS Multi-AZ clusters", copies: "NN", name: "RDS", managed: "N", cold: "N", index: "N", airgap: "N", stop: "N"},
		{label: "Amazon Aurora", copies: "YY", name: "Aurora", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "N"},
		{label: "Amazon DocumentDB", copies: "YY", name: "DocumentDB", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "N"},
		{label: "Amazon Neptune", copies: "YY", name: "Neptune", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "N"},
	},
	"arn:aws:dsql:eu-west-1:111122223333:cluster/abcdefghij": {
		{label: "Amazon Aurora DSQL", copies: "YY", managed: "Y", cold: "Y", index: "N", airgap: "Y", stop: "?"},
	},
	"arn:aws:dynamodb:eu-west-1:111122223333:table/orders": {
		{label: "Amazon DynamoDB", copies: "??", name: "DynamoDB", managed: "?", cold: "advanced", index: "N", airgap: "?", stop: "?"},
	},
	"arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0123456789abcdef0": {
		{label: "Amazon EFS", copies: "YY", name: "EFS", managed: "Y", cold: "Y", index: "N", airgap: "Y", stop: "Y"},
	},
	"arn:aws:fsx:eu-west-1:111122223333:file-system/fs-0123456789abcdef0": {
		{label: "Amazon FSx for Lustre or Windows File Server", copies: "YY", name: "FSx", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "N"},
		{label: "Amazon FSx for OpenZFS", copies: "YY", name: "FSx", managed: "N", cold: "N", index: "N", airgap: "N", stop: "N"},
	},
	"arn:aws:fsx:eu-west-1:111122223333:volume/fs-0123456789abcdef0/fsvol-0123456789abcdef0": {
		{label: "Amazon FSx for NetApp ONTAP", copies: "YY", name: "FSx", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "N"},
	},
	"arn:aws:s3:::my.bucket": {
		{
			label: "Amazon S3", copies: "YY", name: "S3", managed: "Y", cold: "N", index: "Y", airgap: "Y", stop: "Y",
			options: "BackupACLs BackupObjectTags",
		},
	},
	"arn:aws:storagegateway:eu-west-1:111122223333:gateway/sgw-12A3456B/volume/vol-12A3456B": {
		{label: "AWS Storage Gateway", copies: "YY", name: "Storage Gateway", managed: "N", cold: "N", index: "N", airgap: "Y", stop: "?"},
	},
	"arn:aws:redshift:eu-west-1:111122223333:cluster:dwh": {
		{label: "Amazon Redshift", copies: "NN", name: "Redshift", managed: "N", cold: "N", index: "N", airgap: "N", stop: "?"},
	},
	"arn:aws:redshift-serverless:eu-west-1:111122223333:namespace/0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1": {
		{label: "Amazon Redshift Serverless", copies: "NN", managed: "N", cold: "N", index: "N", airgap: "N", stop: "?"},
	},
	"arn:aws:timestream:eu-west-1:111122223333:database/metrics/table/cpu": {
		{label: "Amazon Timestream", copies: "YY", name: "Timestream", managed: "Y", cold: "Y", index: "N", airgap: "Y", stop: "?"},
	},
	"arn:aws:backup-gateway:eu-west-1:111122223333:vm/vm-0123456789abcdef0": {
		{label: "VMware virtual machine", copies: "YY", name: "VirtualMachine", managed: "Y", cold: "Y", index: "N", airgap: "Y", stop: "?"},
	},
	"arn:aws:cloudformation:eu-west-1:111122223333:stack/web/0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1": {
		{label: "AWS CloudFormation", copies: "YN", name: "CloudFormation", managed: "Y", cold: "children", index: "N", airgap: "N", stop: "?", composite: true},
	},
	"arn:aws:ssm-sap:eu-west-1:111122223333:HANA/erp/DB/SYSTEMDB%HDB": {
		{label: "SAP HANA on Amazon EC2", copies: "YY", name: "SAP HANA on Amazon EC2", managed: "Y", cold: "Y", index: "N", airgap: "N", stop: "N"},
	},
	"arn:aws:eks:eu-west-1:111122223333:cluster/prod": {
		{label: "Amazon EKS", copies: "YY", name: "EKS", managed: "Y", cold: "children", index: "N", airgap: "Y", stop: "?", composite: true},
	},
}

func written(s catalog.Support) string {
	return map[catalog.Support]string{catalog.Unknown: "?", catalog.No: "N", catalog.Yes: "Y"}[s]
}

func writtenCold(c catalog.ColdStorage) string {
	return map[catalog.ColdStorage]string{
		catalog.ColdUnknown: "?", catalog.ColdIgnored: "N", catalog.ColdYes: "Y",
		catalog.ColdArchive: "archive", catalog.ColdAdvanced: "advanced", catalog.ColdChildren: "children",
	}[c]
}

func TestLookupKnowsEveryType(t *testing.T) {
	t.Parallel()
	var seen int
	for arn, want := range facts {
		var got []fact
		for _, r := range catalog.Lookup(arn) {
			got = append(got, fact{
				label: r.Label, name: r.Name, managed: written(r.FullManagement), cold: writtenCold(r.Cold),
				index: written(r.Index), airgap: written(r.AirGapped), stop: written(r.Stop),
				options: strings.Join(r.Options, " "), composite: r.Composite,
				copies: written(r.Copy) + written(r.CopyToAccount),
			})
		}
		seen += len(got)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(fact{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", arn, diff)
		}
	}
	if total := len(catalog.Types()); seen != total {
		t.Errorf("the test saw %d types of %d in the catalogue", seen, total)
	}
}

func TestLookupStaysSilent(t *testing.T) {
	t.Parallel()
	for name, arn := range map[string]string{
		"unknown service":         "arn:aws:quantum:eu-west-1:111122223333:qubit/q-1",
		"unknown kind":            "arn:aws:ec2:eu-west-1:111122223333:carrier-gateway/cagw-1",
		"no region":               "arn:aws:ec2::111122223333:volume/vol-1",
		"no account":              "arn:aws:ec2:eu-west-1::volume/vol-1",
		"bucket with a region":    "arn:aws:s3:eu-west-1::bucket",
		"bucket with an account":  "arn:aws:s3::111122223333:bucket",
		"object":                  "arn:aws:s3:::bucket/key",
		"deeper than a volume":    "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1/x",
		"deeper than an instance": "arn:aws:ec2:eu-west-1:111122223333:instance/i-1/x",
		"table index":             "arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i",
		"table backup":            "arn:aws:dynamodb:eu-west-1:111122223333:table/t/backup/01234567890123-abcdef01",
		"access point":            "arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1",
		"cluster snapshot":        "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:s",
		"db snapshot":             "arn:aws:rds:eu-west-1:111122223333:snapshot:s",
		"name before the kind":    "arn:aws:rds:eu-west-1:111122223333:x:db:orders",
		"node of a cluster":       "arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/a/b",
		"gateway itself":          "arn:aws:storagegateway:eu-west-1:111122223333:gateway/sgw-1",
		"database itself":         "arn:aws:timestream:eu-west-1:111122223333:database/metrics",
		"application itself":      "arn:aws:ssm-sap:eu-west-1:111122223333:HANA/erp",
		"stack without its UUID":  "arn:aws:cloudformation:eu-west-1:111122223333:stack/web",
		"no ARN":                  "vol-1",
		"empty":                   "",
	} {
		if got := catalog.Lookup(arn); len(got) > 0 {
			t.Errorf("%s: Lookup(%q) = %s, want nothing", name, arn, catalog.Labels(got))
		}
	}
}

// The forms shown to people must be the forms that are accepted.
func TestExamplesMatchTheirType(t *testing.T) {
	t.Parallel()
	fill := strings.NewReplacer("<partition>", "aws", "<region>", "eu-west-1", "<account>", "111122223333",
		"<", "", ">", "", "...", "0123456789abcdef0")
	for _, r := range catalog.Types() {
		arn := fill.Replace(r.Example())
		if !slices.ContainsFunc(catalog.Lookup(arn), func(c catalog.ResourceType) bool { return c.Label == r.Label }) {
			t.Errorf("%s: the example %s, filled in as %s, is not its own type", r.Label, r.Example(), arn)
		}
	}
}

func TestByService(t *testing.T) {
	t.Parallel()
	if got := catalog.Labels(catalog.ByService("ec2")); got != "Amazon EBS or Amazon EC2" {
		t.Errorf("ByService(ec2) = %s", got)
	}
	if got := catalog.ByService("quantum"); len(got) > 0 {
		t.Errorf("ByService of an unknown service = %s, want nothing", catalog.Labels(got))
	}
}

// The name is known where all types that the ARN may be of have the same one.
func TestTypeName(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]string{
		"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1":     "EBS",
		"arn:aws:rds:eu-west-1:111122223333:cluster:orders":   "", // of four types
		"arn:aws:dsql:eu-west-1:111122223333:cluster/abcdef":  "", // AWS's name is not known
		"arn:aws:quantum:eu-west-1:111122223333:qubit/q-1":    "",
		"arn:aws:fsx:eu-west-1:111122223333:file-system/fs-1": "FSx", // of several types by one name
	} {
		if got, ok := catalog.TypeName(arn); got != want || ok != (want != "") {
			t.Errorf("TypeName(%q) = %q, %t, want %q", arn, got, ok, want)
		}
	}
}

func TestFoldName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Amazon S3": "s3", "AWS::Storage-Gateway": "storagegateway", "A Z 0 9 {`/:": "az09", "SAP HANA on Amazon EC2": "saphanaonamazonec2", "é": "",
	} {
		if got := catalog.FoldName(name); got != want {
			t.Errorf("FoldName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestByName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"EBS": "Amazon EBS", "RDS": "Amazon RDS or Amazon RDS Multi-AZ clusters", "rds": "", "": "", "Quantum": "",
	} {
		if got := catalog.Labels(catalog.ByName(name)); got != want {
			t.Errorf("ByName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	types := func(labels ...string) (out []catalog.ResourceType) {
		for _, l := range labels {
			out = append(out, catalog.ResourceType{Label: l})
		}
		return out
	}
	for want, in := range map[string][]catalog.ResourceType{
		"":          nil,
		"A":         types("A", "A"),
		"A or B":    types("A", "B", "A"),
		"A, B or C": types("A", "B", "C"),
	} {
		if got := catalog.Labels(in); got != want {
			t.Errorf("Labels = %q, want %q", got, want)
		}
	}
}

func TestCandidatesMustAgree(t *testing.T) {
	t.Parallel()
	yes, no := catalog.ResourceType{Index: catalog.Yes, Cold: catalog.ColdYes}, catalog.ResourceType{Index: catalog.No, Cold: catalog.ColdIgnored}
	index := func(r catalog.ResourceType) catalog.Support { return r.Index }
	for name, test := range map[string]struct {
		candidates []catalog.ResourceType
		support    catalog.Support
		cold       catalog.ColdStorage
	}{
		"none":     {nil, catalog.Unknown, catalog.ColdUnknown},
		"one":      {[]catalog.ResourceType{no}, catalog.No, catalog.ColdIgnored},
		"agreeing": {[]catalog.ResourceType{yes, yes}, catalog.Yes, catalog.ColdYes},
		"differ":   {[]catalog.ResourceType{yes, no}, catalog.Unknown, catalog.ColdUnknown},
		"last one": {[]catalog.ResourceType{no, no, yes}, catalog.Unknown, catalog.ColdUnknown},
	} {
		if got := catalog.Agree(test.candidates, index); got != test.support {
			t.Errorf("%s: Agree = %s, want %s", name, written(got), written(test.support))
		}
		if got := catalog.ColdStorageOf(test.candidates); got != test.cold {
			t.Errorf("%s: ColdStorageOf = %s, want %s", name, writtenCold(got), writtenCold(test.cold))
		}
	}
}

func TestStopSupported(t *testing.T) {
	t.Parallel()
	// API reference, StopBackupJob: not supported for these.
	unsupported := []string{"Aurora", "DocumentDB", "FSx", "Neptune", "RDS", "SAP HANA on Amazon EC2"}
	for _, resourceType := range unsupported {
		if catalog.StopSupported(resourceType) {
			t.Errorf("StopSupported(%q) = true", resourceType)
		}
	}
	for _, resourceType := range []string{
		"EBS", "EC2", "EFS", "S3", "DynamoDB", "Storage Gateway", "Redshift", "Timestream", "VirtualMachine", "CloudFormation", "EKS",
		"", "Quantum",
	} {
		if !catalog.StopSupported(resourceType) {
			t.Errorf("StopSupported(%q) = false", resourceType)
		}
	}
	for arn, want := range facts {
		stoppable := slices.ContainsFunc(want, func(f fact) bool { return f.stop != "N" })
		if got := catalog.StopSupportedFor(arn); got != stoppable {
			t.Errorf("StopSupportedFor(%q) = %t, want %t", arn, got, stoppable)
		}
	}
	if !catalog.StopSupportedFor("arn:aws:quantum:eu-west-1:111122223333:qubit/q-1") {
		t.Error("StopSupportedFor an unknown service = false")
	}
}

func TestServes(t *testing.T) {
	t.Parallel()
	ec2 := catalog.Lookup("arn:aws:ec2:eu-west-1:111122223333:instance/i-1")[0]
	if ec2.Serves(catalog.OptionWindowsVSS) != catalog.Yes || ec2.Serves(catalog.OptionBackupACLs) != catalog.No {
		t.Error("EC2 must serve WindowsVSS and not BackupACLs")
	}
}

// The catalogue belongs to the package: a caller that changes its copy changes nothing else.
func TestTypesIsACopy(t *testing.T) {
	t.Parallel()
	catalog.Types()[0].Label = "changed"
	if got := catalog.Types()[0].Label; got == "changed" {
		t.Error("Types hands out the catalogue itself")
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sts_test

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator/sts"
)

func jwt(payload string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256"}`)) + "." + encode([]byte(payload)) + ".c2lnbmF0dXJl"
}

func TestWebIdentity(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	lenient := sts.New(sts.WithClock(func() time.Time { return now }))
	denying := sts.New()
	denying.Deny(first)
	token := func(aud string, expires time.Time) string {
		return jwt(fmt.Sprintf(`{"iss":"https://app.terraform.io","sub":"org:o:project:p","aud":%s,"exp":%d}`, aud, expires.Unix()))
	}

	for _, test := range []struct {
		name          string
		server        *sts.Server
		token         string
		status        int // 0 for success
		code, message string
	}{
		{"a string", lenient, "no-jwt-at-all", 0, "", ""},
		{"audience", lenient, token(`"aws.workload.identity"`, now.Add(time.Minute)), 0, "", ""},
		{"audience in a list", lenient, token(`["a","aws.workload.identity"]`, now.Add(time.Minute)), 0, "", ""},
		{"empty", lenient, "  ", 400, "ValidationError", "webIdentityToken"},
		{"expired", lenient, token(`"x"`, now), 400, "ExpiredTokenException", "Token expired"},
		{"denied", denying, "no-jwt-at-all", 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url := serve(t, test.server)
			anonymous := awssts.New(awssts.Options{Region: "eu-central-1", BaseEndpoint: &url, Retryer: aws.NopRetryer{}})
			out, err := anonymous.AssumeRoleWithWebIdentity(t.Context(), &awssts.AssumeRoleWithWebIdentityInput{
				RoleArn: aws.String(first), RoleSessionName: aws.String("run-1"), WebIdentityToken: &test.token,
			})
			if test.status != 0 {
				wantRefusal(t, err, test.status, test.code, test.message)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if *out.AssumedRoleUser.Arn != "arn:aws:sts::111111111111:assumed-role/first/run-1" {
				t.Errorf("session is %s", *out.AssumedRoleUser.Arn)
			}
			if _, known, expired := test.server.Account(*out.Credentials.AccessKeyId); !known || expired {
				t.Errorf("issued key is known %t, expired %t", known, expired)
			}
		})
	}
}

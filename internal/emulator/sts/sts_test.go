// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sts_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awssts "github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator/sts"
)

const (
	first  = "arn:aws:iam::111111111111:role/first"
	second = "arn:aws:iam::222222222222:role/path/second"
)

func serve(t *testing.T, s *sts.Server) string {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server.URL
}

// client is the real SDK's; no retries, since every refusal here is final.
func client(url string, key, secret, token string) *awssts.Client {
	return awssts.New(awssts.Options{
		Region:       "eu-central-1",
		BaseEndpoint: &url,
		Credentials:  credentials.NewStaticCredentialsProvider(key, secret, token),
		Retryer:      aws.NopRetryer{},
	})
}

func as(url string, creds *types.Credentials) *awssts.Client {
	return client(url, *creds.AccessKeyId, *creds.SecretAccessKey, *creds.SessionToken)
}

func assume(t *testing.T, c *awssts.Client, in *awssts.AssumeRoleInput) *awssts.AssumeRoleOutput {
	t.Helper()
	out, err := c.AssumeRole(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wantRefusal checks code, status and a part of the message.
func wantRefusal(t *testing.T, err error, status int, code, message string) {
	t.Helper()
	var api smithy.APIError
	var response *smithyhttp.ResponseError
	switch {
	case !errors.As(err, &api) || !errors.As(err, &response):
		t.Errorf("error is %v, want one of the API", err)
	case api.ErrorCode() != code || response.HTTPStatusCode() != status || !strings.Contains(api.ErrorMessage(), message):
		t.Errorf("refused with %d %s %q, want %d %s and %q", response.HTTPStatusCode(), api.ErrorCode(), api.ErrorMessage(), status, code,
			message)
	}
}

func TestUserHasTheDefaultAccount(t *testing.T) {
	t.Parallel()
	url := serve(t, sts.New())
	for key, want := range map[string]string{"anything": sts.DefaultAccount, "222222222222": "222222222222"} {
		out, err := client(url, key, "secret", "").GetCallerIdentity(t.Context(), &awssts.GetCallerIdentityInput{})
		if err != nil {
			t.Fatal(err)
		}
		if *out.Account != want || !strings.HasPrefix(*out.Arn, "arn:aws:iam::"+want+":user/") || aws.ToString(out.UserId) == "" {
			t.Errorf("%s is %s %s", key, *out.Account, *out.Arn)
		}
	}
}

func TestRoleChain(t *testing.T) {
	t.Parallel()
	s := sts.New()
	s.RequireExternalID(second, "lock-42")
	url := serve(t, s)

	one := assume(t, client(url, "AKIAUSER", "secret", ""), &awssts.AssumeRoleInput{
		RoleArn: aws.String(first), RoleSessionName: aws.String("one"), SourceIdentity: aws.String("alice"),
		DurationSeconds:   aws.Int32(7200),
		Tags:              []types.Tag{{Key: aws.String("team"), Value: aws.String("db")}, {Key: aws.String("x"), Value: aws.String("y")}},
		TransitiveTagKeys: []string{"team"},
	})
	two := assume(t, as(url, one.Credentials), &awssts.AssumeRoleInput{
		RoleArn: aws.String(second), RoleSessionName: aws.String("two"), ExternalId: aws.String("lock-42"),
		Policy: aws.String("{}"), PolicyArns: []types.PolicyDescriptorType{{Arn: aws.String("arn:aws:iam::aws:policy/ReadOnlyAccess")}},
	})
	if want := "arn:aws:sts::222222222222:assumed-role/second/two"; *two.AssumedRoleUser.Arn != want {
		t.Errorf("session is %s, want %s", *two.AssumedRoleUser.Arn, want)
	}

	identity, err := as(url, two.Credentials).GetCallerIdentity(t.Context(), &awssts.GetCallerIdentityInput{})
	if err != nil {
		t.Fatal(err)
	}
	if *identity.Account != "222222222222" || *identity.Arn != *two.AssumedRoleUser.Arn {
		t.Errorf("the session is %s of account %s", *identity.Arn, *identity.Account)
	}
	if account, known, expired := s.Account(*two.Credentials.AccessKeyId); account != "222222222222" || !known || expired {
		t.Errorf("Account says %s, known %t, expired %t", account, known, expired)
	}

	calls := s.Calls("AssumeRole")
	if len(calls) != 2 {
		t.Fatalf("%d calls recorded", len(calls))
	}
	for i := range calls {
		calls[i].UserAgent, calls[i].AccessKeyID = "", ""
	}
	want := []sts.Call{{
		Action: "AssumeRole", Caller: "arn:aws:iam::123456789012:user/terraform", Region: "eu-central-1",
		RoleARN: first, SessionName: "one", SourceIdentity: "alice", Duration: 2 * time.Hour,
		Tags: map[string]string{"team": "db", "x": "y"}, TransitiveTagKeys: []string{"team"},
	}, {
		Action: "AssumeRole", Caller: "arn:aws:sts::111111111111:assumed-role/first/one", Region: "eu-central-1",
		RoleARN: second, SessionName: "two", SourceIdentity: "alice", ExternalID: "lock-42", Policy: "{}",
		PolicyARNs: []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}, Tags: map[string]string{"team": "db"},
	}}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := sts.New()
	s.Deny(first)
	s.RequireExternalID(second, "lock-42")
	url := serve(t, s)
	user := client(url, "AKIAUSER", "secret", "")
	free := "arn:aws:iam::333333333333:role/free"
	session := assume(t, user, &awssts.AssumeRoleInput{RoleArn: &free, RoleSessionName: aws.String("free"), SourceIdentity: aws.String("alice")})

	type input = awssts.AssumeRoleInput
	for name, test := range map[string]struct {
		client        *awssts.Client
		change        func(*input) // of a request that is allowed
		status        int
		code, message string
	}{
		"denied":                       {user, func(in *input) { in.RoleArn = aws.String(first) }, 403, "AccessDenied", "is not authorized to perform: sts:AssumeRole on resource: " + first},
		"external ID":                  {user, func(in *input) { in.RoleArn, in.ExternalId = aws.String(second), aws.String("other") }, 403, "AccessDenied", second},
		"no role":                      {user, func(in *input) { in.RoleArn = aws.String("arn:aws:iam::111111111111:user/bob") }, 400, "ValidationError", "is invalid"},
		"session name":                 {user, func(in *input) { in.RoleSessionName = aws.String("a b") }, 400, "ValidationError", "roleSessionName"},
		"short":                        {user, func(in *input) { in.DurationSeconds = aws.Int32(899) }, 400, "ValidationError", "durationSeconds"},
		"long":                         {user, func(in *input) { in.DurationSeconds = aws.Int32(43201) }, 400, "ValidationError", "durationSeconds"},
		"long in a chain":              {as(url, session.Credentials), func(in *input) { in.DurationSeconds = aws.Int32(3601) }, 400, "ValidationError", "role chaining"},
		"source identity in a chain":   {as(url, session.Credentials), func(in *input) { in.SourceIdentity = aws.String("bob") }, 403, "AccessDenied", "source identity"},
		"transitive key without tag":   {user, func(in *input) { in.TransitiveTagKeys = []string{"team"} }, 400, "InvalidParameterValue", "transitive"},
		"forged key":                   {client(url, "ASIAFORGED", "secret", "token"), nil, 403, "InvalidClientTokenId", "invalid"},
		"stolen key without its token": {client(url, *session.Credentials.AccessKeyId, "secret", "other"), nil, 403, "InvalidClientTokenId", "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := &input{RoleArn: &free, RoleSessionName: aws.String("xx")}
			if test.change != nil {
				test.change(in)
			}
			_, err := test.client.AssumeRole(t.Context(), in)
			wantRefusal(t, err, test.status, test.code, test.message)
		})
	}
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	s := sts.New(sts.WithClock(func() time.Time { return now }))
	url := serve(t, s)
	in := &awssts.AssumeRoleInput{RoleArn: aws.String(first), RoleSessionName: aws.String("xx")}
	user := client(url, "AKIAUSER", "secret", "")
	identity := func(creds *types.Credentials) error {
		_, err := as(url, creds).GetCallerIdentity(t.Context(), &awssts.GetCallerIdentityInput{})
		return err
	}

	a := assume(t, user, in).Credentials
	if want := now.Add(time.Hour); !a.Expiration.Equal(want) {
		t.Errorf("expires %s, want %s", a.Expiration, want)
	}
	now = now.Add(time.Hour - time.Second)
	if err := identity(a); err != nil {
		t.Errorf("refused a second early: %v", err)
	}
	now = now.Add(time.Second)
	wantRefusal(t, identity(a), 403, "ExpiredToken", "expired")

	b := assume(t, user, in).Credentials
	s.Expire()
	wantRefusal(t, identity(b), 403, "ExpiredToken", "expired")
	c := assume(t, user, in).Credentials
	if err := identity(c); err != nil {
		t.Errorf("Expire must not reach credentials issued after it: %v", err)
	}
	if _, known, expired := s.Account(*b.AccessKeyId); !known || !expired {
		t.Errorf("Account says known %t, expired %t", known, expired)
	}
	if codes := s.Calls("GetCallerIdentity"); codes[1].Error != "ExpiredToken" || codes[0].Error != "" {
		t.Errorf("recorded %+v", codes)
	}
}

func TestLifetimeOption(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	s := sts.New(sts.WithClock(func() time.Time { return now }), sts.WithLifetime(20*time.Second), sts.WithAccount("777777777777"))
	out := assume(t, client(serve(t, s), "AKIAUSER", "secret", ""), &awssts.AssumeRoleInput{
		RoleArn: aws.String(first), RoleSessionName: aws.String("xx"), DurationSeconds: aws.Int32(900),
	})
	if want := now.Add(20 * time.Second); !out.Credentials.Expiration.Equal(want) {
		t.Errorf("expires %s, want %s", out.Credentials.Expiration, want)
	}
	if account, known, _ := s.Account("AKIAUSER"); account != "777777777777" || known {
		t.Errorf("a user nobody registered is of account %s, known %t", account, known)
	}
}

func TestUnsignedRequest(t *testing.T) {
	t.Parallel()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, serve(t, sts.New()),
		strings.NewReader("Action=GetCallerIdentity&Version=2011-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusForbidden || !strings.Contains(string(body), "<Code>MissingAuthenticationToken</Code>") {
		t.Errorf("answered %d %s", resp.StatusCode, body)
	}
}

func TestUnknownAction(t *testing.T) {
	t.Parallel()
	_, err := client(serve(t, sts.New()), "AKIAUSER", "secret", "").GetSessionToken(t.Context(), &awssts.GetSessionTokenInput{})
	wantRefusal(t, err, 400, "InvalidAction", "GetSessionToken")
}

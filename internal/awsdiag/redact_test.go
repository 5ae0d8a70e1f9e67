// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// leaks are texts that errors are known to hold; SECRET stands where nothing may come through.
var leaks = map[string]string{
	"canonical request": "The request signature we calculated does not match. The Canonical String for this request should have been\n" +
		"'PUT\n/backup-jobs\n\nhost:backup.eu-west-1.amazonaws.com\nx-amz-date:20260102T030405Z\nx-amz-security-token:SECRET//////////wEaCXVz\n\nhost;x-amz-date'",
	"authorization header":  "Authorization: AWS4-HMAC-SHA256 Credential=SECRET/20260102/eu-west-1/backup/aws4_request, SignedHeaders=host, Signature=SECRET",
	"authorization in JSON": `{"Authorization":"AWS4-HMAC-SHA256 Credential=SECRET/20260102, Signature=SECRET","x":1}`,
	"bare signature":        "bad request: Credential=SECRET/20260102/eu-west-1, SignedHeaders=host, Signature=SECRET",
	"bearer":                "HTTP 401 with bearer SECRETSECRET.SECRET==",
	"presigned URL": "Get \"https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Credential=SECRET%2F20260102&X-Amz-Date=20260102T030405Z&X-Amz-Security-Token=SECRET%2F%2F&" +
		"X-Amz-Signature=SECRET\": EOF",
	"presigned, encoded": "next=X-Amz-Signature%3DSECRET",
	"proxy password":     `proxyconnect tcp: dial "http://user:SECRET@proxy.example.com:3128": refused`,
	"process output":     `error in credential_process: {"Version":1,"AccessKeyId":"ASIASECRETSECRET0000","SecretAccessKey":"SECRET","SessionToken":"SECRET"}`,
	"escaped output":     `{\"SecretAccessKey\":\"SECRET\",\"SessionToken\": \"SECRET\"}`,
	"shared file":        "line 3: aws_secret_access_key = SECRET",
	"environment":        "AWS_SESSION_TOKEN=SECRET AWS_PROFILE=dev",
	"web identity":       "WebIdentityToken=SECRET&RoleArn=x",
	"junk output":        "parse failed of process output: SECRET {oops: SECRET}\nSECRET, error: invalid character",
	"metadata JSON":      `{"Code":"Success","AccessKeyId":"ASIASECRETSECRET0000","Token" : "SECRET=="}`,
	"XML":                "<Credentials><SecretAccessKey>SECRET/+=</SecretAccessKey><SessionToken>SECRET</SessionToken></Credentials>",
	"metadata header":    "X-Aws-Ec2-Metadata-Token: SECRET==",
	"SSO header":         "x-amz-sso_bearer_token:SECRET",
	"upper-case scheme":  "proxyconnect to HTTP://user:SECRET@proxy.example.com:3128 failed",
	"odd password":       `parse "http://user:pa/SECRET@x?y#z@proxy.example.com:3128/": invalid port`,
	"broken escape":      `parse "http://user:pa%SECRET@proxy.example.com": invalid URL escape`,
	"token as user":      "Get https://SECRET@backup.example.com/: EOF",
	"the block":          `secret_key = "SECRET"`,
	"JWT":                "token eyJSECRETSECRET.eyJSECRETSECRET.SECRET-SECRET_ is expired",
	"SSO":                `{"accessToken":"SECRET","clientSecret":"SECRET","refreshToken":"SECRET"}`,
}

func TestNoSecretLeaks(t *testing.T) {
	t.Parallel()
	for name, text := range leaks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			job := endedJob(types.BackupJobStateFailed, text)
			issues := endedJob(types.BackupJobStateCompleted, text)
			issues.MessageCategory = new(text)
			asked := starting()
			asked.Doing = text
			for where, d := range map[string]diag.Diagnostic{
				"plain error":      awsdiag.FromError(starting(), errors.New(text)),
				"wrapped error":    awsdiag.FromError(starting(), fmt.Errorf("signing: %w", &url.Error{Op: "Get", URL: "https://example.com", Err: errors.New(text)})),
				"AWS's answer":     awsdiag.FromError(starting(), failure(t, config(), "StartBackupJob", serve(t, refusal(403, "SignatureDoesNotMatch", "", text)))),
				"access denied":    awsdiag.FromError(starting(), failure(t, config(), "StartBackupJob", serve(t, refusal(403, "AccessDeniedException", "", text)))),
				"the attempt":      awsdiag.FromError(asked, errors.New("x")),
				"the job":          jobEnded(attempt(), job),
				"the job's issues": jobIssues(attempt(), issues, true),
			} {
				if shown := d.Summary() + d.Detail(); strings.Contains(shown, "SECRET") {
					t.Errorf("%s leaks:\n%s", where, shown)
				}
			}
		})
	}
}

// The client's own credentials and proxy must not turn up whatever goes wrong.
func TestNoSecretLeaks_client(t *testing.T) {
	t.Parallel()
	proxied := through(&http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: nobody(t), User: url.UserPassword("me", "proxy-secret")})})
	for name, err := range map[string]error{
		"proxy":    failure(t, proxied, "StartBackupJob", "https://backup.eu-west-1.amazonaws.com"),
		"userinfo": failure(t, config(), "StartBackupJob", "http://me:proxy-secret@"+nobody(t)),
		"refused":  failure(t, twice(), "StartBackupJob", "http://"+nobody(t)),
	} {
		d := awsdiag.FromError(starting(), err)
		for _, secret := range []string{"proxy-secret", "secret-access-key", "session-token", "AKIAEXAMPLEEXAMPLE00"} {
			if strings.Contains(d.Detail(), secret) {
				t.Errorf("%s leaks %s:\n%s", name, secret, d.Detail())
			}
		}
	}
}

// What merely sounds like a secret stays, or messages would lose their meaning.
func TestRedactionLeavesMessagesAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Token expired. Try again.",
		"You are not authorized to perform this operation. Encoded authorization failure message: 4iXNyPdyBcQ",
		"The security token included in the request is expired",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/password-AbCdEf was not found",
		"User: arn:aws:sts::111122223333:assumed-role/Signature/session@example.com is not authorized to perform: kms:Decrypt",
		"https://docs.aws.amazon.com/aws-backup/latest/devguide/basic-authentication.html",
	} {
		if d := jobEnded(attempt(), endedJob(types.BackupJobStateFailed, text)); !strings.Contains(d.Detail(), text) {
			t.Errorf("%q did not come through:\n%s", text, d.Detail())
		}
	}
}

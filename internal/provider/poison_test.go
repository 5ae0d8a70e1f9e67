// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"encoding/json"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// poison is in every credential of these tests, and must be in nothing that leaves the provider.
const poison = "P0is0nP0is0nP0is0n"

// spoken is a provider at the protocol, where Terraform hears it.
type spoken struct {
	*inprocess.Process

	t       *testing.T
	ctx     context.Context
	schemas *inprocess.Schemas
	heard   strings.Builder
	log     *locked
}

// speak configures a provider and remembers all that it says, its log included.
func speak(t *testing.T, b block) *spoken {
	t.Helper()
	t.Setenv("TF_LOG", "TRACE")
	s := &spoken{t: t, log: &locked{}}
	standard := log.Writer()
	log.SetOutput(s.log)
	provider.CleanStandardLog()
	t.Cleanup(func() { log.SetOutput(standard) })
	s.ctx = tflogtest.RootLogger(t.Context(), s.log)
	server := provider.Server(provider.New("1.2.3", acctest.Options()...))()
	schemas, err := inprocess.ReadSchemas(s.ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	s.schemas, s.Process = schemas, schemas.Start(server, func(breach string) { s.heard.WriteString(breach + "\n") })
	s.say(s.Configure(s.ctx, acctest.Value(t, schemas.Provider, b)))
	return s
}

func (s *spoken) say(diags []*tfprotov6.Diagnostic) {
	for _, d := range diags {
		s.heard.WriteString(d.Severity.String() + ": " + d.Summary + ": " + d.Detail + "\n")
	}
}

// everyPhase calls AWS in every way that Terraform can make the provider do it.
func (s *spoken) everyPhase() {
	const job, jobs, start = "awsbackup_backup_job", "awsbackup_backup_jobs", "awsbackup_start_backup_job"
	request := block{
		"backup_vault_name": "vault", "resource_arn": "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
		"iam_role_arn": "arn:aws:iam::123456789012:role/backup",
	}
	config := acctest.Value(s.t, s.schemas.ResourceSchemas[job], request)
	change, diags := s.Plan(s.ctx, job, inprocess.Object{Value: cty.NullVal(config.Type())}, config, false)
	s.say(diags)
	if !diags.Failed() {
		made, _, diags, _ := s.Apply(s.ctx, change, config)
		s.say(diags)
		s.state(made.Value)
	}
	imported, diags := s.Import(s.ctx, job, "11111111-2222-3333-4444-555555555555", cty.NilVal)
	s.say(diags)
	s.state(imported.Value)
	data, diags := s.ReadData(s.ctx, jobs, acctest.Value(s.t, s.schemas.DataSourceSchemas[jobs], nil))
	s.say(diags)
	s.state(data)
	listed, diags := s.List(s.ctx, job, acctest.Value(s.t, s.schemas.ListResourceSchemas[job], nil), 10)
	s.say(diags)
	for _, one := range listed {
		s.heard.WriteString(one.DisplayName + "\n")
	}
	s.say(s.InvokeAction(s.ctx, start, acctest.Value(s.t, s.schemas.ActionSchemas[start].Schema, request), func(line string) { s.heard.WriteString(line + "\n") }))
}

// state hears every text in a value.
func (s *spoken) state(v cty.Value) {
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			s.heard.WriteString(v.AsString() + "\n")
		}
		return true, nil
	})
}

// clean fails the test if anything secret, or anything that a terminal obeys, was heard or logged.
func (s *spoken) clean(said ...string) {
	s.t.Helper()
	heard := s.heard.String()
	for where, text := range map[string]string{"a message or state": heard, "the log": s.log.String()} {
		if at := strings.Index(text, poison); at >= 0 {
			s.t.Errorf("the secret is in %s: ...%s", where, text[max(0, at-300):min(len(text), at+80)])
		}
	}
	if strings.ContainsAny(heard, "\x1b\x07\u202e") {
		s.t.Errorf("a control character was heard: %q", heard)
	}
	for _, text := range said {
		if !strings.Contains(heard, text) {
			s.t.Errorf("%q was not heard:\n%s", text, heard)
		}
	}
}

// chatty refuses every call and repeats in its message what it was sent, as STS does in SignatureDoesNotMatch.
func chatty(t *testing.T, code string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, 4096)
		n, _ := r.Body.Read(body)
		var all strings.Builder
		all.WriteString("The Canonical String for this request should have been\n'" + r.Method + "\n" + r.URL.String() + "\n" + string(body[:n]) + "\n\x1b[2J\u202e")
		for name, values := range r.Header {
			all.WriteString(strings.ToLower(name) + ":" + strings.Join(values, ",") + "\n")
		}
		if strings.Contains(string(body[:n]), "Version=2011-06-15") {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" +
				strings.NewReplacer("&", "&amp;", "<", "&lt;", "\x1b", "").Replace(all.String()) + "</Message></Error></ErrorResponse>"))
			return
		}
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(http.StatusForbidden)
		answer, _ := json.Marshal(map[string]string{"message": all.String()})
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// A poisoned credential, from every place that it can come from, in every phase that can fail.
func TestNoCredentialLeaves(t *testing.T) {
	role := []any{block{"role_arn": firstRole, "session_name": "one"}}
	script := func(t *testing.T, output string) string {
		t.Helper()
		name := filepath.Join(t.TempDir(), "process")
		if err := sandbox.WriteScript(name, "cat <<'EOT'\n"+output+"\nEOT\n"); err != nil {
			t.Fatal(err)
		}
		return name
	}
	profile := func(lines ...string) func(t *testing.T) block {
		return func(t *testing.T) block {
			t.Helper()
			return block{"shared_config_files": []any{file(t, "[default]\n"+strings.Join(lines, "\n")+"\n")}}
		}
	}
	process := func(output string) func(t *testing.T) block {
		return func(t *testing.T) block {
			t.Helper()
			return profile("credential_process = " + script(t, output))(t)
		}
	}
	for _, test := range []struct {
		name  string
		env   map[string]string
		block func(t *testing.T) block
		said  string
	}{
		{name: "keys of the block", block: func(*testing.T) block {
			return block{"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": poison + "/secret", "token": poison + "/token"}
		}},
		{name: "keys of the block and a role", block: func(*testing.T) block {
			return block{"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": poison + "/secret", "token": poison + "/token", "assume_role": role}
		}},
		{name: "keys of the environment", env: map[string]string{
			"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": poison + "/secret", "AWS_SESSION_TOKEN": poison + "/token",
		}},
		{name: "keys of the environment and a role", env: map[string]string{
			"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": poison + "/secret", "AWS_SESSION_TOKEN": poison + "/token",
		}, block: func(*testing.T) block { return block{"assume_role": role} }},
		{name: "keys of a file", block: profile("aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key = "+poison, "aws_session_token = "+poison)},
		{name: "half of the keys in a file", block: profile("aws_secret_access_key = " + poison)},
		{name: "junk in a file", block: profile("aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "[aws_secret_access_key = "+poison, "]]")},
		{name: "a process without an end of its session", block: process(`{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"` +
			poison + `","SessionToken":"` + poison + `","Expiration":""}`)},
		{name: "a process that prints junk", block: process("key " + poison + "\n" + poison)},
		{name: "a process of another version", block: process(`{"Version":2,"SecretAccessKey":"` + poison + `"}`)},
		{name: "a process that works", block: process(`{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"` + poison + `","SessionToken":"` + poison + `"}`)},
		{name: "a token in the block", block: func(*testing.T) block {
			return block{"assume_role_with_web_identity": []any{block{"role_arn": firstRole, "session_name": "one", "web_identity_token": poison + ".a.b"}}}
		}},
		{name: "a token in a file", block: func(t *testing.T) block {
			t.Helper()
			return block{"assume_role_with_web_identity": []any{block{"role_arn": firstRole, "session_name": "one", "web_identity_token_file": file(t, poison)}}}
		}},
		{name: "a token in the environment", env: map[string]string{"TF_AWS_WEB_IDENTITY_TOKEN": poison}, block: func(*testing.T) block {
			return block{"assume_role_with_web_identity": []any{block{"role_arn": firstRole, "session_name": "one"}}}
		}},
		{name: "a proxy of the block", block: func(*testing.T) block {
			return block{"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "secret", "http_proxy": "http://user:" + poison + "@127.0.0.1:9", "max_retries": 1}
		}},
		{name: "a proxy in capitals", block: func(*testing.T) block {
			return block{"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "secret", "http_proxy": "HTTP://user:" + poison + "@127.0.0.1:9", "max_retries": 1, "assume_role": role}
		}},
		{name: "a broken proxy of the environment", env: map[string]string{"HTTP_PROXY": "http://user:" + poison + "%ss@127.0.0.1:9"}, block: func(*testing.T) block {
			return block{"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "secret", "max_retries": 1}
		}},
		{name: "a token of a container", env: map[string]string{
			"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/", "AWS_CONTAINER_AUTHORIZATION_TOKEN": poison, "AWS_MAX_ATTEMPTS": "1",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			url := chatty(t, "SignatureDoesNotMatch")
			b := block{"region": "eu-central-1", "endpoints": []any{block{"backup": url, "sts": url}}}
			if test.block != nil {
				maps.Copy(b, test.block(t))
			}
			s := speak(t, b)
			s.everyPhase()
			s.clean("ERROR: ")
		})
	}
}

// The user info of an endpoint is a credential too, in capitals as well.
func TestNoEndpointCredentialLeaves(t *testing.T) { //nolint:paralleltest // speak listens to the log of the whole process.
	for _, scheme := range []string{"http://", "HTTP://"} {
		url := strings.Replace(chatty(t, "AccessDeniedException"), "http://", scheme+"user:"+poison+"@", 1)
		s := speak(t, block{
			"region": "eu-central-1", "access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": "secret", "max_retries": 1,
			"endpoints": []any{block{"backup": url, "sts": url}}, "assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}},
		})
		s.everyPhase()
		s.clean()
	}
}

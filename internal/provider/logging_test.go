// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// secrets remembers every secret that STS gives out.
type secrets struct {
	cloud *cloud
	mu    sync.Mutex
	all   []string
}

func (s *secrets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	recorder := httptest.NewRecorder()
	s.cloud.ServeHTTP(recorder, r)
	body := recorder.Body.String()
	s.mu.Lock()
	for _, element := range []string{"SecretAccessKey", "SessionToken"} {
		if _, after, found := strings.Cut(body, "<"+element+">"); found {
			secret, _, _ := strings.Cut(after, "<")
			s.all = append(s.all, secret)
		}
	}
	s.mu.Unlock()
	maps.Copy(w.Header(), recorder.Header())
	w.WriteHeader(recorder.Code)
	_, _ = io.WriteString(w, body)
}

// locked is a buffer for several writers.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

// No secret is in any log at any level: not the keys of the block, not a web identity token, not what STS answers.
func TestNoSecretInLogs(t *testing.T) {
	t.Setenv("TF_LOG", "TRACE")
	s := &secrets{cloud: newCloud(t, emulator.WithHosts("backup.test", "sts.test"))}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.cloud.url = server.URL
	const (
		secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		shortKey  = "a-secret-of-no-usual-length"
		token     = "IQoJb3JpZ2luX2VjEsession-token-of-the-block"
		jwt       = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3b3Jrc3BhY2UifQ.c2lnbmF0dXJl"
		password  = "proxy-password"
	)
	s.all = append(s.all, secretKey, shortKey, token, jwt, password)
	proxied := strings.Replace(server.URL, "http://", "http://user:"+password+"@", 1)
	roles := []any{block{"role_arn": firstRole, "session_name": "one"}, block{"role_arn": secondRole, "session_name": "two"}}

	var output locked
	standard := log.Writer()
	log.SetOutput(&output)
	t.Cleanup(func() { log.SetOutput(standard) })
	ctx := tflogtest.RootLogger(t.Context(), &output)

	for name, b := range map[string]block{
		"keys": s.cloud.static(block{"secret_key": secretKey, "token": token, "assume_role": roles}),
		"odd keys": s.cloud.static(block{
			"secret_key": shortKey, "assume_role": roles, "allowed_account_ids": []any{"222222222222"},
			"http_proxy": proxied, "https_proxy": proxied, "endpoints": []any{block{"backup": "http://backup.test", "sts": "http://sts.test"}},
		}),
		"web identity": {
			"region": "eu-central-1", "endpoints": s.cloud.endpoints(),
			"assume_role_with_web_identity": []any{block{"role_arn": firstRole, "session_name": "one", "web_identity_token": jwt}},
		},
	} {
		p := provider.New("1.2.3")
		var resp tfprovider.ConfigureResponse
		p.Configure(ctx, tfprovider.ConfigureRequest{Config: config(t, p, b)}, &resp)
		data, ok := resp.ResourceData.(*providerdata.Data)
		if !ok {
			t.Fatalf("%s: %v", name, resp.Diagnostics)
		}
		s.cloud.STS().Expire() // so that credentials are renewed, too
		listVaults(ctx, t, data)
	}

	logged := output.String()
	for _, secret := range s.all {
		if strings.Contains(logged, secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
	// The log is worth reading all the same.
	for _, want := range []string{"HTTP Request Sent", "AssumeRoleWithWebIdentity", "ListBackupVaults", `BackupVaultList`, firstRole} {
		if !strings.Contains(logged, want) {
			t.Errorf("%q is not in the log", want)
		}
	}
	if len(s.all) < 5+2*6 {
		t.Errorf("only %d secrets were looked for", len(s.all))
	}
}

func listVaults(ctx context.Context, t *testing.T, data *providerdata.Data) {
	t.Helper()
	region, err := data.Region("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := region.API.ListBackupVaults(ctx, &backup.ListBackupVaultsInput{}); err != nil {
		t.Fatal(err)
	}
}

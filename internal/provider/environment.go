// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithylog "github.com/aws/smithy-go/logging"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// variable is a variable of the environment that the AWS SDK or Go's HTTP client read. Some that they cannot read they leave out without
// a word, others show as a failure of the first call.
type variable struct {
	name string
	// wants completes the sentence "It must be ...".
	wants string
	// check returns what is wrong, "" for nothing. It does not repeat the value, which can hold a password.
	check func(value string) string
}

func variables() []variable {
	proxy := variable{wants: `the URL of a proxy, such as "http://proxy.example.com:3128", with special characters of a password percent-encoded`, check: wrongProxy}
	endpoint := variable{wants: `a URL with http:// or https://, such as "http://localhost:4566"`, check: func(v string) string { return wrongURL(v, "http", "https") }}
	boolean := variable{wants: `"true" or "false"`, check: func(v string) string {
		if v = strings.ToLower(v); v == "true" || v == "false" {
			return ""
		}
		return "is neither"
	}}
	number := variable{wants: "a whole number of at least 1", check: func(v string) string {
		if n, err := strconv.Atoi(v); err != nil || n < 1 {
			return "is not"
		}
		return ""
	}}
	// The SDK wants the mode of retries in small letters, and takes that of the endpoint in any.
	oneOf := func(same func(name, value string) bool, names ...string) variable {
		return variable{wants: "one of " + strings.Join(names, ", "), check: func(v string) string {
			if slices.ContainsFunc(names, func(name string) bool { return same(name, v) }) {
				return ""
			}
			return "is none of them"
		}}
	}
	all := make([]variable, 0, 16)
	add := func(kind variable, names ...string) {
		for _, name := range names {
			all = append(all, variable{name, kind.wants, kind.check})
		}
	}
	add(proxy, "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
	add(endpoint, "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BACKUP", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
	add(boolean, "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_EC2_METADATA_DISABLED")
	add(number, "AWS_MAX_ATTEMPTS")
	add(oneOf(func(name, value string) bool { return name == value }, "standard", "adaptive"), "AWS_RETRY_MODE")
	add(oneOf(strings.EqualFold, "IPv4", "IPv6"), "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")
	return all
}

// checkEnvironment refuses variables that cannot work, as the validators do the arguments of the block.
func checkEnvironment(diags *diag.Diagnostics) {
	for _, v := range variables() {
		value := os.Getenv(v.name)
		if value == "" {
			continue
		}
		if wrong := v.check(value); wrong != "" {
			diags.AddError("Invalid Environment Variable", fmt.Sprintf("%s in the environment %s. It must be %s. Correct it, or unset it.", v.name, wrong, v.wants))
		}
	}
}

// Settings that name a file with certificates to trust, in the order in which they win: the argument, the environment, the profile.
const (
	caBundleArgument = "custom_ca_bundle"
	caBundleEnv      = "AWS_CA_BUNDLE"
	caBundleProfile  = "ca_bundle"
)

// checkCABundle says what is wrong with the file of certificates, and which setting names it.
func checkCABundle(ctx context.Context, base awsbase.Config, diags *diag.Diagnostics) {
	setting, name := caBundleArgument, base.CustomCABundle
	if name == "" {
		setting, name = caBundleEnv, os.Getenv(caBundleEnv)
	}
	if name == "" {
		setting, name = caBundleProfile, profileOf(ctx, base).CustomCABundle
	}
	if name == "" {
		return
	}
	wrong := wrongBundle(base, name)
	if wrong == "" {
		return
	}
	origin := setting
	if setting == caBundleProfile {
		origin = "ca_bundle in the profile of the shared config file"
	}
	detail := fmt.Sprintf("%s names the file %s, which %s. It must hold one or more certificates in PEM form (-----BEGIN CERTIFICATE-----). "+
		"Correct the file or the name, or remove %s to trust the certificates of this machine.", origin, name, wrong, setting)
	if setting != caBundleArgument {
		diags.AddError("Unreadable CA Bundle", detail)
		return
	}
	diags.AddAttributeError(path.Root(setting), "Unreadable CA Bundle", detail)
}

// profileOf is the profile in use as the shared files have it. One that cannot be read is empty: the SDK reports it.
func profileOf(ctx context.Context, base awsbase.Config) config.SharedConfig {
	configFiles, err := base.ResolveSharedConfigFiles()
	if err != nil {
		return config.SharedConfig{}
	}
	credentialsFiles, err := base.ResolveSharedCredentialsFiles()
	if err != nil {
		return config.SharedConfig{}
	}
	env, err := config.NewEnvConfig()
	if err != nil {
		return config.SharedConfig{}
	}
	profile, err := config.LoadSharedConfigProfile(ctx, cmp.Or(base.Profile, env.SharedConfigProfile, config.DefaultSharedConfigProfile),
		func(o *config.LoadSharedConfigOptions) {
			o.Logger = smithylog.Nop{}
			if len(configFiles) > 0 {
				o.ConfigFiles = configFiles
			} else if env.SharedConfigFile != "" {
				o.ConfigFiles = []string{env.SharedConfigFile}
			}
			if len(credentialsFiles) > 0 {
				o.CredentialsFiles = credentialsFiles
			} else if env.SharedCredentialsFile != "" {
				o.CredentialsFiles = []string{env.SharedCredentialsFile}
			}
		})
	if err != nil {
		return config.SharedConfig{}
	}
	return profile
}

func wrongBundle(base awsbase.Config, name string) string {
	var content []byte
	var err error
	if base.CustomCABundle != "" {
		// With a ~ in the name, as aws-sdk-go-base takes it.
		if reader, readErr := base.CustomCABundleReader(); readErr == nil {
			content, err = io.ReadAll(reader)
		} else {
			err = readErr
		}
	} else {
		content, err = os.ReadFile(name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist"
	case err != nil:
		return "cannot be read (" + err.Error() + ")"
	case len(strings.TrimSpace(string(content))) == 0:
		return "is empty"
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return "has no certificate in PEM form"
	}
	if !x509.NewCertPool().AppendCertsFromPEM(content) {
		return "has a PEM block of type " + strconv.Quote(block.Type) + " that is no valid certificate"
	}
	return ""
}

// warnUnencrypted tells of credentials that go over a network in a way that others can read or take over.
func warnUnencrypted(cfg aws.Config, m model, base awsbase.Config, ends customEndpoints, diags *diag.Diagnostics) {
	backupURL := cmp.Or(ends.backup, aws.ToString(backup.NewFromConfig(cfg).Options().BaseEndpoint))
	stsURL := cmp.Or(ends.sts, aws.ToString(sts.NewFromConfig(cfg).Options().BaseEndpoint))
	used := []string{backupURL}
	if (ends.sts != "" || usesSTS(base)) && stsURL != backupURL {
		used = append(used, stsURL)
	}
	for _, endpoint := range used {
		u, err := url.Parse(endpoint)
		if err != nil || !strings.EqualFold(u.Scheme, "http") || isLoopback(u.Hostname()) {
			continue
		}
		diags.AddWarning("Endpoint Without Encryption", fmt.Sprintf("Signed requests go to http://%s in plain text. Anyone who can read the network between "+
			"here and there sees session tokens and what is backed up, and can change requests and answers. Use an https:// endpoint, or one on this machine.", u.Host))
	}
	local := func(endpoint string) bool {
		u, err := url.Parse(endpoint)
		return endpoint != "" && err == nil && isLoopback(u.Hostname())
	}
	if m.Insecure.ValueBool() && !(local(backupURL) && local(stsURL)) {
		diags.AddAttributeWarning(path.Root("insecure"), "TLS Certificates Are Not Verified", "insecure = true accepts any certificate: anything on the network path can "+
			"pose as AWS, see session tokens, and change requests and answers. Name the certificate authority in custom_ca_bundle instead.")
	}
}

// isLoopback reports a host that is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") || strings.HasSuffix(strings.ToLower(host), ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

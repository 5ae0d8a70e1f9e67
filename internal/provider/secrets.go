// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// secretVariables hold credentials.
var secretVariables = []string{
	"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN", webIdentityTokenEnv,
}

// secretFileVariables name files that hold nothing but a credential.
var secretFileVariables = []string{webIdentityTokenFileEnv, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"}

// secretSettings are the settings of shared files that hold credentials.
var secretSettings = []string{"aws_secret_access_key", "aws_session_token", "aws_security_token"}

// maxSecretFile is how much of a file is searched for credentials, in bytes.
const maxSecretFile = 1 << 20

// noteSecrets makes every credential secret that the provider block, the environment and the files hold, before any of them is used:
// no message or log may have them, in whatever form a library puts them there.
func noteSecrets(base awsbase.Config) {
	found := []string{base.SecretKey, base.Token}
	files := make([]string, 0, len(secretFileVariables)+1)
	if w := base.AssumeRoleWithWebIdentity; w != nil {
		found = append(found, w.WebIdentityToken)
		files = append(files, w.WebIdentityTokenFile)
	}
	for _, name := range secretVariables {
		found = append(found, os.Getenv(name))
	}
	for _, name := range secretFileVariables {
		files = append(files, os.Getenv(name))
	}
	for _, name := range files {
		found = append(found, strings.TrimSpace(head(name)))
	}
	shared := slices.Concat(base.SharedConfigFiles, base.SharedCredentialsFiles,
		[]string{os.Getenv("AWS_CONFIG_FILE"), os.Getenv("AWS_SHARED_CREDENTIALS_FILE")},
		config.DefaultSharedConfigFiles, config.DefaultSharedCredentialsFiles)
	for _, name := range shared {
		found = append(found, settingsIn(head(name))...)
	}
	awsdiag.AddSecrets(found...)
}

// settingsIn are the values of the secret settings in a shared file.
func settingsIn(content string) []string {
	var found []string
	lines := bufio.NewScanner(strings.NewReader(content))
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), "=")
		if slices.Contains(secretSettings, strings.ToLower(strings.TrimSpace(key))) {
			found = append(found, strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	return found
}

// head is the beginning of a regular file, "" if it cannot be read.
func head(name string) string {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(name, "~/") {
		name = filepath.Join(home, name[2:])
	}
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSecretFile {
		return ""
	}
	content, _ := os.ReadFile(name) // what can be read
	return string(content)
}

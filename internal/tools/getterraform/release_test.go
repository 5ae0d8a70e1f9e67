// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
)

// serveRelease is a release server that offers one version, signed with a key
// made for this test. It returns its address and the key.
func serveRelease(t *testing.T, version string) (url, key string) {
	t.Helper()
	signer, err := openpgp.NewEntity("test", "", "test@example.com", nil)
	if err != nil {
		t.Fatal(err)
	}
	archive := zipped(t, "terraform", program(version))
	file := fmt.Sprintf("terraform_%s_%s_%s.zip", version, runtime.GOOS, runtime.GOARCH)
	sumsFile := fmt.Sprintf("terraform_%s_SHA256SUMS", version)
	sums := fmt.Appendf(nil, "%x  %s\n", sha256.Sum256(archive), file)
	var signature bytes.Buffer
	if err := openpgp.DetachSign(&signature, signer, bytes.NewReader(sums), nil); err != nil {
		t.Fatal(err)
	}
	index, err := json.Marshal(map[string]any{
		"name": "terraform", "version": version,
		"shasums": sumsFile, "shasums_signature": sumsFile + ".sig", "shasums_signatures": []string{sumsFile + ".sig"},
		"builds": []map[string]string{{
			"name": "terraform", "version": version, "os": runtime.GOOS, "arch": runtime.GOARCH,
			"filename": file, "url": "/terraform/" + version + "/" + file,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}

	mux := http.NewServeMux()
	for name, content := range map[string][]byte{
		"index.json": index, sumsFile: sums, sumsFile + ".sig": signature.Bytes(), file: archive,
	} {
		mux.HandleFunc("/terraform/"+version+"/"+name, func(w http.ResponseWriter, _ *http.Request) {
			switch name {
			case "index.json":
				w.Header().Set("Content-Type", "application/json")
			case file:
				w.Header().Set("Content-Type", "application/zip")
			}
			if _, err := w.Write(content); err != nil {
				t.Errorf("serving %s: %v", name, err)
			}
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, armoured(t, signer)
}

func armoured(t *testing.T, signer *openpgp.Entity) string {
	t.Helper()
	var out bytes.Buffer
	writer, err := armor.Encode(&out, openpgp.PublicKeyType, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := signer.Serialize(writer); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func zipped(t *testing.T, name, content string) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	entry, err := archive.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// snapshots reads the SDK module's own files: one for every operation, written
// by AWS's generator, with every member set.
func snapshots(t testing.TB, folder, suffix string) map[string][]byte {
	t.Helper()
	const module = "github.com/aws/aws-sdk-go-v2/service/backup"
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		t.Fatalf("cannot find %s: %v", module, err)
	}
	paths, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), folder, "*"+suffix))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found[strings.TrimSuffix(filepath.Base(path), suffix)] = text
	}
	return found
}

// readRequest parses "METHOD path", headers, body.
func readRequest(t testing.TB, text []byte) (*http.Request, []byte) {
	t.Helper()
	head, body, _ := bytes.Cut(text, []byte("\n\n"))
	if _, after, ok := bytes.Cut(body, []byte("\n\n")); ok {
		body = after
	}
	method, target, ok := strings.Cut(strings.TrimSpace(string(head)), " ")
	if !ok {
		t.Fatalf("no request line: %q", head)
	}
	parsed, err := url.ParseRequestURI(target)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Request{Method: method, URL: parsed}, bytes.TrimSpace(body)
}

func TestRequestSnapshots(t *testing.T) {
	t.Parallel()
	all := snapshots(t, "request_snapshot", ".request.snap")
	if len(all) < 100 {
		t.Fatalf("only %d request snapshots", len(all))
	}
	served := 0
	for name, text := range all {
		request, body := readRequest(t, text)
		want := ""
		if emulator.Serves(name) {
			want = name
		}
		if got := emulator.RouteOf(request); got != want {
			t.Errorf("%s %s is %s, and leads to %q", request.Method, request.URL, name, got)
			continue
		}
		if want == "" {
			continue
		}
		served++
		input, err := emulator.DecodeRequest(request, body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		// The snapshot sets every member that there is, so a field left out is
		// one that AWS does not have, or one that is read from a wrong place.
		for _, field := range unset(reflect.ValueOf(input).Elem()) {
			t.Errorf("%s: %s is not in the request", name, field)
		}
		sameBody(t, name, input, body)
	}
	if want := len(emulator.ServedOperations()); served != want {
		t.Errorf("%d served operations have a snapshot, want %d", served, want)
	}
}

// unset names the zero fields of a struct and of what it points to.
func unset(v reflect.Value) []string {
	var names []string
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		if value.IsZero() {
			names = append(names, field.Name)
			continue
		}
		for value.Kind() == reflect.Pointer {
			value = value.Elem()
		}
		if value.Kind() == reflect.Struct && value.Type().Name() != "epoch" {
			for _, inner := range unset(value) {
				names = append(names, field.Name+"."+inner)
			}
		}
	}
	return names
}

// sameBody holds the members that a body has against what was decoded.
func sameBody(t *testing.T, name string, input any, body []byte) {
	t.Helper()
	if len(body) == 0 {
		return
	}
	encoded, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	var got, want map[string]any
	if err := errors.Join(json.Unmarshal(encoded, &got), json.Unmarshal(body, &want)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for member, value := range want {
		if !reflect.DeepEqual(got[member], value) {
			t.Errorf("%s: %s is %v, want %v", name, member, got[member], value)
		}
	}
}

func TestResponseSnapshots(t *testing.T) {
	t.Parallel()
	all := snapshots(t, "response_snapshot", ".response.snap")
	for _, name := range emulator.ServedOperations() {
		text, ok := all[name]
		if !ok {
			t.Errorf("%s has no response snapshot", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, body := readResponse(t, text)
			status, encoded, err := emulator.EncodeReply(name, body)
			if err != nil {
				t.Fatalf("AWS's reply does not fit: %v\n%s", err, body)
			}
			sameMembers(t, encoded, body)
			want, err := decodeBySDK(t, name, code, nil, body)
			if err != nil {
				t.Fatal(err)
			}
			got, err := decodeBySDK(t, name, status, nil, encoded)
			if err != nil {
				t.Fatalf("the SDK cannot read %s: %v", encoded, err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("the SDK reads\n%+v\nwant\n%+v\nfrom %s", got, want, encoded)
			}
		})
	}
}

// readResponse parses "200\nheaders\n\nbody".
func readResponse(t *testing.T, text []byte) (code int, body []byte) {
	t.Helper()
	message := append([]byte("HTTP/1.0 "), text...)
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(message)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err = io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}

// sameMembers wants the encoded reply to have AWS's members, each of them set,
// and no others.
func sameMembers(t *testing.T, encoded, body []byte) {
	t.Helper()
	if len(body) == 0 && len(encoded) == 0 {
		return
	}
	var got, want any
	if err := errors.Join(json.Unmarshal(encoded, &got), json.Unmarshal(body, &want)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("written as\n%s\nwant\n%s", encoded, body)
	}
}

// decodeBySDK lets the SDK's client of an operation read a reply.
func decodeBySDK(t *testing.T, name string, status int, header http.Header, body []byte) (any, error) {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		maps.Copy(w.Header(), header)
		w.WriteHeader(status)
		if _, err := w.Write(body); err != nil && status != http.StatusNoContent {
			t.Error(err)
		}
	}))
	defer web.Close()
	client := (&lab{url: web.URL}).clientFor("AKIDEXAMPLE", region)
	method := reflect.ValueOf(client).MethodByName(name)
	if !method.IsValid() {
		t.Fatalf("the SDK has no %s", name)
	}
	input := reflect.New(method.Type().In(1).Elem())
	fillIn(input.Elem())
	ctx := reflect.ValueOf(t.Context())
	results := method.Call([]reflect.Value{ctx, input})
	if err, _ := reflect.TypeAssert[error](results[1]); err != nil {
		return nil, err
	}
	output := results[0].Elem()
	output.FieldByName("ResultMetadata").Set(reflect.ValueOf(middleware.Metadata{}))
	return output.Interface(), nil
}

// fillIn gives every member of an input some value: the SDK wants the required
// ones.
func fillIn(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*time.Time]() {
			v.Set(reflect.ValueOf(aws.Time(start)))
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem())
	case reflect.Struct:
		for _, field := range v.Fields() {
			if field.CanSet() {
				fillIn(field)
			}
		}
	case reflect.String:
		v.SetString("filled")
	case reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillIn(key)
		fillIn(value)
		v.SetMapIndex(key, value)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillIn(v.Index(0))
	default:
	}
}

// TestErrorSnapshots wants the emulator's errors to arrive as the typed errors
// that the snapshots arrive as, with the same status.
func TestErrorSnapshots(t *testing.T) {
	t.Parallel()
	all := snapshots(t, "response_snapshot", ".error.snap")
	if len(all) < 10 {
		t.Fatalf("only %d error snapshots", len(all))
	}
	for name, text := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, body := readResponse(t, text)
			_, want := decodeBySDK(t, "DescribeBackupJob", code, nil, body)
			l := newLab(t)
			l.Inject(emulator.Fault{Kind: emulator.Error, Code: name, Message: "__Message__"})
			_, got := l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("J")})
			gotAPI, wantAPI := apiErrorOf(t, got), apiErrorOf(t, want)
			if reflect.TypeOf(gotAPI) != reflect.TypeOf(wantAPI) || gotAPI.ErrorMessage() != wantAPI.ErrorMessage() ||
				gotAPI.ErrorFault() != wantAPI.ErrorFault() {
				t.Errorf("arrives as %T %v, want %T %v", gotAPI, gotAPI, wantAPI, wantAPI)
			}
			if status := l.Requests()[0].Status; status != code {
				t.Errorf("status %d, want %d", status, code)
			}
		})
	}
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sts

import (
	"encoding/xml"
	"net/http"
	"time"
)

// namespace is that of every answer.
const namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

// failure is an error of the API.
type failure struct {
	status  int
	code    string
	message string
}

func refuse(status int, code, message string) *failure {
	return &failure{status: status, code: code, message: message}
}

type errorResponse struct {
	XMLName   xml.Name `xml:"ErrorResponse"`
	Namespace string   `xml:"xmlns,attr"`
	Type      string   `xml:"Error>Type"`
	Code      string   `xml:"Error>Code"`
	Message   string   `xml:"Error>Message"`
	RequestID string   `xml:"RequestId"`
}

type credentials struct {
	AccessKeyID     string    `xml:"AccessKeyId"`
	SecretAccessKey string    `xml:"SecretAccessKey"`
	SessionToken    string    `xml:"SessionToken"`
	Expiration      time.Time `xml:"Expiration"`
}

type assumedRoleUser struct {
	ARN string `xml:"Arn"`
	ID  string `xml:"AssumedRoleId"`
}

type callerIdentityResponse struct {
	XMLName   xml.Name `xml:"GetCallerIdentityResponse"`
	Namespace string   `xml:"xmlns,attr"`
	ARN       string   `xml:"GetCallerIdentityResult>Arn"`
	UserID    string   `xml:"GetCallerIdentityResult>UserId"`
	Account   string   `xml:"GetCallerIdentityResult>Account"`
	RequestID string   `xml:"ResponseMetadata>RequestId"`
}

type assumeRoleResponse struct {
	XMLName        xml.Name        `xml:"AssumeRoleResponse"`
	Namespace      string          `xml:"xmlns,attr"`
	SourceIdentity string          `xml:"AssumeRoleResult>SourceIdentity,omitempty"`
	User           assumedRoleUser `xml:"AssumeRoleResult>AssumedRoleUser"`
	Credentials    credentials     `xml:"AssumeRoleResult>Credentials"`
	RequestID      string          `xml:"ResponseMetadata>RequestId"`
}

type webIdentityResponse struct {
	XMLName     xml.Name        `xml:"AssumeRoleWithWebIdentityResponse"`
	Namespace   string          `xml:"xmlns,attr"`
	Subject     string          `xml:"AssumeRoleWithWebIdentityResult>SubjectFromWebIdentityToken"`
	Audience    string          `xml:"AssumeRoleWithWebIdentityResult>Audience"`
	Provider    string          `xml:"AssumeRoleWithWebIdentityResult>Provider"`
	User        assumedRoleUser `xml:"AssumeRoleWithWebIdentityResult>AssumedRoleUser"`
	Credentials credentials     `xml:"AssumeRoleWithWebIdentityResult>Credentials"`
	RequestID   string          `xml:"ResponseMetadata>RequestId"`
}

// write sends an answer as AWS frames it.
func write(w http.ResponseWriter, status int, requestID string, body any) {
	data, err := xml.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	w.Header().Set("X-Amzn-Requestid", requestID)
	w.WriteHeader(status)
	_, _ = w.Write(data) // A client that has gone away is no concern of the server's.
}

func writeFailure(w http.ResponseWriter, requestID string, f *failure) {
	kind := "Sender"
	if f.status >= http.StatusInternalServerError {
		kind = "Receiver"
	}
	write(w, f.status, requestID, errorResponse{
		Namespace: namespace, Type: kind, Code: f.code, Message: f.message, RequestID: requestID,
	})
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sts

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// claims are those of a web identity token that AWS looks at.
type claims struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience audience `json:"aud"`
	Expires  float64  `json:"exp"` // seconds since the epoch, 0 for never
}

// audience is one string or a list of them, as RFC 7519 has it.
type audience []string

// UnmarshalJSON implements json.Unmarshaler.
func (a *audience) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}

func (s *Server) assumeRoleWithWebIdentity(c *Call, form url.Values, requestID string) (any, *failure) {
	role, f := s.readRole(c, form)
	if f != nil {
		return nil, f
	}
	c.WebIdentityToken = strings.TrimSpace(form.Get("WebIdentityToken"))
	token, f := s.readToken(c.WebIdentityToken)
	if f != nil {
		return nil, f
	}
	s.mu.Lock()
	denied := s.denied[c.RoleARN]
	s.mu.Unlock()
	if denied {
		return nil, refuse(http.StatusForbidden, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
	}
	creds := s.issue(c, role, nil)
	user := role.session(c.SessionName)
	return webIdentityResponse{
		Namespace: namespace, Subject: token.Subject, Audience: strings.Join(token.Audience, ","), Provider: token.Issuer,
		Credentials: creds, RequestID: requestID, User: assumedRoleUser{ARN: user, ID: assumedRoleID(user)},
	}, nil
}

// readToken checks a web identity token as far as this server can: it is there, and not expired. Its signature and audience are
// not verified, and a token that is no JWT passes.
func (s *Server) readToken(token string) (claims, *failure) {
	var c claims
	if len(token) < 4 || len(token) > 20000 {
		return c, invalid("webIdentityToken", "", "length 4..20000")
	}
	if parts := strings.Split(token, "."); len(parts) == 3 {
		if payload, err := base64.RawURLEncoding.DecodeString(parts[1]); err != nil || json.Unmarshal(payload, &c) != nil {
			return claims{}, nil
		}
	}
	if c.Expires > 0 && !s.now().Before(time.Unix(int64(c.Expires), 0)) {
		return c, refuse(http.StatusBadRequest, "ExpiredTokenException", fmt.Sprintf("Token expired: current date/time %d must be before "+
			"the expiration date/time %d", s.now().Unix(), int64(c.Expires)))
	}
	return c, nil
}

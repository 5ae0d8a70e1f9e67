// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sts

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Rules of the API reference of AssumeRole.
const (
	minDuration     = 15 * time.Minute
	maxDuration     = 12 * time.Hour
	maxChain        = time.Hour // a role assumed with the credentials of a role
	maxSessionTags  = 50
	maxExternalID   = 1224
	maxPolicyARNs   = 10
	maxRequestBytes = 1 << 20
)

var (
	roleARNPattern     = regexp.MustCompile(`^arn:(aws[a-z-]*):iam::(\d{12}):role/(?:.*/)?([\w+=,.@-]{1,64})$`)
	accountPattern     = regexp.MustCompile(`^\d{12}$`)
	sessionNamePattern = regexp.MustCompile(`^[\w+=,.@-]{2,64}$`)
	externalIDPattern  = regexp.MustCompile(`^[\w+=,.@:/-]{2,}$`)
	credentialPattern  = regexp.MustCompile(`Credential=([^/\s,]+)/\d{8}/([^/]+)/sts/aws4_request`)
)

// roleARN is a role's ARN in parts.
type roleARN struct {
	partition, account, name string
}

// session returns the ARN of a session of the role.
func (r roleARN) session(name string) string {
	return fmt.Sprintf("arn:%s:sts::%s:assumed-role/%s/%s", r.partition, r.account, r.name, name)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	requestID := newRequestID()
	r.Body = http.MaxBytesReader(w, r.Body, maxRequestBytes)
	if err := r.ParseForm(); err != nil {
		writeFailure(w, requestID, refuse(http.StatusBadRequest, "MalformedQueryString", err.Error()))
		return
	}
	call := &Call{Action: r.Form.Get("Action"), UserAgent: r.UserAgent()}
	body, f := s.act(call, r, requestID)
	if f != nil {
		call.Error = f.code
		s.record(call)
		writeFailure(w, requestID, f)
		return
	}
	s.record(call)
	write(w, http.StatusOK, requestID, body)
}

func (s *Server) act(c *Call, r *http.Request, requestID string) (any, *failure) {
	switch c.Action {
	case "GetCallerIdentity":
		return s.getCallerIdentity(c, r, requestID)
	case "AssumeRole":
		return s.assumeRole(c, r, requestID)
	case "AssumeRoleWithWebIdentity":
		return s.assumeRoleWithWebIdentity(c, r.Form, requestID)
	default:
		return nil, refuse(http.StatusBadRequest, "InvalidAction",
			fmt.Sprintf("Could not find operation %s for version %s", c.Action, r.Form.Get("Version")))
	}
}

// caller finds out who signed a request. The session is nil for a user.
func (s *Server) caller(c *Call, r *http.Request) (account string, issued *session, f *failure) {
	scope := credentialPattern.FindStringSubmatch(r.Header.Get("Authorization"))
	if scope == nil {
		return "", nil, refuse(http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token")
	}
	key, token := scope[1], r.Header.Get("X-Amz-Security-Token")
	c.Region = scope[2]
	account, known, expired := s.Account(key)
	s.mu.Lock()
	issued = s.sessions[key]
	s.mu.Unlock()
	switch {
	case issued == nil && !known && strings.HasPrefix(key, "ASIA"), issued != nil && token != issued.token:
		return "", nil, refuse(http.StatusForbidden, "InvalidClientTokenId", "The security token included in the request is invalid.")
	case expired:
		return "", nil, refuse(http.StatusForbidden, "ExpiredToken", "The security token included in the request is expired")
	case issued != nil:
		c.Caller = issued.arn
	default:
		c.Caller = "arn:aws:iam::" + account + ":user/terraform"
	}
	return account, issued, nil
}

func (s *Server) getCallerIdentity(c *Call, r *http.Request, requestID string) (any, *failure) {
	account, issued, f := s.caller(c, r)
	if f != nil {
		return nil, f
	}
	id := "AIDATERRAFORMUSER0001"
	if issued != nil {
		id = assumedRoleID(c.Caller)
	}
	return callerIdentityResponse{Namespace: namespace, ARN: c.Caller, UserID: id, Account: account, RequestID: requestID}, nil
}

func (s *Server) assumeRole(c *Call, r *http.Request, requestID string) (any, *failure) {
	_, issued, f := s.caller(c, r)
	if f != nil {
		return nil, f
	}
	role, f := s.readRole(c, r.Form)
	if f != nil {
		return nil, f
	}
	c.ExternalID, c.SourceIdentity = r.Form.Get("ExternalId"), r.Form.Get("SourceIdentity")
	c.TransitiveTagKeys = members(r.Form, "TransitiveTagKeys.member.%d")
	c.Tags = make(map[string]string)
	for i, key := range members(r.Form, "Tags.member.%d.Key") {
		c.Tags[key] = r.Form.Get(fmt.Sprintf("Tags.member.%d.Value", i+1))
	}
	if f := c.checkTags(); f != nil {
		return nil, f
	}
	if c.ExternalID != "" && (len(c.ExternalID) > maxExternalID || !externalIDPattern.MatchString(c.ExternalID)) {
		return nil, invalid("externalId", c.ExternalID, externalIDPattern.String())
	}
	if issued != nil {
		if c.Duration > maxChain {
			return nil, refuse(http.StatusBadRequest, "ValidationError",
				"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
		}
		if f := c.inherit(issued); f != nil {
			return nil, f
		}
	}

	s.mu.Lock()
	wanted, guarded := s.external[c.RoleARN]
	denied := s.denied[c.RoleARN] || (guarded && wanted != c.ExternalID)
	s.mu.Unlock()
	if denied {
		return nil, refuse(http.StatusForbidden, "AccessDenied",
			fmt.Sprintf("User: %s is not authorized to perform: sts:AssumeRole on resource: %s", c.Caller, c.RoleARN))
	}

	creds := s.issue(c, role, issued)
	user := role.session(c.SessionName)
	return assumeRoleResponse{
		Namespace: namespace, SourceIdentity: c.SourceIdentity, Credentials: creds, RequestID: requestID,
		User: assumedRoleUser{ARN: user, ID: assumedRoleID(user)},
	}, nil
}

// inherit applies what stays along a chain of roles: the source identity and the transitive tags.
func (c *Call) inherit(from *session) *failure {
	if from.source != "" {
		if c.SourceIdentity != "" && c.SourceIdentity != from.source {
			return refuse(http.StatusForbidden, "AccessDenied", "The source identity of a session cannot be changed")
		}
		c.SourceIdentity = from.source
	}
	for key := range from.transitive {
		if _, ok := c.Tags[key]; ok {
			return refuse(http.StatusBadRequest, "InvalidParameterValue",
				fmt.Sprintf("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the "+
					"calling session (%s)", key))
		}
	}
	maps.Copy(c.Tags, from.transitive)
	return nil
}

func (c *Call) checkTags() *failure {
	if len(c.Tags) > maxSessionTags {
		return refuse(http.StatusBadRequest, "ValidationError", "1 validation error detected: too many tags")
	}
	for _, key := range c.TransitiveTagKeys {
		if _, ok := c.Tags[key]; !ok {
			return refuse(http.StatusBadRequest, "InvalidParameterValue",
				"The specified transitive tag key must be included in the requested tags.")
		}
	}
	return nil
}

// readRole reads and checks what both ways to assume a role have in common.
func (s *Server) readRole(c *Call, form url.Values) (roleARN, *failure) {
	c.RoleARN, c.SessionName, c.Policy = form.Get("RoleArn"), form.Get("RoleSessionName"), form.Get("Policy")
	c.PolicyARNs = members(form, "PolicyArns.member.%d.arn")
	parts := roleARNPattern.FindStringSubmatch(c.RoleARN)
	switch {
	case parts == nil:
		return roleARN{}, refuse(http.StatusBadRequest, "ValidationError", fmt.Sprintf("%s is invalid", c.RoleARN))
	case !sessionNamePattern.MatchString(c.SessionName):
		return roleARN{}, invalid("roleSessionName", c.SessionName, sessionNamePattern.String())
	case len(c.PolicyARNs) > maxPolicyARNs:
		return roleARN{}, refuse(http.StatusBadRequest, "ValidationError", "1 validation error detected: too many policy ARNs")
	}
	if text := form.Get("DurationSeconds"); text != "" {
		seconds, err := strconv.Atoi(text)
		c.Duration = time.Duration(seconds) * time.Second
		if err != nil || c.Duration < minDuration || c.Duration > maxDuration {
			return roleARN{}, invalid("durationSeconds", text, "900..43200")
		}
	}
	return roleARN{partition: parts[1], account: parts[2], name: parts[3]}, nil
}

func invalid(member, value, constraint string) *failure {
	return refuse(http.StatusBadRequest, "ValidationError", fmt.Sprintf("1 validation error detected: Value '%s' at '%s' failed to "+
		"satisfy constraint: Member must satisfy %s", value, member, constraint))
}

// members returns the values of a list in the Query protocol, whose names count from 1.
func members(form url.Values, format string) []string {
	var values []string
	for i := 1; ; i++ {
		value, ok := form[fmt.Sprintf(format, i)]
		if !ok {
			return values
		}
		values = append(values, value[0])
	}
}

func assumedRoleID(sessionARN string) string {
	_, name, _ := strings.Cut(sessionARN, "assumed-role/")
	_, name, _ = strings.Cut(name, "/")
	return "AROATERRAFORMROLE0001:" + name
}

func newRequestID() string {
	t := strings.ToLower(randomText(32))
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "net/http"

// controlPrefix is where control requests live; AWS has no such paths.
const controlPrefix = "/_emulator/"

func (s *Server) serveControl(w http.ResponseWriter, r *http.Request) {
	http.NotFound(w, r)
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package job is the life of an on-demand job, whichever kind it is: started
// once, owned by one object, waited for, and reported by how it ended.
//
// The package of an object, such as backupjob, describes its kind once in a
// [Kind] and supplies what only it knows: the schema, the request, and how a job
// becomes state. It takes from here
//   - [Starter]: start a job once by its idempotency token, resume one in flight,
//     adopt one by an explicit token;
//   - [Kind.Wait], [WaitFailed] and [Kind.Outcome]: wait by wait_for, and turn the
//     end of the wait into a diagnostic by on_issues;
//   - [Marks]: what private state has to remember of an object;
//   - [ParseImportID]: the forms of an import ID;
//   - [Reporter] and [Invocation]: progress lines and the skeleton of an action;
//   - [List], [DataSource] and [ListDataSource]: the list resource and both data
//     sources;
//   - [Kind.Find]: the record of a job that may have expired.
//
// Nothing here knows what a job makes. A recovery point is the business of
// package recoverypoint.
package job

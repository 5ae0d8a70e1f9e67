// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package recoverypoint is the life of a recovery point after its job has made
// it, and the data sources that find one.
//
// A resource that manages a point, a backup or a copy, describes it in a [Ref]
// and works on it through the [Client] of the point's Region:
//   - [Client.Check] reads the point and answers "is it gone?";
//   - [RefreshedLifecycle], [RefreshedIndex] and [Client.RefreshTags] are what a
//     refresh makes of the arguments;
//   - [Client.ChangeRetention], [Client.ChangeIndex] and [Client.ChangeTags] change
//     the point;
//   - [Client.Delete] deletes it and waits until it is gone;
//   - [Client.FindAirGappedCopy] finds the copy of a temporary point; [Client.FindByJob] guesses the point of a job
//     whose record has expired.
//
// The results are typed errors, or diagnostics where the wording is the same for
// every resource.
package recoverypoint

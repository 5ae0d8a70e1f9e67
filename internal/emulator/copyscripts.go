// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// CopyScript says how one copy job goes. The zero value is a successful copy
// with the usual times. All durations are divided by the time scale; Skip is
// none at all.
type CopyScript struct {
	// Created and Running are the times spent in those states, 5 s and 3 min if
	// 0. Created counts from the moment that the resource is free.
	Created, Running time.Duration
	// End is the state in which the job ends: COMPLETED (default), FAILED,
	// PARTIAL, or anything else that a test wants to see. COMPLETED and PARTIAL
	// make a recovery point.
	End string
	// Message and Category are the final StatusMessage and MessageCategory.
	// Category defaults to SUCCESS for COMPLETED, else to MISCELLANEOUS.
	Message, Category string
	// NeverEnds keeps the job RUNNING: a copy cannot be stopped and does not
	// expire.
	NeverEnds bool
	// RecordLag is how long the job can be neither described nor listed,
	// VisibilityLag how long the new point cannot be found after the end.
	RecordLag, VisibilityLag time.Duration
}

// ScriptCopies queues scripts for the coming copy jobs of a resource's recovery
// points, one each; the Region is the source's. "*" is for all resources whose
// own queue is empty; its last script stays in force. The members of a
// composite recovery point have queues of their own: a script that FAILs one of
// them makes the parent PARTIAL.
func (r *Region) ScriptCopies(resourceARN string, scripts ...CopyScript) {
	r.with(func(state *regionState, _ time.Time) {
		queueScripts(state.copyScripts, resourceARN, scripts)
	})
}

// queueScripts adds to a queue. The default queue drops the script that was
// left in force.
func queueScripts[S any](queues map[string][]S, resource string, scripts []S) {
	if resource == "*" && len(queues["*"]) == 1 && len(scripts) > 0 {
		queues["*"] = nil
	}
	queues[resource] = append(queues[resource], scripts...)
}

// nextScript takes the next job's script off the first of the queues that has
// one, at last off the default queue ("*"), whose last script stays.
func nextScript[S any](queues map[string][]S, otherwise S, names ...string) S {
	for _, name := range append(names, "*") {
		queue := queues[name]
		if len(queue) == 0 {
			continue
		}
		if name != "*" || len(queue) > 1 {
			queues[name] = queue[1:]
		}
		return queue[0]
	}
	return otherwise
}

// peekScript is the script that nextScript would take.
func peekScript[S any](queues map[string][]S, otherwise S, names ...string) S {
	for _, name := range append(names, "*") {
		if queue := queues[name]; len(queue) > 0 {
			return queue[0]
		}
	}
	return otherwise
}

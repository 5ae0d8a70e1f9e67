// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import "sync"

// Claims are the backup jobs that an instance of this process holds. Two resources whose requests are equal get the same job from
// AWS, by the idempotency token; the claim tells the second one that the job is taken. The zero value is ready.
type Claims struct {
	mu   sync.Mutex
	ids  map[string]struct{}
	left map[string]struct{}
}

// Claim takes the job and reports whether it was free. An empty ID is never free.
func (c *Claims) Claim(id string) bool {
	if id == "" {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, taken := c.ids[id]; taken {
		return false
	}
	if c.ids == nil {
		c.ids = make(map[string]struct{})
	}
	c.ids[id] = struct{}{}
	return true
}

// Release gives the job back. Releasing a job that is not held does nothing.
func (c *Claims) Release(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.ids, id)
}

// Held reports whether an instance of this process holds the job.
func (c *Claims) Held(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, taken := c.ids[id]
	return taken
}

// Leave notes that an instance whose job this was has ended, whatever became of the job: to the next start it is an old one, be it
// only a second old.
func (c *Claims) Leave(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left == nil {
		c.left = make(map[string]struct{})
	}
	c.left[id] = struct{}{}
}

// Left reports whether an instance of this process has left the job.
func (c *Claims) Left(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, left := c.left[id]
	return left
}

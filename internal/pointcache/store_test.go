// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

// inBubble runs a subtest in a synctest bubble, on a virtual clock.
func inBubble(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, test)
	})
}

// vaultName is the vault of all tests that need only one.
const vaultName = "vault"

// store is the recovery points of an account in memory.
type store struct {
	awsbackup.API

	order   string // of lists: "newest", "oldest" or "mixed"
	latency time.Duration
	fault   func(operation string, n int) error
	tokens  int // the generation of page tokens: one more, and the old ones have expired
	// answered, if set, runs after the answer is made and before it is given.
	answered func(operation string)

	mu        sync.Mutex
	points    map[string]*point
	sorted    []*point // in the order of lists, made when first listed
	describes int
	lists     int
	listed    int // members sent
	cancelled int // calls whose context ended
	refused   int // page tokens
	inFlight  int // describes
	atOnce    int // at most
}

type point struct {
	arn     string
	created time.Time
	// hint is what the state of the resource would say.
	hint     time.Time
	vault    string
	status   types.RecoveryPointStatus
	size     int64
	unlisted bool
}

func (s *store) add(p *point) *point {
	if s.points == nil {
		s.points = make(map[string]*point)
	}
	if p.arn == "" {
		p.arn = fmt.Sprintf("arn:aws:backup:eu-west-1:123456789012:recovery-point:%06d", len(s.points))
	}
	p.vault = cmp.Or(p.vault, vaultName)
	p.status = cmp.Or(p.status, types.RecoveryPointStatusCompleted)
	if p.hint.IsZero() {
		p.hint = p.created
	}
	s.points[p.arn] = p
	s.sorted = nil
	return p
}

// scatter adds n points over the given time back from now.
func (s *store) scatter(r *rand.Rand, n int, over time.Duration) []*point {
	points := make([]*point, n)
	for i := range points {
		points[i] = s.add(&point{created: time.Now().Add(-time.Duration(r.Int64N(int64(over))))})
	}
	return points
}

func (s *store) arrive(ctx context.Context, operation string, count *int) error {
	s.mu.Lock()
	*count++
	n := *count
	s.mu.Unlock()
	if s.latency > 0 {
		timer := time.NewTimer(s.latency)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cancelled++
		return err
	}
	if s.fault == nil {
		return nil
	}
	return s.fault(operation, n)
}

func (s *store) DescribeRecoveryPoint(ctx context.Context, in *backup.DescribeRecoveryPointInput, _ ...func(*backup.Options)) (*backup.DescribeRecoveryPointOutput, error) {
	s.flight(1)
	defer s.flight(-1)
	if err := s.arrive(ctx, "DescribeRecoveryPoint", &s.describes); err != nil {
		return nil, err
	}
	s.mu.Lock()
	p := s.points[aws.ToString(in.RecoveryPointArn)]
	if p == nil || p.vault != aws.ToString(in.BackupVaultName) {
		s.mu.Unlock()
		return nil, fail("ResourceNotFoundException")
	}
	out := awsbackup.PointFromListItem(p.item())
	out.StorageClass = types.StorageClassWarm
	s.mu.Unlock()
	s.done("DescribeRecoveryPoint")
	return out, nil
}

func (s *store) ListRecoveryPointsByBackupVault(ctx context.Context, in *backup.ListRecoveryPointsByBackupVaultInput, _ ...func(*backup.Options)) (*backup.ListRecoveryPointsByBackupVaultOutput, error) {
	if err := s.arrive(ctx, "ListRecoveryPointsByBackupVault", &s.lists); err != nil {
		return nil, err
	}
	// A token is good for the query that it was made for, as at AWS.
	query := fmt.Sprint(s.tokens, in.ByCreatedAfter, in.ByCreatedBefore, aws.ToString(in.BackupVaultName))
	token, ok := strings.CutPrefix(aws.ToString(in.NextToken), query)
	if !ok && in.NextToken != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refused++
		return nil, fail("InvalidParameterValueException")
	}
	s.mu.Lock()
	s.sort()
	var shown []*point
	for _, p := range s.sorted {
		if p.vault != aws.ToString(in.BackupVaultName) || p.unlisted ||
			in.ByCreatedAfter != nil && !p.created.After(*in.ByCreatedAfter) ||
			in.ByCreatedBefore != nil && !p.created.Before(*in.ByCreatedBefore) {
			continue
		}
		shown = append(shown, p)
	}
	out := &backup.ListRecoveryPointsByBackupVaultOutput{}
	shown, next := page(shown, token, in.MaxResults)
	if next != nil {
		out.NextToken = aws.String(query + *next)
	}
	for _, p := range shown {
		out.RecoveryPoints = append(out.RecoveryPoints, p.item())
	}
	s.listed += len(shown)
	s.mu.Unlock()
	s.done("ListRecoveryPointsByBackupVault")
	return out, nil
}

func (s *store) flight(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight += n
	s.atOnce = max(s.atOnce, s.inFlight)
}

func (s *store) sort() {
	if s.sorted != nil {
		return
	}
	for _, p := range s.points {
		s.sorted = append(s.sorted, p)
	}
	slices.SortFunc(s.sorted, func(a, b *point) int {
		switch s.order {
		case "oldest":
			return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.arn, b.arn))
		case "mixed":
			return cmp.Compare(a.arn, b.arn)
		}
		return cmp.Or(b.created.Compare(a.created), cmp.Compare(a.arn, b.arn))
	})
}

func (s *store) done(operation string) {
	if s.answered != nil {
		s.answered(operation)
	}
}

func (p *point) item() types.RecoveryPointByBackupVault {
	return types.RecoveryPointByBackupVault{
		RecoveryPointArn:  aws.String(p.arn),
		BackupVaultName:   aws.String(p.vault),
		CreationDate:      aws.Time(p.created),
		Status:            p.status,
		BackupSizeInBytes: aws.Int64(p.size),
	}
}

// calls is what all has cost.
func (s *store) calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.describes + s.lists
}

// refresh gets all points with so many at a time, as Terraform does, and checks
// that each answer is the right one.
func refresh(t *testing.T, p *pointcache.Cache, points []*point, parallel int) {
	t.Helper()
	var wg sync.WaitGroup
	queue := make(chan *point)
	for range parallel {
		wg.Go(func() {
			for want := range queue {
				got, err := p.Get(t.Context(), want.vault, want.arn, want.hint)
				if err != nil {
					t.Errorf("getting %s: %v", want.arn, err)
					continue
				}
				if aws.ToString(got.RecoveryPointArn) != want.arn || got.Status != want.status || aws.ToInt64(got.BackupSizeInBytes) != want.size {
					t.Errorf("got %s %s %d, want %s %s %d", aws.ToString(got.RecoveryPointArn), got.Status,
						aws.ToInt64(got.BackupSizeInBytes), want.arn, want.status, want.size)
				}
			}
		})
	}
	for _, want := range points {
		queue <- want
	}
	close(queue)
	wg.Wait()
}

// fail is an answer of AWS with that code.
func fail(code string) error {
	return &smithy.OperationError{ServiceID: "Backup", OperationName: "Some", Err: &smithy.GenericAPIError{Code: code, Message: "a message"}}
}

// within fails the test if got is outside.
func within[T int | time.Duration](t *testing.T, what string, got, low, high T) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: got %v, want %v to %v", what, got, low, high)
	}
}

// page cuts one page out of all points; tokens are offsets.
func page(points []*point, token string, limit *int32) (shown []*point, next *string) {
	from, _ := strconv.Atoi(token)
	shown = points[min(from, len(points)):]
	if size := int(aws.ToInt32(limit)); len(shown) > size {
		return shown[:size], aws.String(strconv.Itoa(from + size))
	}
	return shown, nil
}

// heap is the memory in use. The second collection empties the pools.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// disassociateRecoveryPoint gives a continuous point back to its service; other
// points have nothing to give back.
func disassociateRecoveryPoint(c *call, in *pointInput) (*emptyReply, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	if !p.continuous {
		return nil, invalidRequest("Recovery point %s is not a continuous backup.", p.arn)
	}
	if err := p.editable(); err != nil {
		return nil, err
	}
	if p.kind == kindS3 {
		// S3's continuous points stay, STOPPED (reference 4.1).
		p.status = pointStopped
		return &emptyReply{}, nil
	}
	p.vanish()
	return &emptyReply{}, nil
}

// disassociateRecoveryPointFromParent makes a nested point stand alone.
func disassociateRecoveryPointFromParent(c *call, in *pointInput) (*emptyReply, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	switch {
	case p.parent == nil:
		return nil, invalidRequest("Recovery point %s is not nested.", p.arn)
	case p.kind == kindEKSState:
		return nil, invalidRequest("The cluster state of a composite recovery point cannot be disassociated: %s", p.arn)
	}
	p.leaveParent()
	return &emptyReply{}, nil
}

// leaveParent cuts the tie; with its last child a parent goes, too
// (reference 3.3).
func (p *point) leaveParent() {
	parent := p.parent
	if parent == nil {
		return
	}
	p.parent = nil
	parent.children--
	if parent.children == 0 && parent.status != pointCreating {
		parent.vanish()
	}
}

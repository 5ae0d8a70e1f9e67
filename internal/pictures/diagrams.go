// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

// jobLife is the states of a job, from left to right, with what an apply and a
// refresh make of each.
func jobLife() []byte {
	p := newPicture(880, 520, "The life of a backup job", "A job goes from CREATED to PENDING, RUNNING and COMPLETED, "+
		"where there is a recovery point; wait_for is created, running or completed. It may instead end as EXPIRED, when a window ran out, "+
		"or FAILED, after which the next plan takes a new backup, or as PARTIAL, or ABORTED if it was stopped, by way of ABORTING, of which the next plan warns. "+
		"It may fail or be stopped in CREATED and PENDING too; jobs of RDS, Aurora, DocumentDB, Neptune, FSx and SAP HANA cannot be stopped. "+
		"A job may also be COMPLETED with an issue: a warning, or an error with on_issues = error.")
	p.text(95, 44, "an apply starts here", true)
	p.box(plain, 20, 60, 150, 54, "CREATED", "wait_for = \"created\"")
	p.box(plain, 220, 60, 150, 54, "PENDING", "waits for its turn")
	p.box(plain, 420, 60, 150, 54, "RUNNING", "wait_for = \"running\"")
	p.text(740, 44, "there is a recovery point", true)
	p.box(good, 640, 60, 200, 54, "COMPLETED", "wait_for = \"completed\"")
	p.arrow(170, 87, 220, 87)
	p.arrow(370, 87, 420, 87)
	p.arrow(570, 87, 640, 87)

	p.box(bad, 20, 200, 190, 70, "EXPIRED", "a window ran out", "next plan: a new backup")
	p.arrow(70, 114, 70, 200)
	p.arrow(295, 114, 295, 140, 115, 140, 115, 200)
	p.arrow(440, 114, 440, 158, 160, 158, 160, 200)
	p.box(bad, 230, 200, 190, 70, "FAILED", "before or in RUNNING", "next plan: a new backup")
	p.arrow(140, 114, 140, 188, 260, 188, 260, 200)
	p.arrow(350, 114, 350, 200)
	p.arrow(470, 114, 470, 176, 325, 176, 325, 200)
	p.box(bad, 440, 200, 190, 54, "ABORTING", "AWS is stopping it")
	p.arrow(510, 114, 510, 200)
	p.box(bad, 440, 306, 190, 54, "ABORTED", "next plan: a warning")
	p.arrow(535, 254, 535, 306)
	p.box(bad, 650, 200, 190, 70, "PARTIAL", "some members failed", "next plan: a warning")
	p.arrow(550, 114, 550, 140, 745, 140, 745, 200)

	p.arrow(840, 87, 862, 87, 862, 425, 840, 425)
	p.box(good, 600, 398, 240, 54, "COMPLETED, with an issue", "a warning, or on_issues = \"error\"")
	p.text(220, 328, "An apply that waits fails for every red state,", true)
	p.text(220, 346, "with AWS's message, the likely cause and the fix.", true)
	p.text(300, 416, "A job can be stopped in CREATED and PENDING, too. AWS cannot stop", true)
	p.text(300, 434, "jobs of RDS, Aurora, DocumentDB, Neptune, FSx and SAP HANA.", true)
	p.text(440, 494, "AWS removes the record of a job after 30 days. The recovery point stays.", true)
	return p.bytes()
}

// onDestroy is a table of what a destroy does.
func onDestroy() []byte {
	p := newPicture(860, 330, "What destroying the resource does", "With on_destroy = retain, a job in progress continues and every backup stays. "+
		"With stop, a job in progress is stopped, and complete backups stay. With delete, a job in progress is stopped and a complete backup is "+
		"deleted, but for one in a locked vault or under a legal hold, which stays, with a warning. "+
		"AWS cannot stop jobs of RDS, Aurora, DocumentDB, Neptune, FSx and SAP HANA.")
	columns := []struct {
		x     int
		title string
	}{{170, "the job is in progress"}, {400, "the backup is complete"}, {630, "the vault is locked"}}
	for _, c := range columns {
		p.box(head, c.x, 20, 210, 40, c.title)
	}
	rows := []struct {
		y     int
		value string
		looks [3]string
		texts [3][2]string
	}{
		{80, "retain", [3]string{good, good, good}, [3][2]string{
			{"continues", "and its backup stays"}, {"stays", "until its retention ends"}, {"stays", "until its retention ends"},
		}},
		{150, "stop", [3]string{bad, good, good}, [3][2]string{
			{"is stopped, if AWS can", "finished members stay"}, {"stays", "until its retention ends"}, {"stays", "until its retention ends"},
		}},
		{220, "delete", [3]string{bad, bad, ask}, [3][2]string{
			{"is stopped, if AWS can", "a backup it made is deleted"}, {"is deleted", "and waited for until gone"}, {"stays, with a warning", "so does one on legal hold"},
		}},
	}
	for _, r := range rows {
		p.box(head, 20, r.y, 130, 54, r.value, "on_destroy")
		for i, c := range columns {
			p.box(r.looks[i], c.x, r.y, 210, 54, r.texts[i][0], r.texts[i][1])
		}
	}
	p.text(430, 304, "AWS cannot stop jobs of RDS, Aurora, DocumentDB, Neptune, FSx and SAP HANA: they continue.", true)
	return p.bytes()
}

// read is how a refresh decides.
func read() []byte {
	p := newPicture(860, 456, "How a refresh decides", "While a job is in progress, state follows the job. Once it has ended or AWS has forgotten it, "+
		"and it made a backup, state follows the backup: the recovery point. If AWS denies a look at it, state is kept, with a warning. "+
		"If it is gone and its time was over, state keeps it as DELETED; if it is gone early, it is removed from state. "+
		"A job that made no backup is kept as it is, and AWS is not asked.")
	p.box(ask, 20, 30, 190, 54, "Has the job ended?", "state knows it")
	p.box(plain, 290, 30, 230, 54, "ask AWS about the job", "then continue if it has ended")
	p.arrow(210, 57, 290, 57)
	p.text(250, 48, "no", true)
	p.box(good, 600, 30, 240, 54, "still in progress", "state follows the job")
	p.arrow(520, 57, 600, 57)

	p.box(ask, 20, 150, 190, 54, "Did it make a backup?", "FAILED, EXPIRED made none")
	p.arrow(115, 84, 115, 150)
	p.text(133, 120, "yes", true)
	p.arrow(405, 84, 405, 120, 170, 120, 170, 150)
	p.text(502, 124, "ended, or forgotten by AWS", true)
	p.box(good, 600, 150, 240, 54, "kept as it is", "AWS is not asked")
	p.arrow(210, 177, 600, 177)
	p.text(250, 168, "no", true)

	p.box(ask, 20, 260, 190, 54, "Is the backup there?", "AWS is asked")
	p.arrow(115, 204, 115, 260)
	p.text(133, 236, "yes", true)
	p.box(good, 600, 224, 240, 46, "state follows the backup", "that is, the recovery point")
	p.arrow(210, 278, 420, 278, 420, 247, 600, 247)
	p.text(250, 270, "yes", true)
	p.box(ask, 600, 284, 240, 46, "kept as it is", "with a warning that says why")
	p.arrow(210, 297, 440, 297, 440, 307, 600, 307)
	p.text(530, 297, "denied", true)

	p.box(ask, 20, 358, 190, 54, "Was its time over?", "its date of deletion")
	p.arrow(115, 314, 115, 358)
	p.text(140, 342, "gone", true)
	p.box(good, 290, 358, 250, 54, "kept, as DELETED", "no change, and never asked again")
	p.arrow(210, 385, 290, 385)
	p.text(250, 376, "yes", true)
	p.box(bad, 600, 358, 240, 54, "removed from state", "the plan takes a new backup")
	p.arrow(115, 412, 115, 436, 720, 436, 720, 412)
	p.text(250, 428, "no", true)
	return p.bytes()
}

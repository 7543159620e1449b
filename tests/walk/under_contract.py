"""Supervision, acceptance, prosecution and audit, as people go through them in the browser."""

from hashlib import sha256
from pathlib import Path

from tests.walk.people import Walk, day


def report(walk: Walk) -> None:
    """A milestone is planned, progress reported and verified, the milestone found met."""
    officer, manager, supervisor = walk.officer, walk.project_manager, walk.supervisor
    walk.at(officer, "Supervision").follow("Add a milestone")
    officer.fill_form({"Code": "M1", "Milestone": "Trial run begins", "Due": day(30)})
    officer.submit("Add", told="The milestone is planned.")
    for as_of, pv, ev, ac in ((-9, "100000", "90000", "95000"), (0, "200000", "180000", "210000")):
        walk.at(manager, "Supervision").follow("Report progress")
        manager.fill_form(
            {
                "Status date": day(as_of),
                "Budget at completion (BAC)": "700000",
                "Planned value (PV)": pv,
                "Earned value (EV)": ev,
                "Actual cost (AC)": ac,
            }
        )
        manager.submit("Submit", told="The report is received.")
        address = manager.page.url.removeprefix(walk.address)
        supervisor.goto(address)
        supervisor.follow("Verify")
        supervisor.fill_form({"Earned value as verified": ev})
        supervisor.submit("Verify", told="The report is verified.")
    walk.at(supervisor, "Supervision").follow("M1", "Inspect")
    supervisor.fill_form({"Met on": day()})
    supervisor.submit("Confirm", told="The inspection is recorded.")
    walk.at(officer, "Supervision").photograph("s-curve")


def find(walk: Walk) -> None:
    """The supervisor raises a finding, the contractor answers, the supervisor closes it."""
    manager, supervisor = walk.project_manager, walk.supervisor
    walk.at(supervisor, "Supervision").follow("Raise a finding")
    supervisor.fill_form(
        {
            "Addressed to": "Northern Software",
            "Finding": "Backups untested",
            "What was found": "No restore was ever tried.",
            "Severity": "Critical",
        }
    )
    supervisor.submit("Issue", told="The finding is issued.")
    manager.goto("/workspace/")
    manager.sees("Backups untested")
    walk.at(manager, "Supervision").follow("F-1", "Answer")
    manager.fill_form({"Answer": "Restored on Tuesday; the protocol is filed."})
    manager.submit("Send the answer", told="The answer is sent.")
    walk.at(supervisor, "Supervision").follow("F-1", "Close")
    supervisor.fill_form({"What was checked": "The protocol and a restored copy."})
    supervisor.submit("Close", told="The finding is closed.")


def change(walk: Walk) -> None:
    """The contractor proposes, the supervisor gives an opinion, the leader decides."""
    leader, manager, supervisor = walk.leader, walk.project_manager, walk.supervisor
    walk.at(manager, "Supervision").follow("Propose a change")
    manager.fill_form(
        {
            "Change": "One more language",
            "Type": "Price",
            "Reasons": "Requested by residents.",
            "Change of price": "20000",
        }
    )
    manager.submit("Propose", told="The change is proposed.")
    walk.at(supervisor, "Supervision").follow("CR-1", "Assess")
    supervisor.fill_form({"Opinion": "The price is usual."})
    supervisor.submit("Give the opinion", told="The opinion is given.")
    walk.at(leader, "Supervision").follow("CR-1", "Decide")
    leader.choose("Approve")
    leader.fill_form({"Reasons": "Within the reserve."})
    leader.submit("Decide", told="The decision is recorded.")


def deliver(walk: Walk, folder: Path) -> None:
    """Planned, criterion declared, handed in with a receipt, checked, accepted."""
    officer, leader, manager = walk.officer, walk.leader, walk.project_manager
    supervisor = walk.supervisor
    walk.at(officer, "Acceptance").follow("Plan a deliverable")
    officer.fill_form({"Code": "D1", "Deliverable": "Operation manual", "Due": day(20)})
    officer.submit("Plan it", told="The deliverable is planned.")
    walk.at(leader, "Acceptance").follow("D1", "Declare a criterion")
    leader.fill_form(
        {"Criterion": "A night restart is described.", "Test method": "Restart by the book."}
    )
    leader.submit("Declare", told="The criterion is declared.")
    manual = folder / "manual.txt"
    manual.write_text("Press the green button, also at night.\n", encoding="utf-8")
    manager.open_task("Hand in")
    manager.follow("Hand in")
    manager.fill_form({"Files": str(manual), "Note": "First edition."})
    manager.submit("Hand in", told="Received. The receipts are at the files.")
    digest = sha256(manual.read_bytes()).hexdigest()
    manager.sees(digest)
    manager.follow("manual")
    with manager.page.expect_download() as receipt:
        manager.follow("Receipt as text")
    assert digest in Path(receipt.value.path()).read_text(encoding="utf-8")
    supervisor.open_task("Check")
    supervisor.follow("Check: A night restart")
    supervisor.choose("Passed")
    supervisor.fill_form({"What was seen": "The server came back."})
    supervisor.submit("Record", told="The check is recorded.")
    supervisor.photograph("submission")
    leader.open_task("Decide on")
    leader.follow("Decide")
    leader.choose("Accepted")
    leader.fill_form({"Reasons": "It does what was agreed."})
    leader.submit("Decide", told="The decision is recorded.")


def hold_to_account(walk: Walk) -> None:
    """Obligation, breach, notice, answer, remedy."""
    officer, leader, manager = walk.officer, walk.leader, walk.project_manager
    walk.at(officer, "Prosecution").follow("Add an obligation")
    officer.fill_form(
        {
            "Who owes it": "Northern Software",
            "Obligation": "Answer incidents within four hours",
            "Clause": "Article 12",
            "Due": day(10),
        }
    )
    officer.submit("Save", told="The obligation is in the ledger.")
    walk.at(officer, "Prosecution").follow("O-1", "Open a breach")
    officer.fill_form({"What happened": "An incident waited for a day."})
    officer.submit("Open", told="The breach is open.")
    officer.follow("Give notice")
    officer.fill_form({"Notice": "Staff the night shift."})
    officer.submit("Give notice", told="Notice is given")
    manager.open_task("Answer the notice")
    manager.follow("Answer the notice")
    manager.fill_form({"Response": "Two people are on call since Monday."})
    manager.submit("Answer", told="Your answer is received.")
    leader.open_task("Decide on")
    leader.follow("Decide")
    leader.choose("Cured")
    leader.fill_form({"Reasons": "The shift is staffed."})
    leader.submit("Decide", told="The breach is decided.")
    leader.photograph("breach")


def rate(walk: Walk) -> None:
    """The officer rates, the contractor comments, the leader above makes it final (SOD-10)."""
    officer, leader, manager = walk.officer, walk.authority_leader, walk.project_manager
    walk.at(officer, "Prosecution").follow("Rate the contractor")
    officer.fill_form(
        {
            "Contractor": "Northern Software",
            "From": day(-8),
            "To": day(),
            "Quality": "4 very good",
            "Reasons": "Good work, slow nights.",
        }
    )
    officer.submit("Rate", told="The rating is open for comment.")
    manager.open_task("Comment on your rating")
    manager.follow("Comment")
    manager.fill_form({"Your comment": "The nights are staffed now."})
    manager.submit("Save", told="Your comment is kept")
    leader.open_task("Make the rating")
    leader.follow("Make it final")
    leader.sees("The nights are staffed now.")
    leader.fill_form({"Reasons": "Comment considered."})
    leader.submit("Make it final", told="The rating is final.")


def audit(walk: Walk) -> None:
    """The auditor reads, finds, is answered and settles."""
    auditor, officer = walk.auditor, walk.officer
    auditor.goto("/audit/")
    auditor.photograph("auditor-workspace")
    walk.at(auditor, "Audit").follow("Announce an audit")
    auditor.fill_form(
        {
            "Audit": "Closing audit",
            "Scope": "What was delivered and paid.",
            "Criteria": "The contract.",
            "Audit plan": "Papers in May.",
        }
    )
    auditor.submit("Announce", told="The audit is announced.")
    review = auditor.page.url.removeprefix(walk.address)
    walk.at(auditor, "Documents").sees("manual")
    auditor.follow("manual")
    with auditor.page.expect_download() as copy:
        auditor.follow("Download")
    assert "green button" in Path(copy.value.path()).read_text(encoding="utf-8")
    walk.at(auditor, "Trail").sees("decided on D1 Operation manual #1: Accepted")
    auditor.goto(review)
    auditor.follow("Draft a finding")
    auditor.fill_form(
        {
            "Audit finding": "Exit plan is late",
            "Criterion": "The contract asks for it within 90 days.",
            "Condition found": "There is none.",
            "Effect": "Leaving would be costly.",
            "Recommendation": "Ask for it now.",
            "Addressed to": "Data Bureau",
            "Answer due": day(20),
        }
    )
    auditor.main.locator("#id_evidence label").first.click()
    auditor.submit("Keep the draft", told="The draft is kept.")
    finding = auditor.page.url.removeprefix(walk.address)
    officer.goto(finding, status=404)
    auditor.follow("Issue the finding")
    auditor.submit("Issue the finding", told="The audit finding is issued.")
    officer.open_task("Exit plan is late")
    officer.follow("Answer the audit finding")
    officer.fill_form({"Answer": "It is due after the rehearsal."})
    officer.choose("Disagrees")
    officer.submit("Send the answer", told="The answer is sent to the auditor.")
    auditor.goto(finding)
    auditor.follow("Settle the finding")
    auditor.fill_form({"What you saw that settles it": "The plan itself."})
    auditor.submit("Settle the finding", told="The finding is settled.")

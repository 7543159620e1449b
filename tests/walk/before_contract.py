"""Planning and operation mode, as people go through them in the browser."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from projects.models import Project
from projects.planning.contents import CONTENTS
from projects.selection.actions.review_clause import review_clause
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES
from projects.selection.models import OwnershipClause, Tender
from tests.build.planning import approved_item
from tests.walk.people import Walk, day, moment

TITLE = "One-stop permits"


def register(walk: Walk) -> None:
    """The officer registers the project."""
    officer = walk.officer
    officer.goto("/projects/")
    officer.follow("Register a project")
    officer.fill_form(
        {
            "Reference": "WALK-1",
            "Title": TITLE,
            "Title in Chinese": "一站式许可",
            "Summary": "Permits without queueing.",
            "Budget": "1000000",
            "Reference-class median": "1100000",
            "Start": day(),
            "Planned end": day(400),
        }
    )
    officer.submit("Register", told="The project is registered.")
    walk.cast.project = Project.objects.get(reference="WALK-1")
    officer.sees(TITLE)


def plan(walk: Walk) -> None:
    """Officer and leader complete the plan; two items by hand, the others quickly."""
    officer, leader, cast = walk.officer, walk.leader, walk.cast
    by_hand = list(CONTENTS)[:2]
    for code in by_hand:
        walk.at(officer, "Plan").follow(str(CONTENTS[code].label), "Write")
        officer.fill_form({"Content": f"What we say on {code}."})
        officer.submit("Save", told="The draft is saved.")
        officer.follow("Submit for approval")
        officer.submit("Submit for approval", told="The item is submitted.")
        leader.open_task(f"Approve the plan item “{CONTENTS[code].label}”")
        leader.follow("Approve")
        leader.submit("Approve", told="The item is approved.")
    for code in list(CONTENTS)[2:]:
        approved_item(cast, code)
    walk.at(officer, "Plan").sees("16 of 16 items are approved or do not apply.")
    officer.photograph("plan")


def scope(walk: Walk) -> None:
    """What will be judged, and what the data are."""
    officer, leader = walk.officer, walk.leader
    walk.at(officer, "Plan").follow("Requirements", "Add a requirement")
    officer.fill_form(
        {
            "Requirement": "Residents can apply at any hour.",
            "Priority": "Must",
            "Acceptance criterion": "An application sent at night is stored.",
            "Test method": "Send one at 03:00.",
        }
    )
    officer.submit("Add")
    walk.at(officer, "Plan").follow("Objectives", "State an objective")
    officer.fill_form(
        {
            "Objective": "Shorter waiting",
            "Measure": "Median days to a permit",
            "Unit": "days",
            "Baseline": "20",
            "Target": "5",
            "How it is measured": "Monthly extract",
            "Owner": "Head of permits",
        }
    )
    officer.submit("Add")
    officer.sees("Shorter waiting")
    walk.at(leader, "Plan").follow("Requirements", "Set the baseline")
    leader.submit("Set the baseline")
    walk.at(leader).follow("Classify data")
    leader.fill_form(
        {
            "Data classification": "Personal data",
            "Protection level (MLPS)": "3",
            "Reasons": "Resident records.",
        }
    )
    leader.submit("Decide", told="The classification is decided.")


def choose_mode(walk: Walk) -> None:
    """Two alternatives are scored, one is proposed and approved."""
    officer, leader = walk.officer, walk.leader
    for mode, title, score in (
        ("Self-build", "Build it ourselves", "4"),
        ("Process outsourcing", "Buy the build", "8"),
    ):
        walk.at(officer, "Operation mode").follow("Add an alternative")
        officer.fill_form({"Operation mode": mode, "Alternative": title})
        officer.submit("Save", told="The alternative is added.")
        officer.follow(f"Score {title}")
        officer.fill_form(
            dict.fromkeys(
                (
                    "Funding",
                    "IT talent and infrastructure",
                    "Service update capability",
                    "Security",
                    "Control-right retention",
                    "Supply market",
                ),
                score,
            )
        )
        officer.submit("Save", told="The scores are saved.")
    officer.follow("Propose the operation mode")
    officer.fill_form({"Alternative": "Buy the build", "Reasons": "Best on security."})
    officer.submit("Propose", told="The proposal waits for the leader's decision.")
    leader.open_task("Decide the operation mode")
    leader.sees("TOPSIS")
    leader.choose("Approve")
    leader.submit("Decide", told="The decision is recorded.")
    assert walk.project.mode == "process"


def tender(walk: Walk) -> Tender:
    """The officer drafts, the leader publishes."""
    officer, leader = walk.officer, walk.leader
    walk.at(officer, "Operation mode").follow("Draft a tender")
    officer.fill_form(
        {
            "Reference": "T-WALK",
            "Title": TITLE,
            "Procedure": "Open",
            "Price ceiling": "1000000",
            "Bids from": moment(),
            "Bids until": moment(25),
        }
    )
    for row, (criterion, weight) in enumerate((("Quality", "60"), ("Price", "40"))):
        officer.main.locator(f"#id_criteria-{row}-title").fill(criterion)
        officer.main.locator(f"#id_criteria-{row}-weight").fill(weight)
    officer.main.locator("label[for=id_criteria-1-is_price]").click()
    officer.submit("Save the draft", told="The draft is saved.")
    leader.open_task("Publish the tender T-WALK")
    leader.follow("Publish the tender")
    leader.submit("Publish", told="The tender is published.")
    leader.photograph("tender")
    return Tender.objects.get(reference="T-WALK")


def bid(walk: Walk, published: Tender) -> None:
    """Two contractors bid under seal; neither sees the other, nor the project."""
    for person, amount in ((walk.bid_manager, "900000"), (walk.rival_bidder, "950000")):
        person.goto("/workspace/")
        person.follow(TITLE, "Submit a bid")
        person.fill_form({"Price": amount, "Summary of the offer": "We build it."})
        person.submit("Submit", told="Your bid is received.")
        with person.page.expect_download() as receipt:
            person.follow("Download the receipt")
        assert receipt.value.suggested_filename.endswith(".json")
    walk.rival_bidder.goto(published.get_absolute_url())
    walk.rival_bidder.misses("Northern Software", "900,000")
    walk.officer.goto(published.get_absolute_url())
    walk.officer.sees("Bids are sealed")
    walk.officer.misses("Northern Software", "Open the bids")


def award(walk: Walk, published: Tender, traveller: time_machine.Traveller) -> None:
    """After the deadline the bids are opened, evaluated by a second officer, and one wins."""
    assert published.period_end is not None
    traveller.move_to(published.period_end + timedelta(hours=1))
    walk.sign_in_again()
    officer, second, leader = walk.officer, walk.second_officer, walk.leader
    officer.open_task("Open the bids")
    officer.follow("Open the bids")
    officer.submit("Open the bids", told="The bids are open.")
    for firm, score in (("Northern Software", "91"), ("Rival Systems", "84")):
        second.goto(published.get_absolute_url())
        second.follow(f"Evaluate {firm}")
        second.choose("Valid")
        second.fill_form({"Score": score})
        second.submit("Save", told="The evaluation is saved.")
    leader.open_task("Decide the award")
    leader.fill_form({"Reasons": "Best offer."})
    winner = leader.main.locator("#id_bid option", has_text="Northern Software")
    leader.main.locator("#id_bid").select_option(value=winner.get_attribute("value"))
    leader.submit("Award", told="The award is decided.")


def contract(walk: Walk) -> None:
    """Drafted, its clauses written and reviewed, signed and acknowledged."""
    officer, second, leader, manager = (
        walk.officer,
        walk.second_officer,
        walk.leader,
        walk.project_manager,
    )
    manager.goto(f"/projects/{walk.cast.project.pk}/", status=404)
    walk.at(officer, "Operation mode").follow("Draft the contract")
    officer.fill_form(
        {
            "Reference": "C-WALK",
            "Of which build": "700000",
            "Share that may be paid before acceptance": "0.3",
            "Start": day(),
            "End": day(365),
        }
    )
    officer.submit("Save", told="The draft is saved.")
    clauses = OwnershipClause.objects.filter(contract__reference="C-WALK").order_by("pk")
    for clause in clauses[2:]:
        written = write_clause(
            clause,
            actor=officer.user,
            is_present=True,
            position="Annex",
            text=CLAUSES[clause.code].wording,
        )
        review_clause(written, actor=second.user)
    for clause in clauses[:2]:
        label = str(CLAUSES[clause.code].label)
        walk.at(officer, "Operation mode").follow("C-WALK", f"Write {label}")
        officer.fill_form({"Where": f"Article {clause.pk}"})
        officer.submit("Save", told="The clause is saved.")
        walk.at(second, "Operation mode").follow("C-WALK", f"Review {label}")
        second.submit("Confirm", told="The clause is reviewed.")
    leader.open_task("Sign the contract C-WALK")
    leader.follow("Sign the contract")
    leader.submit("Sign", told="The contract is signed.")
    manager.goto("/workspace/")
    manager.photograph("contractor-workspace")
    manager.follow("Acknowledge the contract C-WALK")
    manager.submit("Acknowledge", told="The contract is acknowledged.")


def appoint(walk: Walk, firm: str, capacity: str) -> None:
    """The leader appoints a third party for a year."""
    walk.at(walk.leader).follow("Appoint a third party")
    end = timezone.localtime() + timedelta(days=365)
    walk.leader.fill_form(
        {
            "Organisation": firm,
            "Capacity": capacity,
            "Purpose": "Independent eyes",
            "To": end.strftime("%Y-%m-%dT%H:%M"),
            "Independence from the contractor is declared in writing": True,
        }
    )
    walk.leader.submit("Appoint", told="The third party is appointed.")

"""The frozen snapshot of a gate: what was found at that moment, in every language, with digests."""

import hashlib
from typing import Any

import rfc8785
from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import override

from audit.evidence.models import Document
from audit.log.plain import plain
from egov_outsource.accounts.models import User
from projects.lifecycle.gates import CheckRow, GateState, gate_state
from projects.lifecycle.models import Attestation, Waiver
from projects.models import Project
from projects.planning.models import Requirement

SCHEMA = 1
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def freeze(project: Project, state: GateState) -> tuple[dict[str, Any], str]:
    """The snapshot of `state` and the SHA-256 of its canonical form (RFC 8785)."""
    words = {code: _words(project, state, code) for code in LANGUAGES}
    snapshot: dict[str, Any] = plain(
        {
            "schema": SCHEMA,
            "gate": state.place.gate.value,
            "frozen_at": timezone.now(),
            "project": {
                "id": project.pk,
                "reference": project.reference,
                "stage": project.stage,
                "version": project.version,
                "mode": project.mode,
                "classification": project.classification,
                "mlps_level": project.mlps_level,
                "budget": project.budget,
                "currency": project.currency,
            },
            "risk_level": project.risk_level,
            "requirements": _requirements(project),
            "evidence": _evidence(project),
            "checks": [_check(row, words) for row in state.rows],
        }
    )
    return snapshot, digest_of(snapshot)


def digest_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 over the canonical bytes, in hex."""
    return hashlib.sha256(rfc8785.dumps(snapshot)).hexdigest()


def _words(project: Project, state: GateState, language: str) -> dict[str, tuple[str, str]]:
    with override(language):
        again = gate_state(project, state.place)
        return {row.check.code: (str(row.check.label), row.detail) for row in again.rows}


def _check(row: CheckRow, words: dict[str, dict[str, tuple[str, str]]]) -> dict[str, Any]:
    code = row.check.code
    return {
        "code": code,
        "kind": str(row.check.kind),
        "attested": row.check.is_attested,
        "state": row.state.value,
        "label": {language: found[code][0] for language, found in words.items()},
        "detail": {language: found[code][1] for language, found in words.items()},
        "attestation": _attestation(row.attestation),
        "waiver": _waiver(row.waiver),
    }


def _attestation(attestation: Attestation | None) -> dict[str, Any] | None:
    if attestation is None:
        return None
    document = attestation.document
    return {
        "id": attestation.pk,
        "statement": attestation.statement,
        "by": _person(attestation.attested_by),
        "at": attestation.attested_at,
        "document": document
        and {"id": document.pk, "title": document.title, "sha256": document.sha256},
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "id": waiver.pk,
        "reason": waiver.reason,
        "by": _person(waiver.issued_by),
        "issued_on": waiver.issued_on,
        "expires_on": waiver.expires_on,
    }


def _person(user: User) -> dict[str, Any]:
    return {"id": user.pk, "name": user.name}


def _requirements(project: Project) -> dict[str, int]:
    lacking = Q(criterion__regex=r"^\s*$") | Q(test_method__regex=r"^\s*$")
    standing = Requirement.objects.in_project(project).standing().order_by()
    return standing.aggregate(
        total=Count("pk"),
        must=Count("pk", filter=Q(priority=Requirement.Priority.MUST)),
        in_baseline=Count("pk", filter=Q(baselined_at__isnull=False)),
        unverifiable=Count("pk", filter=lacking),
    )


def _evidence(project: Project) -> dict[str, Any]:
    """How many files the project has, and one digest over all of theirs, oldest first."""
    digests = Document.objects.filter(project=project).order_by("pk").values_list("sha256", "url")
    whole = hashlib.sha256()
    count = 0
    for count, pair in enumerate(digests, start=1):  # noqa: B007 - the last number is the count
        whole.update(rfc8785.dumps(list(pair)))
    return {"documents": count, "digest": whole.hexdigest()}

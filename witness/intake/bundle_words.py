"""Writes the values of a case as the JSON of a bundle, in an order that depends on nothing but them."""

from datetime import UTC, date, datetime
from typing import Any

from witness.domain.cases import CasePicture, Happening
from witness.domain.hearings import Revision
from witness.domain.people import Person, Witness

Json = dict[str, Any]


def picture_to(picture: CasePicture, happenings: tuple[Happening, ...]) -> Json:
    """Write the values of a case as JSON, in an order that depends on nothing but them."""
    case = picture.case
    return {
        "case": {
            "id": case.case_id,
            "ref": case.ref,
            "track": case.track.value,
            "court": case.court_code,
            "charged_on": _written(case.charged_on),
            "support_began_on": _written(case.support_began_on),
            "restricted": case.restricted,
            "closed_on": _written(case.closed_on),
        },
        "references": _sorted({"kind": r.kind, "value": r.value} for r in case.references),
        "defendants": _sorted(
            {"label": d.label, "custody": d.custody.value, "plea": d.plea.value, "outcome": d.outcome.value}
            for d in case.defendants
        ),
        "people": _sorted(_person_to(picture, person) for person in picture.people),
        "parts": _sorted(
            {"person": p.person_id, "part": p.part.value, "relation": p.relation, "for": p.for_person_id}
            for p in picture.parts
        ),
        "witnesses": _sorted(_witness_to(picture, witness) for witness in picture.witnesses),
        "hearings": _sorted(
            {
                "id": h.hearing_id,
                "kind": h.kind.value,
                "running": h.running,
                "revisions": [_revision_to(r) for r in h.revisions],
            }
            for h in picture.hearings
        ),
        "evidence": _sorted(
            {"id": e.event_id, "witness": e.witness_id, "hearing": e.hearing_id, "state": e.state.value}
            for e in picture.events
        ),
        "told": _sorted(
            {
                "person": t.person_id,
                "hearing": t.hearing_id,
                "revision": t.revision,
                "via": t.via,
                "at": _at(t.at),
                "acknowledged_at": _at(t.acknowledged_at),
            }
            for t in picture.told
        ),
        "answers": _sorted(
            {
                "id": a.answer_id,
                "person": a.person_id,
                "hearing": a.hearing_id,
                "revision": a.revision,
                "answer": a.answer.value,
                "via": a.via,
                "at": _at(a.at),
                "settled_at": _at(a.settled_at),
            }
            for a in picture.answers
        ),
        "happenings": [
            {"at": _at(h.at), "kind": h.kind, "words": h.words, "hearing": h.hearing_id}
            for h in sorted(happenings, key=lambda h: h.seq)
        ],
    }


def _revision_to(revision: Revision) -> Json:
    slot = revision.slot
    return {
        "number": revision.number,
        "state": revision.state.value,
        "listing": slot.listing.value,
        "on": _written(slot.on),
        "until": _written(slot.until),
        "at": None if slot.at is None else f"{slot.at:%H:%M}",
        "court": slot.court_code,
        "room": slot.room,
        "source": revision.source,
        "reason": revision.reason,
        "learnt_at": _at(revision.learnt_at),
        "recorded_at": _at(revision.recorded_at),
        "layer": revision.layer,
        "undoes": revision.undoes,
    }


def _person_to(picture: CasePicture, person: Person) -> Json:
    return {
        "id": person.person_id,
        "household": person.household_id,
        "name": person.name,
        "initials": person.initials,
        "born_on": _written(person.born_on),
        "language": person.language,
        "contacts": _sorted(
            {
                "id": c.contact_id,
                "channel": c.channel.value,
                "value": c.value,
                "tier": int(c.tier),
                "state": c.state.value,
                "reviewed_on": _written(c.reviewed_on),
                "signed_as": c.signed_as,
                "language": c.language,
                "safe_days": sorted(c.safe_days),
                "safe_from": f"{c.safe_from:%H:%M}",
                "safe_until": f"{c.safe_until:%H:%M}",
                "seen_by": c.seen_by,
                "whose": c.whose,
                "wants_calendar": c.wants_calendar,
            }
            for c in picture.contacts
            if c.person_id == person.person_id
        ),
    }


def _witness_to(picture: CasePicture, witness: Witness) -> Json:
    return {
        "id": witness.witness_id,
        "person": witness.person_id,
        "label": witness.label,
        "requirement": witness.requirement.value,
        "direct_contact": witness.direct_contact,
        "measures": _sorted(
            {"kind": m.kind.value, "state": m.state.value, "since": _written(m.since)}
            for m in picture.measures
            if m.witness_id == witness.witness_id
        ),
        "needs": _sorted(
            {
                "kind": n.kind.value,
                "state": n.state.value,
                "whose": n.whose.value,
                "since": _written(n.since),
                "due_on": _written(n.due_on),
            }
            for n in picture.needs
            if n.witness_id == witness.witness_id
        ),
    }


def _sorted(items: Any) -> list[Json]:
    return sorted(items, key=lambda item: [str(item[key]) for key in sorted(item) if not isinstance(item[key], list)])


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _at(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")

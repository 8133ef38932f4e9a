"""Turns the JSON of a bundle into the values of a case, and back."""

from datetime import UTC, date, datetime, time
from typing import Any

from witness.domain.cases import (
    Case,
    CasePicture,
    Custody,
    Defendant,
    DefendantOutcome,
    Happening,
    Plea,
    Reference,
    Track,
)
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.evidence import (
    Answer,
    AnswerKind,
    EventState,
    EvidenceEvent,
    Measure,
    MeasureKind,
    MeasureState,
    Need,
    NeedKind,
    NeedState,
    Side,
    Told,
)
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import looks_like_id, new_id

Json = dict[str, Any]


class _Names:
    """Opaque names are kept; names that are local to the bundle get an opaque one, the same each time."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def of(self, kind: str, local: str) -> str:
        if looks_like_id(local):
            return local
        return self._given.setdefault((kind, local), new_id())

    def maybe(self, kind: str, local: str | None) -> str | None:
        return None if local is None else self.of(kind, local)


def picture_from(data: Json) -> tuple[CasePicture, tuple[Happening, ...]]:
    """Make the values of a bundle that has been checked.

    Raises:
        ValueError: a day, an hour or an instant is not one.
    """
    names = _Names()
    case_id = names.of("case", data["case"].get("id") or data["case"]["ref"])
    picture = CasePicture(
        case=_case(data, case_id),
        people=tuple(_person(p, names) for p in data["people"]),
        parts=tuple(
            CasePart(names.of("p", p["person"]), Part(p["part"]), p["relation"], names.maybe("p", p["for"]))
            for p in data["parts"]
        ),
        witnesses=tuple(
            Witness(
                names.of("w", w["id"]),
                names.of("p", w["person"]),
                w["label"],
                Requirement(w["requirement"]),
                w["direct_contact"],
            )
            for w in data["witnesses"]
        ),
        hearings=tuple(
            Hearing(
                names.of("h", h["id"]),
                case_id,
                HearingKind(h["kind"]),
                tuple(_revision(r) for r in h["revisions"]),
                running=h["running"],
            )
            for h in data["hearings"]
        ),
        events=tuple(
            EvidenceEvent(
                names.of("e", e["id"]), names.of("w", e["witness"]), names.of("h", e["hearing"]), EventState(e["state"])
            )
            for e in data["evidence"]
        ),
        measures=tuple(
            Measure(names.of("w", w["id"]), MeasureKind(m["kind"]), MeasureState(m["state"]), _day(m["since"]))
            for w in data["witnesses"]
            for m in w["measures"]
        ),
        needs=tuple(
            Need(
                names.of("w", w["id"]),
                NeedKind(n["kind"]),
                NeedState(n["state"]),
                Side(n["whose"]),
                _day(n["since"]),
                _maybe_day(n["due_on"]),
            )
            for w in data["witnesses"]
            for n in w["needs"]
        ),
        contacts=tuple(_contact(c, names.of("p", p["id"]), names) for p in data["people"] for c in p["contacts"]),
        answers=tuple(
            Answer(
                names.of("a", a["id"]),
                names.of("p", a["person"]),
                names.of("h", a["hearing"]),
                a["revision"],
                AnswerKind(a["answer"]),
                a["via"],
                _instant(a["at"]),
                _maybe_instant(a["settled_at"]),
            )
            for a in data["answers"]
        ),
        told=tuple(
            Told(
                names.of("p", t["person"]),
                names.of("h", t["hearing"]),
                t["revision"],
                t["via"],
                _instant(t["at"]),
                _maybe_instant(t["acknowledged_at"]),
            )
            for t in data["told"]
        ),
    )
    happenings = tuple(
        Happening(number, _instant(h["at"]), h["kind"], h["words"], hearing_id=names.maybe("h", h["hearing"]))
        for number, h in enumerate(data["happenings"], start=1)
    )
    return picture, happenings


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


def _case(data: Json, case_id: str) -> Case:
    case = data["case"]
    return Case(
        case_id=case_id,
        ref=case["ref"],
        track=Track(case["track"]),
        team_id="",
        owner_id="",
        cps_team_id=None,
        court_code=case["court"],
        support_began_on=_day(case["support_began_on"]),
        signed_as="",
        support_phone="",
        charged_on=_maybe_day(case["charged_on"]),
        restricted=case["restricted"],
        closed_on=_maybe_day(case["closed_on"]),
        references=tuple(Reference(r["kind"], r["value"]) for r in data["references"]),
        defendants=tuple(
            Defendant(d["label"], Custody(d["custody"]), Plea(d["plea"]), DefendantOutcome(d["outcome"]))
            for d in data["defendants"]
        ),
    )


def _person(person: Json, names: _Names) -> Person:
    return Person(
        person_id=names.of("p", person["id"]),
        household_id=names.of("household", person["household"]),
        name=person["name"],
        initials=person["initials"],
        born_on=_maybe_day(person["born_on"]),
        language=person["language"],
    )


def _contact(contact: Json, person_id: str, names: _Names) -> SafeContact:
    return SafeContact(
        contact_id=names.of("c", contact["id"]),
        person_id=person_id,
        channel=Channel(contact["channel"]),
        value=contact["value"],
        tier=Tier(contact["tier"]),
        state=ContactState(contact["state"]),
        reviewed_on=_day(contact["reviewed_on"]),
        signed_as=contact["signed_as"],
        language=contact["language"],
        safe_days=frozenset(contact["safe_days"]),
        safe_from=_hour(contact["safe_from"]),
        safe_until=_hour(contact["safe_until"]),
        seen_by=contact["seen_by"],
        whose=contact["whose"],
        wants_calendar=contact["wants_calendar"],
    )


def _revision(revision: Json) -> Revision:
    return Revision(
        number=revision["number"],
        state=HearingState(revision["state"]),
        slot=Slot(
            Listing(revision["listing"]),
            _maybe_day(revision["on"]),
            _maybe_day(revision["until"]),
            None if revision["at"] is None else _hour(revision["at"]),
            revision["court"],
            revision["room"],
        ),
        source=revision["source"],
        learnt_at=_instant(revision["learnt_at"]),
        recorded_at=_instant(revision["recorded_at"]),
        layer=revision["layer"],
        reason=revision["reason"],
        undoes=revision["undoes"],
    )


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


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe_day(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _hour(text: str) -> time:
    return time.fromisoformat(text)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else _instant(text)


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _at(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")

"""Turns the JSON of a bundle that has been checked into the values of a case."""

from datetime import UTC, date, datetime, time
from typing import Any

from witness.domain.cases import Case, CasePicture, Happening, Reference, Track
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import Answer, AnswerKind, EventState, EvidenceEvent, Need, NeedKind, NeedState, Side, Told
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.measures import Measure, MeasureKind, MeasureState
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

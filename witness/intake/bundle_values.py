"""Turns the JSON of a bundle that has been checked into the values of a case."""

from witness.domain.cases import Case, CasePicture, Happening, Reference, Track, Tribunal
from witness.domain.contact import Channel, ContactState, ContactStep, SafeContact, StepKind, Tier
from witness.domain.contact_terms import terms_from_plain, with_terms
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.evidence import Answer, AnswerKind, EventState, EvidenceEvent, Need, NeedKind, NeedState, Side, Told
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.people import CasePart, Part, Person, Requirement, RequirementStep, Witness
from witness.intake.bundle_aftercare import aftercare_from
from witness.intake.bundle_calendars import calendar_choices_from
from witness.intake.bundle_choices import choices_from
from witness.intake.bundle_claims import claims_from
from witness.intake.bundle_day_taps import day_taps_from
from witness.intake.bundle_enquiries import enquiries_from
from witness.intake.bundle_markers import markers_from
from witness.intake.bundle_milestones import milestones_from
from witness.intake.bundle_names import Json, Names, a_day, an_instant, maybe_day, maybe_hour, maybe_instant
from witness.intake.bundle_parents import SupportFile, offers_from, passings_from, support_from
from witness.intake.bundle_places import care_from, places_from
from witness.intake.bundle_plans import (
    availability_from,
    bookings_from,
    contact_log_from,
    notices_from,
    promises_from,
    stops_from,
    trips_from,
    visits_from,
)
from witness.intake.bundle_sureness import sureness_from


def picture_from(data: Json) -> tuple[CasePicture, tuple[Happening, ...], SupportFile]:
    """Make the values of a bundle that has been checked.

    Raises:
        ValueError: a day, an hour or an instant is not one.
    """
    names = Names()
    hearings = frozenset(h["id"] for h in data["hearings"])
    case_id = names.of("case", data["case"].get("id") or data["case"]["ref"])
    picture = CasePicture(
        case=_case(data, case_id),
        people=tuple(_person(p, names) for p in data["people"]),
        parts=tuple(
            CasePart(
                names.of("p", p["person"]),
                Part(p["part"]),
                p["relation"],
                names.maybe("p", p["for"]),
                p.get("organisation", ""),
                p.get("informed", False),
                maybe_instant(p.get("joined_at")),
                maybe_instant(p.get("left_at")),
            )
            for p in data["parts"]
        ),
        witnesses=tuple(
            Witness(
                names.of("w", w["id"]),
                names.of("p", w["person"]),
                w["label"],
                Requirement(w["requirement"]),
                w["direct_contact"],
                tuple(
                    RequirementStep(Requirement(s["requirement"]), an_instant(s["at"]), s.get("source", ""))
                    for s in w.get("steps", ())
                ),
                w.get("refresh_at_end", False),
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
                names.of("e", e["id"]),
                names.of("w", e["witness"]),
                names.of("h", e["hearing"]),
                EventState(e["state"]),
                maybe_instant(e.get("expected_at")),
                maybe_instant(e.get("settled_at")),
                e.get("recalled", False),
            )
            for e in data["evidence"]
        ),
        measures=tuple(
            Measure(
                names.of("w", w["id"]),
                MeasureKind(m["kind"]),
                MeasureState(m["state"]),
                a_day(m["since"]),
                Basis(m.get("basis", Basis.UNKNOWN.value)),
                tuple(
                    MeasureStep(MeasureState(s["state"]), an_instant(s["at"]), s.get("source", ""))
                    for s in m.get("steps", ())
                ),
            )
            for w in data["witnesses"]
            for m in w["measures"]
        ),
        needs=tuple(
            Need(
                names.of("w", w["id"]),
                NeedKind(n["kind"]),
                NeedState(n["state"]),
                Side(n["whose"]),
                a_day(n["since"]),
                maybe_day(n["due_on"]),
                names.maybe("h", n.get("hearing")),
                n.get("of_revision", 0),
            )
            for w in data["witnesses"]
            for n in w["needs"]
        ),
        contacts=tuple(
            contact_from(c, names.of("p", p["id"]), names.of("c", c["id"]))
            for p in data["people"]
            for c in p["contacts"]
        ),
        answers=tuple(
            Answer(
                names.of("a", a["id"]),
                names.of("p", a["person"]),
                names.of("h", a["hearing"]),
                a["revision"],
                AnswerKind(a["answer"]),
                a["via"],
                an_instant(a["at"]),
                maybe_instant(a["settled_at"]),
            )
            for a in data["answers"]
        ),
        told=tuple(
            Told(
                names.of("p", t["person"]),
                names.of("h", t["hearing"]),
                t["revision"],
                t["via"],
                an_instant(t["at"]),
                maybe_instant(t["acknowledged_at"]),
                maybe_instant(t.get("delivered_at")),
                t.get("reason_given", False),
            )
            for t in data["told"]
        ),
        visits=visits_from(data, names, hearings),
        trips=trips_from(data, names, hearings),
        bookings=bookings_from(data, names, hearings),
        promises=promises_from(data, names),
        availability=availability_from(data, names),
        calendar_choices=calendar_choices_from(data, names),
        contact_log=contact_log_from(data, names),
        notices=notices_from(data, names, hearings),
        stops=stops_from(data, names),
        choices=choices_from(data, names),
        day_taps=day_taps_from(data, names),
        markers=markers_from(data, names),
        places=places_from(data, names),
        care=care_from(data, names),
        enquiries=enquiries_from(data, names),
        milestones=milestones_from(data, names),
        claims=claims_from(data, names),
        offers=offers_from(data, names),
        passings=passings_from(data, names),
        aftercare=aftercare_from(data, names),
        sureness=sureness_from(data, names),
    )
    happenings = tuple(
        Happening(number, an_instant(h["at"]), h["kind"], h["words"], hearing_id=names.maybe("h", h["hearing"]))
        for number, h in enumerate(data["happenings"], start=1)
    )
    return picture, happenings, support_from(data, names, case_id)


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
        support_began_on=a_day(case["support_began_on"]),
        signed_as="",
        support_phone="",
        charged_on=maybe_day(case["charged_on"]),
        restricted=case["restricted"],
        closed_on=maybe_day(case["closed_on"]),
        references=tuple(Reference(r["kind"], r["value"]) for r in data["references"]),
        defendants=tuple(_defendant(d) for d in data["defendants"]),
        tribunal=None if case.get("tribunal") is None else Tribunal(case["tribunal"]),
        came_on=maybe_day(case.get("came_on")),
    )


def _defendant(defendant: Json) -> Defendant:
    return Defendant(
        defendant["label"],
        Custody(defendant["custody"]),
        Plea(defendant["plea"]),
        DefendantOutcome(defendant["outcome"]),
        tuple(
            DefendantStep(
                turn=Turn(s["turn"]),
                at=an_instant(s["at"]),
                source=s.get("source", ""),
                custody_months=s.get("custody_months"),
                near_family=s.get("near_family", False),
                vcs=s.get("vcs"),
            )
            for s in defendant.get("steps", ())
        ),
        tuple(defendant.get("areas", ())),
    )


def _person(person: Json, names: Names) -> Person:
    return Person(
        person_id=names.of("p", person["id"]),
        household_id=names.of("household", person["household"]),
        name=person["name"],
        initials=person["initials"],
        born_on=maybe_day(person["born_on"]),
        language=person["language"],
    )


def contact_from(contact: Json, person_id: str, contact_id: str) -> SafeContact:
    """Make the value of a safe-contact record. What an older bundle does not say is as where nobody has asked.

    An older one knows nobody who asked for more than a day and a time, so it says no more.

    Raises:
        ValueError: a day, an hour or an instant is not one.
    """
    code_word = contact.get("code_word", "")
    bare = SafeContact(
        contact_id=contact_id,
        person_id=person_id,
        channel=Channel(contact["channel"]),
        value=contact["value"],
        tier=Tier(contact["tier"]) if "opted_in_on" in contact else min(Tier(contact["tier"]), Tier.L1),
        state=ContactState(contact["state"]),
        reviewed_on=a_day(contact["reviewed_on"]),
        signed_as=contact["signed_as"],
        code_word=code_word,
        has_code_word=bool(code_word),
        steps=tuple(_contact_step(step) for step in contact.get("steps", ())),
    )
    return with_terms(bare, terms_from_plain(contact))


def _contact_step(step: Json) -> ContactStep:
    terms = step.get("terms")
    return ContactStep(
        ContactState(step["state"]),
        Tier(step["tier"]),
        an_instant(step["at"]),
        step.get("because", ""),
        StepKind(step.get("kind", StepKind.NOTED.value)),
        maybe_day(step.get("reviewed_on")),
        step.get("signed_as", ""),
        None if terms is None else terms_from_plain(terms),
    )


def _revision(revision: Json) -> Revision:
    return Revision(
        number=revision["number"],
        state=HearingState(revision["state"]),
        slot=Slot(
            Listing(revision["listing"]),
            maybe_day(revision["on"]),
            maybe_day(revision["until"]),
            maybe_hour(revision["at"]),
            revision["court"],
            revision["room"],
        ),
        source=revision["source"],
        learnt_at=an_instant(revision["learnt_at"]),
        recorded_at=an_instant(revision["recorded_at"]),
        layer=revision["layer"],
        reason=revision["reason"],
        undoes=revision["undoes"],
        effectiveness=None if revision.get("effectiveness") is None else Effectiveness(revision["effectiveness"]),
        outcome_code=revision.get("outcome_code", ""),
    )

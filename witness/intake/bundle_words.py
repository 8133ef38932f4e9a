"""Writes the values of a case as the JSON of a bundle, in an order that depends on nothing but them."""

from witness.domain.cases import CasePicture, Happening
from witness.domain.contact_terms import terms_as_plain, terms_of
from witness.domain.defendants import Defendant
from witness.domain.hearings import Revision
from witness.domain.people import Person, Witness
from witness.intake.bundle_aftercare import aftercare_to
from witness.intake.bundle_calendars import calendar_choices_to
from witness.intake.bundle_choices import choices_to
from witness.intake.bundle_claims import claims_to
from witness.intake.bundle_day_taps import day_taps_to
from witness.intake.bundle_enquiries import enquiries_to
from witness.intake.bundle_markers import markers_to
from witness.intake.bundle_milestones import milestones_to
from witness.intake.bundle_names import Json, in_order, written_day, written_hour, written_instant
from witness.intake.bundle_places import care_to, places_to
from witness.intake.bundle_plans import availability_to, planned_to
from witness.intake.bundle_sureness import sureness_to


def picture_to(picture: CasePicture, happenings: tuple[Happening, ...]) -> Json:
    """Write the values of a case as JSON, in an order that depends on nothing but them."""
    case = picture.case
    return {
        "case": {
            "id": case.case_id,
            "ref": case.ref,
            "track": case.track.value,
            "court": case.court_code,
            "charged_on": written_day(case.charged_on),
            "support_began_on": written_day(case.support_began_on),
            "came_on": written_day(case.came_on),
            "restricted": case.restricted,
            "closed_on": written_day(case.closed_on),
            "tribunal": None if case.tribunal is None else case.tribunal.value,
        },
        "references": in_order({"kind": r.kind, "value": r.value} for r in case.references),
        "defendants": in_order(_defendant_to(defendant) for defendant in case.defendants),
        "people": in_order(_person_to(picture, person) for person in picture.people),
        "parts": in_order(
            {
                "person": p.person_id,
                "part": p.part.value,
                "relation": p.relation,
                "for": p.for_person_id,
                "organisation": p.organisation,
                "informed": p.informed,
                "joined_at": written_instant(p.joined_at),
                "left_at": written_instant(p.left_at),
            }
            for p in picture.parts
        ),
        "witnesses": in_order(_witness_to(picture, witness) for witness in picture.witnesses),
        "hearings": in_order(
            {
                "id": h.hearing_id,
                "kind": h.kind.value,
                "running": h.running,
                "revisions": [_revision_to(r) for r in h.revisions],
            }
            for h in picture.hearings
        ),
        "evidence": in_order(
            {
                "id": e.event_id,
                "witness": e.witness_id,
                "hearing": e.hearing_id,
                "state": e.state.value,
                "expected_at": written_instant(e.expected_at),
                "settled_at": written_instant(e.settled_at),
                "recalled": e.recalled,
            }
            for e in picture.events
        ),
        "told": in_order(
            {
                "person": t.person_id,
                "hearing": t.hearing_id,
                "revision": t.revision,
                "via": t.via,
                "at": written_instant(t.at),
                "acknowledged_at": written_instant(t.acknowledged_at),
                "delivered_at": written_instant(t.delivered_at),
                "reason_given": t.reason_given,
            }
            for t in picture.told
        ),
        "answers": in_order(
            {
                "id": a.answer_id,
                "person": a.person_id,
                "hearing": a.hearing_id,
                "revision": a.revision,
                "answer": a.answer.value,
                "via": a.via,
                "at": written_instant(a.at),
                "settled_at": written_instant(a.settled_at),
            }
            for a in picture.answers
        ),
        "happenings": [
            {"at": written_instant(h.at), "kind": h.kind, "words": h.words, "hearing": h.hearing_id}
            for h in sorted(happenings, key=lambda h: h.seq)
        ],
        "message_choices": choices_to(picture),
        "day_taps": day_taps_to(picture),
        "markers": markers_to(picture),
        "places": places_to(picture),
        "care": care_to(picture),
        "questions": enquiries_to(picture),
        "milestones": milestones_to(picture),
        "claims": claims_to(picture),
        "aftercare": aftercare_to(picture),
        "sureness": sureness_to(picture),
    } | planned_to(picture)


def _revision_to(revision: Revision) -> Json:
    slot = revision.slot
    return {
        "number": revision.number,
        "state": revision.state.value,
        "listing": slot.listing.value,
        "on": written_day(slot.on),
        "until": written_day(slot.until),
        "at": written_hour(slot.at),
        "court": slot.court_code,
        "room": slot.room,
        "source": revision.source,
        "reason": revision.reason,
        "learnt_at": written_instant(revision.learnt_at),
        "recorded_at": written_instant(revision.recorded_at),
        "layer": revision.layer,
        "undoes": revision.undoes,
        "effectiveness": None if revision.effectiveness is None else revision.effectiveness.value,
        "outcome_code": revision.outcome_code,
    }


def _person_to(picture: CasePicture, person: Person) -> Json:
    return {
        "id": person.person_id,
        "household": person.household_id,
        "name": person.name,
        "initials": person.initials,
        "born_on": written_day(person.born_on),
        "language": person.language,
        "contacts": in_order(
            {
                "id": c.contact_id,
                "channel": c.channel.value,
                "value": c.value,
                "tier": int(c.tier),
                "state": c.state.value,
                "reviewed_on": written_day(c.reviewed_on),
                "signed_as": c.signed_as,
                "code_word": c.code_word,
                **terms_as_plain(terms_of(c)),
                "steps": [
                    {
                        "state": s.state.value,
                        "tier": int(s.tier),
                        "at": written_instant(s.at),
                        "because": s.because,
                        "kind": s.kind.value,
                        "reviewed_on": written_day(s.reviewed_on),
                        "signed_as": s.signed_as,
                        "terms": None if s.terms is None else terms_as_plain(s.terms),
                    }
                    for s in c.steps
                ],
            }
            for c in picture.contacts
            if c.person_id == person.person_id
        ),
        "availability": availability_to(picture, person.person_id),
        "calendar": calendar_choices_to(picture, person.person_id),
    }


def _witness_to(picture: CasePicture, witness: Witness) -> Json:
    return {
        "id": witness.witness_id,
        "person": witness.person_id,
        "label": witness.label,
        "requirement": witness.requirement.value,
        "direct_contact": witness.direct_contact,
        "refresh_at_end": witness.refresh_at_end,
        "steps": [
            {"requirement": s.requirement.value, "at": written_instant(s.at), "source": s.source} for s in witness.steps
        ],
        "measures": in_order(
            {
                "kind": m.kind.value,
                "state": m.state.value,
                "since": written_day(m.since),
                "basis": m.basis.value,
                "steps": [{"state": s.state.value, "at": written_instant(s.at), "source": s.source} for s in m.steps],
            }
            for m in picture.measures
            if m.witness_id == witness.witness_id
        ),
        "needs": in_order(
            {
                "kind": n.kind.value,
                "state": n.state.value,
                "whose": n.whose.value,
                "since": written_day(n.since),
                "due_on": written_day(n.due_on),
                "hearing": n.hearing_id,
                "of_revision": n.of_revision,
            }
            for n in picture.needs
            if n.witness_id == witness.witness_id
        ),
    }


def _defendant_to(defendant: Defendant) -> Json:
    return {
        "label": defendant.label,
        "custody": defendant.custody.value,
        "plea": defendant.plea.value,
        "outcome": defendant.outcome.value,
        "areas": list(defendant.areas),
        "steps": [
            {
                "turn": s.turn.value,
                "at": written_instant(s.at),
                "source": s.source,
                "custody_months": s.custody_months,
                "near_family": s.near_family,
                "vcs": s.vcs,
            }
            for s in defendant.steps
        ],
    }

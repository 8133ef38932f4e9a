"""Gaps that only a person can tell of, as markers say them; and what protects, as far as it was said lately."""

from datetime import date

from witness.domain.advances import is_advance_agreed
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.factor_table import Code
from witness.domain.gaps import Facts, Finder, Hit
from witness.domain.markers import MARKER_WORDS, Episode, MarkerKind
from witness.domain.parents import supported_since
from witness.domain.people import CasePart, Part
from witness.domain.plans import PlanState
from witness.domain.visits import VisitKind

# The people who are to be a family's one contact with the police and the prosecution.
NAMED_CONTACTS = frozenset({"wco", "wcu", "oic"})
# How somebody may be after a court visit that did them good (`visit_reports.MOODS`).
POSITIVE = frozenset({"calm", "hopeful"})


def _open(kind: MarkerKind) -> Finder:
    def find(facts: Facts) -> Hit | None:
        episode = facts.marker(kind).open
        return None if episode is None else _said(kind, episode)

    return find


def _open_for(kind: MarkerKind, code: Code) -> Finder:
    """Find what is so, and was last said no longer ago than the table says."""

    def find(facts: Facts) -> Hit | None:
        stands = facts.marker(kind)
        if stands.open is None or stands.asked_on is None or not _is_recent(facts, stands.asked_on, code):
            return None
        return _said(kind, stands.open)

    return find


def _said(kind: MarkerKind, episode: Episode) -> Hit:
    return Hit(f"{MARKER_WORDS[kind].is_yes[:-1]}, recorded as of {short_day(episode.since)}.", episode.since)


def _recent_missing(facts: Facts) -> Hit | None:
    ended = [e.until for e in facts.marker(MarkerKind.MISSING).episodes if e.until is not None]
    last = max(ended, default=None)
    if last is None or not _is_recent(facts, last, Code.RECENT_MISSING):
        return None
    return Hit(f"They were missing, and have been back since {short_day(last)}.", last)


def _still_said(kind: MarkerKind, code: Code) -> Finder:
    """Find what protects. Nothing protects for ever on one person's word: it is to be said anew."""

    def find(facts: Facts) -> Hit | None:
        stands = facts.marker(kind)
        if stands.open is None or stands.asked_on is None or not _is_recent(facts, stands.asked_on, code):
            return None
        return Hit(f"{MARKER_WORDS[kind].is_yes[:-1]}, as of {short_day(stands.asked_on)}.", stands.open.since)

    return find


def _parent_supported(facts: Facts) -> Hit | None:
    """Find that a parent accepted support and still has it, or that somebody said so. What is newer counts."""
    carers = facts.picture.carers_of(facts.picture.witness(facts.witness_id).person_id)
    since = supported_since(facts.picture.offers, (person.person_id for person in carers))
    stands = facts.marker(MarkerKind.PARENT_SUPPORTED)
    if since is None or (stands.asked_on is not None and stands.asked_on > since):
        return _still_said(MarkerKind.PARENT_SUPPORTED, Code.PARENT_SUPPORTED)(facts)
    if not _is_recent(facts, since, Code.PARENT_SUPPORTED):
        return None
    return Hit(f"The parent or carer accepted support on {short_day(since)}, and it goes on.", since)


def _no_named_contact(facts: Facts) -> Hit | None:
    spoke, known_since = last_spoken_with(facts), contact_known_since(facts)
    if spoke is None and known_since is None:
        return None  # nobody has asked: that is unknown, and named beside the sum
    since = spoke or known_since or facts.today
    days = (facts.today - since).days
    if days <= facts.limits(Code.NO_NAMED_CONTACT)[0]:
        return None
    return Hit(f"No contact with witness care or the officer in the case is recorded for {days} days.", since)


def last_spoken_with(facts: Facts) -> date | None:
    """Give the day on which witness care or the officer in the case last had contact with the family, as recorded."""
    theirs = {p.person_id for p in _named(facts)}
    days = [london_day(e.at) for e in facts.picture.contact_log if e.reached and e.person_id in theirs]
    days += [e.since for e in facts.marker(MarkerKind.NAMED_CONTACT).episodes]
    days += [london_day(n.told_at) for n in facts.picture.notices if n.via in ("voice", "meeting")]
    return max(days, default=None)


def contact_known_since(facts: Facts) -> date | None:
    """Give the day since which witness care or the officer in the case is named; None when neither is."""
    began = facts.picture.case.support_began_on
    days = [began if part.joined_at is None else max(began, london_day(part.joined_at)) for part in _named(facts)]
    asked_on = facts.marker(MarkerKind.NAMED_CONTACT).asked_on
    return min([*days, *([asked_on] if asked_on else [])], default=None)


def _named(facts: Facts) -> list[CasePart]:
    return [
        part
        for part in facts.picture.parts
        if part.part is Part.PROFESSIONAL and part.relation in NAMED_CONTACTS and part.left_at is None
    ]


def _visit_positive(facts: Facts) -> Hit | None:
    need = facts.need(NeedKind.COURT_VISIT)
    if need is None or need.state is not NeedState.DONE:
        return None
    well = [
        london_day(visit.report.recorded_at)
        for visit in facts.picture.visits
        if visit.witness_id == facts.witness_id
        and visit.kind is VisitKind.COURT_VISIT
        and visit.now.state is PlanState.DONE
        and visit.report is not None
        and visit.report.mood in POSITIVE
    ]
    if not well:
        return None
    return Hit(f"They have seen the court, and were well after it on {short_day(max(well))}.", max(well))


def _up_front_cost(facts: Facts) -> Hit | None:
    """They cannot pay the journey in advance, until an advance is agreed for the day ahead (domain reference §4)."""
    episode = facts.marker(MarkerKind.COST).open
    if episode is None or is_advance_agreed(facts.picture, facts.witness_id, facts.hearing.hearing_id):
        return None
    return _said(MarkerKind.COST, episode)


def _is_recent(facts: Facts, since: date, code: Code) -> bool:
    return (facts.today - since).days <= facts.limits(code)[0]


IN_MARKERS: dict[Code, Finder] = {
    Code.HARD_INTIMIDATION: _open(MarkerKind.THREAT),
    Code.HARD_MISSING: _open(MarkerKind.MISSING),
    Code.NO_NAMED_CONTACT: _no_named_contact,
    Code.UP_FRONT_COST: _up_front_cost,
    Code.ONGOING_TIE: _open(MarkerKind.TIE),
    Code.RECENT_MISSING: _recent_missing,
    Code.PLACEMENT_MOVE: _open_for(MarkerKind.MOVE, Code.PLACEMENT_MOVE),
    Code.WELLBEING_CRISIS: _open_for(MarkerKind.CRISIS, Code.WELLBEING_CRISIS),
    Code.PARENT_STRAIN: _open(MarkerKind.STRAIN),
    Code.SUPPORTER_ENGAGED: _still_said(MarkerKind.ENGAGED, Code.SUPPORTER_ENGAGED),
    Code.VISIT_POSITIVE: _visit_positive,
    Code.PARENT_SUPPORTED: _parent_supported,
}

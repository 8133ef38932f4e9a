"""Time limits and what families say about them: the first rows, a further version, a notice."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed, Role
from witness.domain.court_time import london_day, short_day
from witness.domain.duties import NOT_IN_FORCE, UNIT_IN_WORDS, DutyNotice, DutyRule, Holder
from witness.domain.duty_clocks import duties_of
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_starts import STARTS
from witness.domain.errors import NotFound, Refused
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store

# How a family may have heard, in the words of the form.
VIA_IN_WORDS: dict[str, str] = {
    "voice": "by telephone",
    "text": "by text",
    "letter": "by letter",
    "email": "by e-mail",
    "meeting": "in person",
    "portal": "on a website or app",
}
LONGEST_BY = 80
MOST_UNITS = 3650
HOLDERS = frozenset(holder.value for holder in Holder)


@dataclass(frozen=True, slots=True)
class Said:
    """What a family says: that they were told of `about` for the limit `code`. by: who told them, in their words.

    person_id: who of the family says so, None for nobody in particular. told_at: as they remember it.
    """

    case_id: str
    code: str
    about: str
    told_at: datetime
    via: str
    by: str
    person_id: str | None = None


def seed_rules(store: Store, now: datetime) -> int:
    """Keep the time limits we start with where they are not kept yet; gives how many rows were added.

    May be run at any time, by several at once. What an administrator has added stays as it is.
    """
    with store.changing() as desk:
        return desk.duties.seed(DUTY_RULES, now=now)


def change_rule(store: Store, rule: DutyRule, asking: Asking) -> DutyRule:
    """Add a version of a time limit, or a new limit; gives it with its number. `rule.version` is not looked at.

    Nothing is edited: the version before stands until the day on which the new one begins.

    Raises:
        NotFound: only an administrator changes rules.
        Refused: something in the row cannot be.
    """
    if asking.viewer.role is not Role.ADMIN:
        raise NotFound("There is no such page.")
    _check(rule, asking.at)
    with store.board_for(asking, doing="rules.change") as desk:
        # A table that holds one new row and not the others would lose them all.
        desk.duties.seed(DUTY_RULES, now=asking.at)
        kept = [known.version for known in desk.duties.rules() if known.code == rule.code]
        added = replace(rule, version=max(kept, default=0) + 1)
        desk.duties.add_rules([added], now=asking.at, by_id=asking.viewer.account_id)
    return added


def record_notice(store: Store, said: Said, *, rules: Rules, asking: Asking) -> DutyNotice:
    """Record that a family says it was told something.

    A day before ours is no mistake: they may have heard before we did, and the history says so.

    Raises:
        NotFound: there is no such case, person or time limit for this officer.
        Refused: it is said to have been in the future, or how they heard is not one of the words.
    """
    if said.told_at > asking.at:
        raise Refused("That is in the future. Enter when they were told.")
    if said.via not in VIA_IN_WORDS:
        raise Refused("Choose how they were told.")
    if len(said.by) > LONGEST_BY:
        raise Refused(f"Use {LONGEST_BY} characters or fewer to say who told them.")
    with store.case_for(asking, Deed.CHANGE_CASE, said.case_id, doing="duty.notice") as desk:
        picture = desk.cases.known_picture(said.case_id)
        running = duties_of(picture, rules.duties, rules.calendar, asking.at)
        duty = next((d for d in running if (d.code, d.about) == (said.code, said.about)), None)
        if duty is None:
            raise NotFound("There is no such time limit in this case.")
        if said.person_id is not None and all(p.person_id != said.person_id for p in picture.people):
            raise NotFound("There is no such person in this case.")
        notice = DutyNotice(new_id(), said.code, said.about, said.person_id, said.told_at, said.via, said.by, asking.at)
        desk.duties.notice(said.case_id, [notice], by_id=asking.viewer.account_id)
        who = "The family" if said.person_id is None else picture.called(said.person_id)
        earlier = " That is before we learnt of it." if said.told_at < duty.started_at else ""
        desk.cases.happened(
            said.case_id,
            at=asking.at,
            kind="duty_notice",
            words=f"{who} said when they were told, {_when(said)}: {duty.words.lower()}.{earlier}",
            by_id=asking.viewer.account_id,
            hearing_id=duty.hearing_id,
        )
        put_right(desk, said.case_id, rules, now=asking.at)
    return notice


def _when(said: Said) -> str:
    day = london_day(said.told_at)
    return f"{short_day(day)} {day.year}, {VIA_IN_WORDS[said.via]}"


def _check(rule: DutyRule, now: datetime) -> None:
    for fault, words in _faults(rule, london_day(now)):
        if fault:
            raise Refused(words)


def _faults(rule: DutyRule, today: date) -> tuple[tuple[bool, str], ...]:
    texts = (rule.code, rule.words, rule.right, rule.source)
    until = rule.effective_until
    return (
        (not all(text.strip() for text in texts), "A time limit needs a code, words, a right and a source."),
        (not rule.code.replace("_", "").isalnum() or len(rule.code) > 40, "A code is up to 40 letters, digits and _."),
        (rule.trigger not in STARTS, "Choose what starts the clock from those that the product knows."),
        (rule.holder not in HOLDERS, "Choose who must act from those that the product knows."),
        (rule.unit not in UNIT_IN_WORDS, "Choose in which days the limit is counted."),
        (abs(rule.days) > MOST_UNITS, f"A limit is at most {MOST_UNITS}."),
        (abs(rule.enhanced_days or 0) > MOST_UNITS, f"A limit is at most {MOST_UNITS}."),
        (until is not None and until < rule.effective_from, "It would end before it begins."),
        (
            rule.effective_from.year > today.year + 10 and rule.effective_from != NOT_IN_FORCE,
            "That day is too far off.",
        ),
        (rule.verified_on is not None and rule.verified_on > today, "It cannot have been checked in the future."),
    )

"""Time limits as an administrator looks after them: every version, which one stands today, and who has checked it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from witness.domain.access import Asking
from witness.domain.court_time import london_day, short_day
from witness.domain.day_counts import in_words
from witness.domain.duties import NOT_IN_FORCE, DutyRule, Holder, rule_on
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_starts import STARTS, WITHOUT_A_FACT
from witness.domain.errors import NotFound
from witness.store import Store

HOLDER_IN_WORDS: dict[str, str] = {
    Holder.WITNESS_CARE.value: "Witness care",
    Holder.POLICE.value: "Police",
    Holder.CPS.value: "Crown Prosecution Service",
    Holder.COURT.value: "Court",
    Holder.PROBATION.value: "Probation",
    Holder.DEFENCE.value: "Defence",
    Holder.FAMILY.value: "The family's own time",
    Holder.SUPPORT.value: "Ourselves",
}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. stands: "since …", "from …", "ended …", "not in force"."""

    rule: DutyRule
    limit: str
    stands: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One time limit: shown is the version of today, else the newest. starts: what starts the clock, in words."""

    code: str
    shown: VersionRow
    versions: tuple[VersionRow, ...]
    starts: str
    is_started: bool


@dataclass(frozen=True, slots=True)
class RuleBoard:
    """Every time limit, by who must act. unverified: how many of those that stand today nobody has checked."""

    groups: tuple[tuple[str, tuple[RuleCard, ...]], ...]
    count: int
    unverified: int


def rule_board(store: Store, *, asking: Asking) -> RuleBoard:
    """Give every time limit with its versions."""
    with store.board_for(asking, doing="rules.read") as desk:
        rules = desk.duties.rules() or DUTY_RULES
    today = london_day(asking.at)
    order = list(HOLDER_IN_WORDS)
    cards = [_card(code, rules, today) for code in dict.fromkeys(rule.code for rule in rules)]
    cards.sort(key=lambda card: (order.index(card.shown.rule.holder), card.shown.rule.right, card.shown.rule.days))
    groups = groupby(cards, key=lambda card: HOLDER_IN_WORDS[card.shown.rule.holder])
    return RuleBoard(
        groups=tuple((name, tuple(own)) for name, own in groups),
        count=len(cards),
        unverified=sum(card.shown.is_today and card.shown.rule.verified_on is None for card in cards),
    )


def newest_version(store: Store, code: str, *, asking: Asking) -> DutyRule:
    """Give the version of a time limit from which a further one is written.

    Raises:
        NotFound: there is no limit of that code.
    """
    with store.board_for(asking, doing="rules.read") as desk:
        rules = desk.duties.rules() or DUTY_RULES
    versions = [rule for rule in rules if rule.code == code]
    if not versions:
        raise NotFound("There is no such time limit.")
    return max(versions, key=lambda rule: rule.version)


def _card(code: str, rules: tuple[DutyRule, ...], today: date) -> RuleCard:
    standing = rule_on(rules, code, today)
    own = sorted((r for r in rules if r.code == code), key=lambda r: (r.effective_from, r.version), reverse=True)
    rows = tuple(_row(rule, rule == standing, today) for rule in own)
    shown = next((row for row in rows if row.is_today), rows[0])
    return RuleCard(code, shown, rows, STARTS[shown.rule.trigger], shown.rule.trigger not in WITHOUT_A_FACT)


def _row(rule: DutyRule, is_today: bool, today: date) -> VersionRow:
    limit = in_words(rule.days, rule.unit)
    if rule.enhanced_days is not None and rule.enhanced_days != rule.days:
        limit += f"; {in_words(rule.enhanced_days, rule.unit)} with Enhanced Rights"
    return VersionRow(rule, limit, _stands(rule, today), is_today)


def _stands(rule: DutyRule, today: date) -> str:
    if rule.effective_from == NOT_IN_FORCE:
        return "not in force"
    since = f"{short_day(rule.effective_from)} {rule.effective_from.year}"
    if rule.effective_until is not None:
        return f"{since} to {short_day(rule.effective_until)} {rule.effective_until.year}"
    return f"from {since}" if rule.effective_from > today else f"since {since}"

"""Records what happens to a defendant, and what follows from it for the family."""

import re

from witness.actions.not_needed import tell_those_not_needed
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.cases import Case, Track
from witness.domain.defendant_road import TURN_IN_WORDS, take
from witness.domain.defendants import Defendant, DefendantStep, Turn
from witness.domain.errors import NotFound, Refused
from witness.domain.rules import Rules
from witness.store import Store

OUTWARD_CODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
MOST_AREAS = 40


def record_turn(store: Store, case_id: str, label: str, step: DefendantStep, *, rules: Rules, asking: Asking) -> None:
    """Record one turn in the road of a defendant.

    Raises:
        NotFound: there is no such case or defendant for this person.
        Refused: it lies ahead, before the newest step, or cannot come next.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="defendant.turn") as desk:
        before = desk.cases.known_picture(case_id)
        defendant = _labelled(before.case, label)
        if step.at > asking.at:
            raise Refused("That lies ahead. Record it when it has happened.")
        after = take(defendant, step, before.case.track)
        desk.defendants.step(case_id, after, by_id=asking.viewer.account_id)
        if step.turn is Turn.SENT and before.case.track is not Track.CROWN:
            desk.cases.take_road(case_id, Track.CROWN)
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="defendant_turn",
            words=_said(defendant.label, step),
            by_id=asking.viewer.account_id,
        )
        desk.cases.touch(case_id)
        tell_those_not_needed(desk, before, rules, now=asking.at)
        put_right(desk, case_id, rules, now=asking.at)


def know_areas(store: Store, case_id: str, label: str, areas: tuple[str, ...], *, rules: Rules, asking: Asking) -> None:
    """Keep the postcode districts in which a defendant's side is known to be.

    Raises:
        NotFound: there is no such case or defendant for this person.
        Refused: something is no outward code; a whole postcode is more than may be kept.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="defendant.areas") as desk:
        _labelled(desk.cases.known_picture(case_id).case, label)
        wrong = next((area for area in areas if not OUTWARD_CODE.fullmatch(area)), "")
        if wrong or len(areas) > MOST_AREAS:
            raise Refused(f"Type districts only, “LS1, BD4”{f': “{wrong[:10]}” is none' if wrong else ''}.")
        desk.defendants.put_areas(case_id, label, areas)
        said = f"Known districts of {label}'s side: {', '.join(areas) or 'none'}."
        by_id = asking.viewer.account_id
        desk.cases.happened(case_id, at=asking.at, kind="defendant_areas", words=said, by_id=by_id)
        desk.cases.touch(case_id)
        put_right(desk, case_id, rules, now=asking.at)


def _labelled(case: Case, label: str) -> Defendant:
    found = [defendant for defendant in case.defendants if defendant.label == label]
    if not found:
        raise NotFound("There is no such defendant in this case.")
    return found[0]


def _said(label: str, step: DefendantStep) -> str:
    words = f"{label} {TURN_IN_WORDS[step.turn]}."
    if step.custody_months:
        words += f" Custody: {step.custody_months} months."
    if step.near_family:
        words += " Since then they may be near the family."
    return words + (f" Source: {step.source}." if step.source else "")

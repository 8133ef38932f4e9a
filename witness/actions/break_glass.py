"""Opening a case in an emergency, and what a manager says of it after. Whoever has the case hears of it at once."""

from witness.actions.staff_notices import notify
from witness.domain.access import Asking, CaseGround
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.break_glass import (
    DAY,
    KNOW_WITHIN_HOURS,
    LASTS,
    MOST_A_DAY,
    REASON_IN_WORDS,
    REVIEW_KEY,
    REVIEW_WITHIN_HOURS,
    Answer,
    Finding,
    Opening,
    Reason,
    answer_to,
    check_words,
    reviewers,
)
from witness.domain.court_time import london_time
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.references import normalise_reference
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.identifiers import new_id
from witness.store import Desk, Store

OPEN = "break_glass.open"


def open_case(
    store: Store,
    typed: str,
    reason: Reason,
    words: str,
    *,
    rules: Rules,
    asking: Asking,
    also_told: str = "",
) -> str:
    """Open the case of the reference that somebody typed, for an hour, to be read. Gives the case.

    Whoever asks has just shown a fresh code of their authenticator. A case that is closed to them takes the same
    statements as one that never was. also_told: the address of whoever answers for data protection, "" for nobody.

    Raises:
        Refused: the sentence says nothing, or they have opened too many in a day.
        NotFound: there is no such case for this person.
    """
    plain = check_words(words)
    with store.changing() as desk:
        case_id = _case_of(desk, typed)
        ground = desk.access.ground_of(case_id or "", asking.at)
        before = desk.break_glass.count_since(asking.viewer.account_id, asking.at - DAY)
        answer = answer_to(asking.viewer, ground, before)
        outcome = AuditOutcome.ALLOWED if answer in (Answer.OPENED, Answer.THEIRS) else AuditOutcome.DENIED
        desk.audit.record(_entry(asking, OPEN, outcome, case_id, reason.value))
        if answer is Answer.OPENED and ground is not None:
            _open(desk, ground, reason, plain, rules=rules, asking=asking, also_told=also_told)
    if answer is Answer.TOO_MANY:
        raise Refused(f"You have opened {MOST_A_DAY} cases in a day. Ring a manager: they can read the case to you.")
    if answer is Answer.NO_SUCH_CASE or case_id is None:
        raise NotFound("There is no such case.")
    return case_id


def finish(store: Store, opening_id: str, *, asking: Asking) -> None:
    """Say that one has finished: the case is shut again from the next request on.

    Raises:
        NotFound: it was not theirs, or it is over.
    """
    with store.changing() as desk:
        opening = desk.break_glass.get(opening_id)
        mine = opening is not None and desk.break_glass.end(opening_id, asking.viewer.account_id, asking.at)
        outcome = AuditOutcome.ALLOWED if mine else AuditOutcome.DENIED
        desk.audit.record(_entry(asking, "break_glass.end", outcome, None if opening is None else opening.case_id))
    if not mine:
        raise NotFound("There is nothing open.")


def review(store: Store, opening_id: str, finding: Finding, words: str, *, asking: Asking) -> None:
    """Say whether it was right to open a case.

    Raises:
        Refused: nothing was chosen, or the sentence says nothing.
        NotFound: there is no such opening for this manager.
        SomebodyElseChangedThis: somebody else has said it already.
    """
    if finding is Finding.OPEN:
        raise Refused("Say whether it was right.")
    plain = check_words(words)
    done = False
    with store.changing() as desk:
        opening = desk.break_glass.get(opening_id)
        theirs = opening is not None and _may_review(desk, opening, asking)
        outcome = AuditOutcome.ALLOWED if theirs else AuditOutcome.DENIED
        case_id = None if opening is None else opening.case_id
        desk.audit.record(_entry(asking, "break_glass.review", outcome, case_id, finding.value))
        if theirs and opening is not None:
            done = desk.break_glass.review(opening_id, finding, plain, by_id=asking.viewer.account_id, now=asking.at)
            _close_reviews(desk, opening, asking)
    if not theirs:
        raise NotFound("There is nothing to look at.")
    if not done:
        raise SomebodyElseChangedThis("Another manager has just said what they found.")


def _case_of(desk: Desk, typed: str) -> str | None:
    """Give the case of our reference, or of one open case's number; always by the same two statements."""
    plain = normalise_reference(typed)
    by_ref = desk.cases.id_of_plain(plain)
    by_number = desk.cases.by_references([plain]).get(plain, frozenset())
    return by_ref or (next(iter(by_number)) if len(by_number) == 1 else None)


def _open(
    desk: Desk, ground: CaseGround, reason: Reason, words: str, *, rules: Rules, asking: Asking, also_told: str
) -> None:
    viewer = asking.viewer
    due = soon_by_the_office(asking.at, REVIEW_WITHIN_HOURS, rules.calendar)
    ends_at = asking.at + LASTS
    opening = Opening(new_id(), ground.case_id, viewer.account_id, reason, words, asking.at, ends_at, due)
    desk.break_glass.add(opening)
    said = f"{REASON_IN_WORDS[reason][0].lower()}{REASON_IN_WORDS[reason][1:]}"
    desk.cases.happened(
        ground.case_id,
        at=asking.at,
        kind="emergency_look",
        words=f"{viewer.name} opened this case in an emergency, to read it until {london_time(ends_at):%H:%M}: {said}.",
        by_id=viewer.account_id,
    )
    soon = soon_by_the_office(asking.at, KNOW_WITHIN_HOURS, rules.calendar)
    know = WantedTask(
        reason_key=f"emergency_look:{opening.opening_id}",
        kind=TaskKind.EMERGENCY_LOOK,
        words=f"{viewer.name} opened this case in an emergency: {said}. Ring them and take it from there",
        clears_when="you have spoken with them",
        due_at=soon,
    )
    desk.tasks.raise_(ground.case_id, ground.owner_id, know, asking.at)
    for account_id in _who_looks(desk, opening, ground):
        look = WantedTask(
            reason_key=f"{REVIEW_KEY}{opening.opening_id}:{account_id}",
            kind=TaskKind.EMERGENCY_LOOK,
            words=f"Say whether it was right that {viewer.name} opened this case in an emergency",
            clears_when="you have said it on the page “Access”",
            due_at=due,
        )
        desk.tasks.raise_(ground.case_id, account_id, look, asking.at)
    also = None if not also_told else desk.accounts.with_email(also_told)
    told = (ground.owner_id, *_who_looks(desk, opening, ground), *(() if also is None else (also.id,)))
    for account_id in dict.fromkeys(told):
        if account_id not in ground.excluded | {viewer.account_id}:
            notify(desk, f"emergency_look:{opening.opening_id}", account_id, asking.at)


def _who_looks(desk: Desk, opening: Opening, ground: CaseGround) -> tuple[str, ...]:
    able = reviewers(desk.accounts.everyone(), opening.account_id, ground)
    return tuple(account.id for account in able[:1])


def _may_review(desk: Desk, opening: Opening, asking: Asking) -> bool:
    ground = desk.access.ground_of(opening.case_id)
    able = () if ground is None else reviewers(desk.accounts.everyone(), opening.account_id, ground)
    return asking.viewer.account_id in {account.id for account in able}


def _close_reviews(desk: Desk, opening: Opening, asking: Asking) -> None:
    for task in desk.tasks.open_of_case(opening.case_id):
        if task.reason_key.startswith(f"{REVIEW_KEY}{opening.opening_id}:"):
            by_id = asking.viewer.account_id
            desk.tasks.done(task.task_id, by_id=by_id, outcome="said on the page of access", now=asking.at)


def _entry(asking: Asking, deed: str, outcome: AuditOutcome, case_id: str | None, subject: str = "") -> Entry:
    return Entry(
        at=asking.at,
        deed=deed,
        outcome=outcome,
        account_id=asking.viewer.account_id,
        role=asking.viewer.role.value,
        case_id=case_id,
        subject=subject,
        request_id=asking.request_id,
    )

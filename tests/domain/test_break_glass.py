"""Who may open a case in an emergency: forty scenes with their answers written down, and versions that go wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import AIREDALE, CALDER, CAST, CPS
from witness.domain.access import CaseGround, Deed, Role, Viewer, may, sees_cases
from witness.domain.accounts import Account, AccountState
from witness.domain.break_glass import LASTS, Answer, Opening, Reason, answer_to, check_words, is_open, reviewers
from witness.domain.errors import Refused

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MIA = replace(CAST.mo, id="account-mia", name="Mia Hart", team_id=AIREDALE.id)
MEL = replace(CAST.mo, id="account-mel", name="Mel Ince")
GROUND = CaseGround("case-1", CALDER.id, CPS.id, CAST.olu.id)
OPENING = Opening("o", "case-1", CAST.otis.id, Reason.DANGER, "she rang us from the street", AT, AT + LASTS, AT)


@dataclass(frozen=True)
class Policy:
    """The four rules of it, so that each can be exchanged for a wrong one."""

    may: Callable[[Viewer, Deed, CaseGround], bool] = may
    answer: Callable[[Viewer, CaseGround | None, int], Answer] = answer_to
    is_open: Callable[[Opening, datetime], bool] = is_open
    reviewers: Callable[[Any, str, CaseGround], tuple[Account, ...]] = reviewers


def asks(who: Account, ground: CaseGround | None = GROUND, before: int = 0) -> Callable[[Policy], object]:
    return lambda policy: policy.answer(who.viewer, ground, before)


def does(who: Account, deed: Deed, **ground: Any) -> Callable[[Policy], object]:
    opened = {"opened_to": frozenset({who.id}), **ground}
    return lambda policy: policy.may(who.viewer, deed, replace(GROUND, **opened))


def lasts(after: timedelta, **opening: Any) -> Callable[[Policy], object]:
    return lambda policy: policy.is_open(replace(OPENING, **opening), AT + after)


def looks(who: Account, opener: Account = CAST.otis, staff: tuple[Account, ...] = (), **ground: Any) -> Any:
    everyone = staff or (*CAST.all, MIA, MEL)
    return lambda policy: who in policy.reviewers(everyone, opener.id, replace(GROUND, **ground))


def only(*people: Account) -> frozenset[str]:
    return frozenset(person.id for person in people)


def shut(who: Account, **ground: Any) -> CaseGround:
    return replace(GROUND, excluded=only(who), **ground)


OPENS, THEIRS, NONE, MANY = Answer.OPENED, Answer.THEIRS, Answer.NO_SUCH_CASE, Answer.TOO_MANY
CLOSED = replace(MEL, state=AccountState.DISABLED)
HIDDEN = replace(GROUND, restricted_to=only(CAST.olu))
SCENES: list[tuple[str, Callable[[Policy], object], object]] = [
    ("an officer elsewhere", asks(CAST.otis), OPENS),
    ("a manager elsewhere", asks(MIA), OPENS),
    ("a colleague whom a restriction leaves out", asks(CAST.olivia, HIDDEN), OPENS),
    ("the team's manager whom a restriction leaves out", asks(CAST.mo, HIDDEN), OPENS),
    ("the owner", asks(CAST.olu), THEIRS),
    ("a colleague of the team", asks(CAST.olivia), THEIRS),
    ("somebody elsewhere who is assigned", asks(CAST.otis, replace(GROUND, assigned=only(CAST.otis))), THEIRS),
    ("somebody who has it open already", asks(CAST.otis, replace(GROUND, opened_to=only(CAST.otis))), THEIRS),
    ("somebody elsewhere who is excluded", asks(CAST.otis, shut(CAST.otis)), NONE),
    ("a colleague who is excluded", asks(CAST.olivia, shut(CAST.olivia)), NONE),
    ("a manager who is excluded", asks(CAST.mo, shut(CAST.mo)), NONE),
    ("an owner who is excluded", asks(CAST.olu, shut(CAST.olu)), NONE),
    ("somebody assigned and excluded", asks(CAST.otis, shut(CAST.otis, assigned=only(CAST.otis))), NONE),
    ("somebody restricted to and excluded", asks(CAST.otis, shut(CAST.otis, restricted_to=only(CAST.otis))), NONE),
    ("a case that never was", asks(CAST.otis, None), NONE),
    ("a case that never was, a manager", asks(CAST.mo, None), NONE),
    ("a liaison of the case", asks(CAST.leigh), NONE),
    ("an administrator", asks(CAST.ada), NONE),
    ("the fourth in a day", asks(CAST.otis, GROUND, 3), MANY),
    ("the fourth in a day, excluded", asks(CAST.otis, shut(CAST.otis), 3), MANY),
    ("the fourth in a day, a case that never was", asks(CAST.otis, None, 3), MANY),
    ("it is read", does(CAST.otis, Deed.SEE_CASE), True),
    ("it is read past a restriction", does(CAST.olivia, Deed.SEE_CASE, restricted_to=only(CAST.olu)), True),
    ("nothing is changed", does(CAST.otis, Deed.CHANGE_CASE), False),
    ("no question is put to the other side", does(CAST.otis, Deed.ASK_AND_ANSWER), False),
    ("no kept words of a family", does(CAST.otis, Deed.SEE_DISCLOSURE), False),
    ("no kept words, a manager elsewhere", does(MIA, Deed.SEE_DISCLOSURE), False),
    ("excluded while it was open", does(CAST.otis, Deed.SEE_CASE, excluded=only(CAST.otis)), False),
    ("excluded while it was open, a manager", does(MIA, Deed.SEE_CASE, excluded=only(MIA)), False),
    ("somebody else's emergency", does(CAST.otis, Deed.SEE_CASE, opened_to=only(MIA)), False),
    ("an administrator to whom it was opened", does(CAST.ada, Deed.SEE_CASE), False),
    ("at once", lasts(timedelta(0)), True),
    ("in the last second", lasts(LASTS - timedelta(seconds=1)), True),
    ("when the hour is over", lasts(LASTS), False),
    ("before it was opened", lasts(-timedelta(seconds=1)), False),
    ("after they said that they had finished", lasts(timedelta(minutes=5), ended_at=AT), False),
    ("the team's manager looks at it", looks(CAST.mo), True),
    ("nobody looks at their own", looks(CAST.mo, CAST.mo), False),
    ("an excluded manager looks at none", looks(CAST.mo, excluded=only(CAST.mo)), False),
    ("a manager elsewhere, while the team has one", looks(MIA), False),
    ("a manager elsewhere, when the team's own opened it", looks(MIA, CAST.mo, (CAST.mo, MIA, CLOSED)), True),
    ("an officer looks at none", looks(CAST.olivia), False),
]  # fmt: skip


def wrong_scenes(policy: Policy) -> list[str]:
    return [name for name, scene, expected in SCENES if scene(policy) != expected]


def test_every_scene_ends_as_it_is_written_down() -> None:
    assert len({name for name, _, _ in SCENES}) == len(SCENES) >= 40
    assert wrong_scenes(Policy()) == []


def past_an_exclusion(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return may(viewer, deed, replace(ground, excluded=ground.excluded - ground.opened_to))


def for_changing_too(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return viewer.account_id in ground.opened_to - ground.excluded or may(viewer, deed, ground)


def says_that_it_is_shut(viewer: Viewer, ground: CaseGround | None, before: int) -> Answer:
    shut = ground is not None and viewer.account_id in ground.excluded
    return Answer.THEIRS if shut else answer_to(viewer, ground, before)


def opens_to_the_excluded(viewer: Viewer, ground: CaseGround | None, before: int) -> Answer:
    return answer_to(viewer, None if ground is None else replace(ground, excluded=frozenset()), before)


def counts_only_what_exists(viewer: Viewer, ground: CaseGround | None, before: int) -> Answer:
    return answer_to(viewer, ground, before if ground is not None else 0)


def opens_to_every_role(viewer: Viewer, ground: CaseGround | None, before: int) -> Answer:
    seen_as = viewer if sees_cases(viewer.role) else replace(viewer, role=Role.OFFICER)
    return answer_to(seen_as, ground, before)


def never_ends(opening: Opening, now: datetime) -> bool:
    return opening.at <= now


def has_no_early_end(opening: Opening, now: datetime) -> bool:
    return is_open(replace(opening, ended_at=None), now)


def looks_at_their_own(accounts: Any, opener_id: str, ground: CaseGround) -> tuple[Account, ...]:
    return reviewers(accounts, "nobody", ground)


def looks_though_excluded(accounts: Any, opener_id: str, ground: CaseGround) -> tuple[Account, ...]:
    return reviewers(accounts, opener_id, replace(ground, excluded=frozenset()))


@pytest.mark.parametrize(
    "wrong",
    [
        Policy(may=past_an_exclusion),
        Policy(may=for_changing_too),
        Policy(answer=says_that_it_is_shut),
        Policy(answer=opens_to_the_excluded),
        Policy(answer=counts_only_what_exists),
        Policy(answer=opens_to_every_role),
        Policy(is_open=never_ends),
        Policy(is_open=has_no_early_end),
        Policy(reviewers=looks_at_their_own),
        Policy(reviewers=looks_though_excluded),
    ],
    ids=[
        "past_an_exclusion",
        "for_changing_too",
        "says_that_it_is_shut",
        "opens_to_the_excluded",
        "counts_only_what_exists",
        "opens_to_every_role",
        "never_ends",
        "has_no_early_end",
        "looks_at_their_own",
        "looks_though_excluded",
    ],
)
def test_a_wrong_rule_is_found_by_the_same_scenes(wrong: Policy) -> None:
    assert wrong_scenes(wrong) != []


@pytest.mark.parametrize("words", ["", "urgent", "   a        b   ", "x" * 301])
def test_a_sentence_that_says_nothing_is_refused(words: str) -> None:
    with pytest.raises(Refused):
        check_words(words)

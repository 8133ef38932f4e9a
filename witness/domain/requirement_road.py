"""What the court requires of a witness: which change may follow which, and the words for each."""

from collections.abc import Mapping
from dataclasses import replace

from witness.domain.errors import Refused
from witness.domain.people import Requirement, RequirementStep, Witness

_R = Requirement

REQUIREMENT_IN_WORDS: dict[Requirement, str] = {
    _R.STATEMENT_TAKEN: "statement taken",
    _R.NAMED: "named as a witness",
    _R.WARNED: "warned to come",
    _R.CONFIRMED: "has confirmed that they will come",
    _R.RELUCTANT: "reluctant to come",
    _R.UNAVAILABLE: "cannot come on the date",
    _R.REFUSES: "refuses to come",
    _R.STOOD_BY: "on standby",
    _R.STOOD_DOWN: "stood down for now",
    _R.CALLED: "called into court",
    _R.GIVING_EVIDENCE: "giving evidence",
    _R.RELEASED: "released by the court",
    _R.S9_AGREED: "statement agreed, to be read",
    _R.CONDITIONAL: "conditional: comes only if asked",
    _R.DE_WARNED: "de-warned, need not come",
    _R.SUMMONS_APPLIED: "witness summons applied for",
    _R.SUMMONS_SERVED: "witness summons served",
    _R.S116_HEARSAY: "statement to be used without them (s.116)",
}

# The ways out for somebody who has been asked to come: agreed, not needed, or their statement used without them.
_NOT_COMING = frozenset({_R.S9_AGREED, _R.DE_WARNED, _R.S116_HEARSAY})
_DOUBTS = frozenset({_R.RELUCTANT, _R.UNAVAILABLE, _R.REFUSES})

Table = Mapping[Requirement, frozenset[Requirement]]

# Domain reference §1.6, filled in from memory of the practice: unverified. A pair that is not here is refused.
MAY_BECOME: Table = {
    _R.STATEMENT_TAKEN: frozenset({_R.NAMED, _R.RELUCTANT, _R.REFUSES, *_NOT_COMING}),
    _R.NAMED: frozenset({_R.WARNED, _R.CONDITIONAL, *_DOUBTS, *_NOT_COMING}),
    _R.WARNED: frozenset(
        {_R.CONFIRMED, _R.CONDITIONAL, _R.STOOD_BY, _R.STOOD_DOWN, _R.CALLED, _R.SUMMONS_APPLIED, _R.RELEASED}
        | _DOUBTS
        | _NOT_COMING
    ),
    _R.CONFIRMED: frozenset(
        {_R.WARNED, _R.CONDITIONAL, _R.STOOD_BY, _R.STOOD_DOWN, _R.CALLED, _R.SUMMONS_APPLIED, _R.RELEASED}
        | _DOUBTS
        | _NOT_COMING
    ),
    _R.RELUCTANT: frozenset(
        {_R.NAMED, _R.WARNED, _R.CONFIRMED, _R.STOOD_BY, _R.CALLED, _R.SUMMONS_APPLIED, _R.REFUSES, _R.UNAVAILABLE}
        | _NOT_COMING
    ),
    _R.UNAVAILABLE: frozenset(
        {_R.WARNED, _R.CONFIRMED, _R.CONDITIONAL, _R.RELUCTANT, _R.REFUSES, _R.SUMMONS_APPLIED} | _NOT_COMING
    ),
    _R.REFUSES: frozenset(
        {_R.NAMED, _R.WARNED, _R.CONFIRMED, _R.RELUCTANT, _R.UNAVAILABLE, _R.SUMMONS_APPLIED} | _NOT_COMING
    ),
    _R.STOOD_BY: frozenset(
        {_R.WARNED, _R.CONFIRMED, _R.STOOD_DOWN, _R.CALLED, _R.RELEASED, _R.SUMMONS_APPLIED} | _DOUBTS | _NOT_COMING
    ),
    # Sent home for now: another day, or not at all.
    _R.STOOD_DOWN: frozenset(
        {_R.WARNED, _R.CONFIRMED, _R.STOOD_BY, _R.CALLED, _R.GIVING_EVIDENCE, _R.RELEASED} | _DOUBTS | _NOT_COMING
    ),
    _R.CALLED: frozenset({_R.GIVING_EVIDENCE, _R.STOOD_DOWN, _R.RELEASED, _R.S9_AGREED, _R.REFUSES}),
    _R.GIVING_EVIDENCE: frozenset({_R.STOOD_DOWN, _R.RELEASED}),
    # Asked back: a retrial, a Newton hearing, an appeal, a further direction after a recording.
    _R.RELEASED: frozenset({_R.NAMED, _R.WARNED}),
    _R.S9_AGREED: frozenset({_R.NAMED, _R.WARNED, _R.CONDITIONAL, _R.DE_WARNED, _R.RELEASED}),
    _R.CONDITIONAL: frozenset({_R.NAMED, _R.WARNED, _R.RELEASED} | _DOUBTS | _NOT_COMING),
    _R.DE_WARNED: frozenset({_R.NAMED, _R.WARNED, _R.CONDITIONAL, _R.S9_AGREED}),
    _R.SUMMONS_APPLIED: frozenset({_R.SUMMONS_SERVED, _R.WARNED, _R.CONFIRMED, *_DOUBTS, *_NOT_COMING}),
    _R.SUMMONS_SERVED: frozenset(
        {_R.WARNED, _R.CONFIRMED, _R.STOOD_BY, _R.STOOD_DOWN, _R.CALLED, _R.RELEASED} | _DOUBTS | _NOT_COMING
    ),
    _R.S116_HEARSAY: frozenset({_R.NAMED, _R.WARNED, _R.DE_WARNED, _R.RELEASED}),
}


def may_become(now: Requirement, table: Table = MAY_BECOME) -> tuple[Requirement, ...]:
    """Give what a requirement may become next, in the order of the road."""
    return tuple(requirement for requirement in Requirement if requirement in table[now])


def change(witness: Witness, step: RequirementStep, table: Table = MAY_BECOME) -> Witness:
    """Give the witness with what is required of them from now on.

    Raises:
        Refused: that cannot follow what is required now, or lies before the newest step.
    """
    now, to = REQUIREMENT_IN_WORDS[witness.requirement], REQUIREMENT_IN_WORDS[step.requirement]
    if step.requirement is witness.requirement:
        raise Refused(f"Nothing would change: {witness.label} is recorded as “{now}”.")
    if step.requirement not in table[witness.requirement]:
        raise Refused(f"{witness.label} cannot become “{to}”: they are recorded as “{now}”, and that does not follow.")
    if witness.steps and step.at < witness.steps[-1].at:
        raise Refused(f"{witness.label} cannot become “{to}” before they became “{now}”.")
    return replace(witness, requirement=step.requirement, steps=(*witness.steps, step))

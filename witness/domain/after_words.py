"""What an officer may say to a family about an outcome, and what it does not mean: process only.

These are our own sentences and nobody outside has approved them; pages say so.
"""

from collections.abc import Iterable

from witness.domain.defendants import Defendant, Turn

NOT_APPROVED = "Our own words, to be read out. Nobody outside the team has approved them."

# Each is said by a person. None of it is ever sent.
SCRIPTS: tuple[tuple[str, frozenset[Turn], tuple[str, ...]], ...] = (
    (
        "Not guilty",
        frozenset({Turn.ACQUITTED, Turn.DIRECTED_ACQUITTAL}),
        (
            "Not guilty means that the jury, or the court, was not sure. To convict, they have to be sure.",
            "It does not mean that your child was not believed, and it does not say that anybody lied.",
            "You did nothing wrong by coming, and nobody can take back that you were heard.",
            "It cannot be appealed by us. I can ask somebody to explain to you what happened.",
            "We go on with you. I ring you again in a few days.",
        ),
    ),
    (
        "Guilty",
        frozenset({Turn.CONVICTED, Turn.PLEADED_GUILTY, Turn.PLEA_ACCEPTED}),
        (
            "Guilty means that the court was sure, or that it was admitted.",
            "The sentence may come on another day. I tell you before that day, and what was decided on it.",
            "There may be an appeal. If there is one, you hear it from us or from witness care first.",
        ),
    ),
    (
        "The jury could not agree",
        frozenset({Turn.HUNG_JURY, Turn.JURY_DISCHARGED}),
        (
            "There is no verdict. It says nothing about your child, or how they gave evidence.",
            "The prosecution decides whether there will be another trial. I ask, and I tell you what they say.",
            "If evidence was recorded, it may be played again, so that your child need not come back.",
        ),
    ),
    (
        "The case was stopped",
        frozenset({Turn.DISCONTINUED, Turn.NO_EVIDENCE_OFFERED, Turn.NO_RETRIAL, Turn.LIES_ON_FILE, Turn.STAYED}),
        (
            "The prosecution decided not to go on. It does not mean that your child was not believed.",
            "You may ask for that decision to be looked at again. I help you, and there are days to keep to.",
            "Where no evidence was offered in court it cannot start again: a review can explain it, and say sorry.",
        ),
    ),
    (
        "Sentenced",
        frozenset({Turn.SENTENCED}),
        (
            "I tell you what was decided, and what it means in months and years.",
            "If it seems far too low, anybody may ask for it to be looked at. There are few days for that.",
            "Where there is a contact scheme for you, a letter comes. Tell me if it does not.",
        ),
    ),
    (
        "An appeal",
        frozenset({Turn.APPEAL_LODGED, Turn.APPEAL_REFUSED, Turn.APPEAL_ALLOWED, Turn.RETRIAL_ORDERED}),
        (
            "An appeal is about whether the law was followed. Most do not need your child.",
            "From the lower court it may be heard again. If your child is needed, we get ready together as before.",
        ),
    ),
)


def scripts_for(defendants: Iterable[Defendant]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the words for everything that has happened in a case so far: a title, and sentences to read out."""
    turns = {step.turn for defendant in defendants for step in defendant.steps}
    return tuple((title, words) for title, about, words in SCRIPTS if about & turns)

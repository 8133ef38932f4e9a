"""What a note of each stream may hold: free words in two, a form's reference in the third, one word in the last."""

import re
from datetime import date

from witness.domain.court_time import spoken_day
from witness.domain.errors import Refused
from witness.domain.notes import Stream

LONGEST = 500
FREE_STREAMS = frozenset({Stream.LOGISTICS, Stream.WELLBEING})
STREAM_IN_WORDS: dict[Stream, str] = {
    Stream.LOGISTICS: "Practical",
    Stream.WELLBEING: "Wellbeing",
    Stream.POLICE_INFORMATION: "Passed to the police",
    Stream.COUNSELLING: "Counselling",
}
STREAM_SAYS: dict[Stream, str] = {
    Stream.LOGISTICS: "Times, places, ways there, what to bring.",
    Stream.WELLBEING: "How they are and what helps them.",
    Stream.POLICE_INFORMATION: "That something was passed on, when and to whom. What it says stays on the police form.",
    Stream.COUNSELLING: "Whether it was offered, and no more. It never waits for the court case.",
}
# Pre-trial therapy is the family's own decision and must not be delayed for the case (CPS guidance 2022).
COUNSELLING_WORDS: dict[str, str] = {
    "offered": "Counselling was offered.",
    "accepted": "Counselling was accepted.",
    "waiting": "They are waiting for a place.",
}
A_FORM_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]{1,29}")
AN_OFFICER = re.compile(r"[^\W\d_][\w .'’-]{1,39}")


def free_text(stream: Stream, text: str) -> str:
    """Give the text of a note of a stream that takes free words.

    Raises:
        Refused: the stream takes none, or the text is empty or too long.
    """
    if stream not in FREE_STREAMS:
        raise Refused("This stream takes no free words.")
    if not text.strip():
        raise Refused("Write the note.")
    if len(text.strip()) > LONGEST:
        raise Refused(f"Use {LONGEST} characters or fewer.")
    return text.strip()


def police_text(on: date, form_reference: str, officer: str, *, today: date) -> str:
    """Give the text of a note that something was passed to the police: the day, the form's reference and to whom.

    Raises:
        Refused: one of them does not look like what it should be, so that no story can be told in it.
    """
    if on > today:
        raise Refused("That day has not come yet.")
    if not A_FORM_REFERENCE.fullmatch(form_reference.strip()):
        raise Refused("Enter the form's reference: letters, numbers, dashes and strokes only, at most 30.")
    if not AN_OFFICER.fullmatch(officer.strip()) or len(officer.split()) > 4:
        raise Refused("Enter who took it: a rank and a name, at most four words.")
    return f"Passed on {spoken_day(on)}, form {form_reference.strip()}, to {officer.strip()}."


def counselling_text(word: str) -> str:
    """Give the text of a note about counselling.

    Raises:
        Refused: it is none of the three words that may be kept.
    """
    if word not in COUNSELLING_WORDS:
        raise Refused("Choose whether counselling was offered, accepted or is being waited for.")
    return COUNSELLING_WORDS[word]


def check_text(stream: Stream, text: str) -> None:
    """Look at the finished text of a note before it is kept.

    Raises:
        Refused: it is not what its stream may hold.
    """
    if stream in FREE_STREAMS:
        free_text(stream, text)
    elif stream is Stream.COUNSELLING and text not in COUNSELLING_WORDS.values():
        raise Refused("Choose whether counselling was offered, accepted or is being waited for.")
    elif stream is Stream.POLICE_INFORMATION and not A_POLICE_NOTE.fullmatch(text):
        raise Refused("Enter the day, the form's reference and who took it, and nothing else.")


A_POLICE_NOTE = re.compile(
    rf"Passed on \w+ \d{{1,2}} \w+ \d{{4}}, form {A_FORM_REFERENCE.pattern}, to {AN_OFFICER.pattern}\."
)

"""The certificate of readiness: what the board shows, as values for paper and as rows for a spreadsheet.

Both are made from the board that the page shows and add nothing to it. The mark is worked out from what is certified:
two sheets with one mark say the same, and a change of anything on it gives another mark.
"""

import hashlib
import json
from collections.abc import Iterator

from witness.questions.readiness import Item, ReadinessBoard, ReadinessLine, TrialReadiness
from witness.web.filters import london_day_short, london_moment

HEADS = (
    "Day",
    "Hearing",
    "Court",
    "Case",
    "Witness",
    "Readiness",
    "Working days left",
    "Missing",
    "How far",
    "Whose move",
    "By",
    "As known at",
    "Mark",
)


def csv_rows(board: ReadinessBoard) -> list[list[str]]:
    """Give a row for each thing that is missing, and one for each witness of whom nothing is."""
    known, mark = _known(board), mark_of(board)
    return [[*row, known, mark] for line in board.lines for row in _rows(line)]


def certificate(board: ReadinessBoard) -> dict[str, object]:
    """Give what stands on the paper, trial by trial."""
    first, last = london_day_short(board.first), london_day_short(board.last)
    narrowed = [board.court] if board.court else []
    narrowed += [f"week of {london_day_short(board.wanted.week)}"] if board.wanted.week else []
    counts = ", ".join(f"{words.lower()}: {number}" for _, words, number in board.counts)
    cut = "There are more witnesses than fit. Choose fewer weeks." if board.is_cut else ""
    return {
        "title": "Certificate of readiness",
        "scope": " · ".join([f"{first} to {last}", *narrowed, counts]),
        "known": f"As known at {_known(board)} · printed {london_moment(board.as_at)}",
        "mark": f"Mark {mark_of(board)}: the same mark says the same, witness by witness.",
        "cut": cut,
        "nothing": "No witness is expected in these weeks.",
        "trials": [_trial(trial) for trial in board.trials],
        "foot": f"Readiness, mark {mark_of(board)}. It says what is recorded, and is no promise that anybody comes.",
    }


def mark_of(board: ReadinessBoard) -> str:
    """Give the twelve signs that stand for what is certified."""
    said = [row for line in board.lines for row in _rows(line)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12].upper()


def _known(board: ReadinessBoard) -> str:
    return london_moment(board.as_known_at or board.as_at)


def _rows(line: ReadinessLine) -> Iterator[list[str]]:
    about = [line.day, line.what, line.court, line.references or line.ref, line.witness, line.verdict]
    about += ["" if line.days_left is None else str(line.days_left)]
    for item in line.missing:
        yield [*about, item.what, item.state, item.whose, item.by.isoformat() if item.by else ""]
    if not line.missing:
        yield [*about, "", "", "", ""]


def _trial(trial: TrialReadiness) -> dict[str, object]:
    moved = f" ({trial.moved})" if trial.moved else ""
    return {
        "day": f"{trial.day}{moved}",
        "what": f"{trial.what.capitalize()} · {trial.court}",
        "case": trial.references or trial.ref,
        "verdict": trial.verdict,
        "witnesses": [
            {"label": line.witness, "verdict": line.verdict, "missing": [_item(item) for item in line.missing]}
            for line in trial.lines
        ],
    }


def _item(item: Item) -> str:
    by = f", by {london_day_short(item.by)}{' (late)' if item.is_late else ''}" if item.by else ""
    return f"{item.what.capitalize()}: {item.state}. {item.whose}{by}"

"""Every text that waits to be read stands once on the page of today, however many people were asked to read it."""

from collections.abc import Iterable

from witness.domain.tasks import TaskKind
from witness.store.boards import TaskLine
from witness.store.message_boards import TextLine

# Of several pieces of work about one text the gravest is shown: it is done by reading the same text.
ABOUT_A_TEXT = (TaskKind.SAFEGUARDING, TaskKind.READ_REPLY, TaskKind.UNREAD)


def each_text_once(lines: Iterable[TaskLine], *, mine: str, standing: Iterable[TaskLine]) -> tuple[TaskLine, ...]:
    """Leave out what asks to read a text that another row asks to read, or to ring about.

    mine: the account that looks; of what several were asked to do, theirs is shown. standing: work that has its row
    already, a call to somebody who wrote that they are worried: the text is read there.
    """
    known = tuple(lines)
    rung = {(line.task.case_id, line.task.person_id) for line in standing}
    best: dict[str, TaskLine] = {}
    for line in known:
        reply_id = text_of(line)
        if reply_id and (reply_id not in best or _rank(line, mine) < _rank(best[reply_id], mine)):
            best[reply_id] = line
    return tuple(
        line
        for line in known
        if not text_of(line) or (best[text_of(line)] is line and not (_is_unread(line) and _of(line) in rung))
    )


def left_to_read(texts: Iterable[TextLine], rows: Iterable[TaskLine]) -> int:
    """Count the texts that no row of the page asks anybody to read or to ring about."""
    shown = tuple(rows)
    replies, people = {text_of(line) for line in shown}, {_of(line) for line in shown}
    return sum(text.reply_id not in replies and (text.case_id, text.person_id) not in people for text in texts)


def text_of(line: TaskLine) -> str:
    """Give the text that a piece of work asks to read, "" for other work: it stands in its key."""
    parts = line.task.reason_key.split(":")
    return parts[1] if line.task.kind in ABOUT_A_TEXT and len(parts) > 1 else ""


def _is_unread(line: TaskLine) -> bool:
    return line.task.kind is TaskKind.UNREAD


def _of(line: TaskLine) -> tuple[str, str | None]:
    return line.task.case_id, line.task.person_id


def _rank(line: TaskLine, mine: str) -> tuple[int, bool, str]:
    return ABOUT_A_TEXT.index(line.task.kind), line.task.owner_id != mine, line.task.task_id

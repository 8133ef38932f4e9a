"""The form of the table: every row with its numbers as text, read back with the reasons why one cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from witness.domain.evidence import Side
from witness.domain.factor_faults import FactorFault, faults_in_table
from witness.domain.factor_proposal import source_of
from witness.domain.factor_table import Factor, FactorTable

OWNERS: tuple[tuple[str, str], ...] = (
    (Side.SUPPORT.value, "us"),
    (Side.CPS.value, "the CPS"),
    (Side.COURT.value, "the court"),
    (Side.POLICE.value, "the police"),
)
BY_THIS_SERVICE = "set by this service: judgement"


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as its fields show it, with what is wrong with it. factor: the row that stands."""

    factor: Factor
    points: str
    limits: str
    words: str
    owner: str
    clears_when: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentTable:
    """A form as it was sent. table: what it says, as far as it can be read. faults: () when it adds up."""

    rows: tuple[SentRow, ...]
    watch_from: str
    act_from: str
    why: str
    after: int
    table: FactorTable
    faults: tuple[FactorFault, ...]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every reason with the id of its field, for the summary of errors."""
        words = {row.factor.code.value: row.factor.words for row in self.rows}
        return [
            (f"points-{f.code}", f"{words[f.code]}: {f.words}") if f.code else ("watch_from", f.words)
            for f in self.faults
        ]

    @property
    def general(self) -> tuple[str, ...]:
        """The reasons that are about no single row."""
        return tuple(fault.words for fault in self.faults if not fault.code)


def shown(standing: FactorTable, filled: FactorTable | None = None) -> SentTable:
    """Give the form that starts from the version that stands. filled: what its fields say instead, with a reason."""
    table = filled or standing
    rows = tuple(
        SentRow(before, in_text(f.points), in_text(f.limits), f.words, f.owner.value, f.clears_when, ())
        for before, f in zip(standing.factors, table.factors, strict=True)
    )
    why = "" if filled is None else filled.why
    return SentTable(rows, str(table.watch_from), str(table.act_from), why, standing.version, table, ())


def read(standing: FactorTable, form: Mapping[str, str]) -> SentTable:
    """Read a form that was sent, with every reason for which it cannot stand."""
    unread: list[FactorFault] = []

    def numbers(name: str, code: str, what: str) -> tuple[int, ...]:
        try:
            return tuple(int(part) for part in form.get(name, "").replace(",", " ").split())
        except ValueError:
            unread.append(FactorFault(code, f"{what} must be whole numbers, with commas between them."))
            return ()

    def owner_of(code: str) -> Side | None:
        try:
            return Side(form.get(f"owner-{code}", ""))
        except ValueError:
            unread.append(FactorFault(code, "It needs an owner."))
            return None

    made: list[Factor] = []
    for before in standing.factors:
        code = before.code.value
        after = replace(
            before,
            words=form.get(f"words-{code}", "").strip(),
            points=numbers(f"points-{code}", code, "Points"),
            limits=numbers(f"limits-{code}", code, "Limits"),
            owner=owner_of(code) or before.owner,
            clears_when=form.get(f"clears-{code}", "").strip(),
        )
        source = source_of(after, standing) or BY_THIS_SERVICE
        made.append(replace(after, source=source) if after != before else before)
    watch = numbers("watch_from", "", "Where watch begins")
    act = numbers("act_from", "", "Where act begins")
    table = FactorTable(
        standing.version,
        tuple(made),
        watch[0] if len(watch) == 1 else 0,
        act[0] if len(act) == 1 else 0,
        why=form.get("why", "").strip(),
    )
    cannot_read = {fault.code for fault in unread}
    faults = (*unread, *(f for f in faults_in_table(table) if not f.code or f.code not in cannot_read))
    rows = tuple(
        SentRow(
            factor=before,
            points=form.get(f"points-{before.code.value}", ""),
            limits=form.get(f"limits-{before.code.value}", ""),
            words=form.get(f"words-{before.code.value}", ""),
            owner=form.get(f"owner-{before.code.value}", ""),
            clears_when=form.get(f"clears-{before.code.value}", ""),
            faults=tuple(f.words for f in faults if f.code == before.code.value),
        )
        for before in standing.factors
    )
    sent = (form.get("watch_from", ""), form.get("act_from", ""), form.get("why", ""))
    return SentTable(rows, *sent, _version(form), table, faults)


def in_text(numbers: tuple[int, ...]) -> str:
    """Write numbers as the form shows them: "10, 15, 20"."""
    return ", ".join(str(number) for number in numbers)


def _version(form: Mapping[str, str]) -> int:
    text = form.get("after", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0

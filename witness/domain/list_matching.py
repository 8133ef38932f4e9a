"""Which rows of a court list speak of our cases: exact on normalised references, and never on a likeness."""

from collections.abc import Iterable, Mapping

from witness.domain.lists import ListRow, Matching, Remark, Suggestion


def match(rows: Iterable[ListRow], references: Mapping[str, str | frozenset[str]]) -> Matching:
    """Sort rows into those that are ours, those a person must look at, and those that are none of our business.

    Args:
        rows: as read.
        references: case id, or ids where several cases share a number, by normalised reference.
    """
    matched: list[tuple[str, ListRow]] = []
    in_review: list[Remark] = []
    suggestions: list[Suggestion] = []
    disputed: set[str] = set()
    unmatched = 0
    for row in rows:
        own = _cases(row.references, references)
        linked = _cases(row.linked, references) - own
        suggestions.extend(_suggestion(case, row) for case in sorted(linked))
        if len(own) == 1:
            matched.extend((case, row) for case in own)
            suggestions.extend(_further_numbers(own, row, references))
        elif own:
            in_review.append(_several_cases(row, len(own)))
            disputed |= own
        else:
            unmatched += not linked
    return Matching(tuple(matched), tuple(in_review), tuple(suggestions), frozenset(disputed), unmatched)


def _cases(numbers: Iterable[str], references: Mapping[str, str | frozenset[str]]) -> frozenset[str]:
    """Give every case that has one of these numbers."""
    found: set[str] = set()
    for number in numbers:
        held = references.get(number, frozenset()) if number else frozenset()
        found |= {held} if isinstance(held, str) else held
    return frozenset(found)


def _suggestion(case: str, row: ListRow) -> Suggestion:
    """Suggest to a person that a listed case which names ours as linked may be ours under another number."""
    numbers = ", ".join(row.references)
    what = f"The list links {numbers} with a number of this case. Is {numbers} a further number of this case?"
    return Suggestion(case, row.references, row.where, what)


def _further_numbers(
    own: frozenset[str], row: ListRow, references: Mapping[str, str | frozenset[str]]
) -> Iterable[Suggestion]:
    """Suggest the linked numbers of one of our rows that no case of ours has yet."""
    unknown = tuple(number for number in row.linked if number not in references)
    if unknown:
        what = f"The list links this case with {', '.join(unknown)}. Is that a further number of this case?"
        yield from (Suggestion(case, unknown, row.where, what) for case in own)


def _several_cases(row: ListRow, count: int) -> Remark:
    """Say that a row belongs to several of our cases."""
    numbers = ", ".join(row.references)
    return Remark(row.where, f"{numbers} belong to {count} of our cases, so this row was not matched to any of them.")

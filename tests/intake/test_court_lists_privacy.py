"""No reader lets a word about a person through, whatever has happened to the list; a wrong reader is caught."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from witness.domain.lists import CourtList
from witness.intake.court_lists import UnreadableList, read_list

LISTS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((Path(__file__).parent / "lists").glob("*"))}
CANARY = "canary"

# What may stand in the place of a value of any type.
STRANGERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["", " ", "2026-12-07", "10:30 AM", "CPP", "\x00", "\ud800", "99999-01-01", "2026-07-27T25:00:00Z"]
    ),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for key, child in children for found in ((*path, key), *places(child, (*path, key)))]


PLACES = {name: places(listed) for name, listed in LISTS.items()}


def changed(listed: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> None:
    """Change the value at a path, if the path is still there."""
    holder = listed
    try:
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]]
    except (KeyError, IndexError, TypeError):
        return
    if isinstance(holder, (dict, list)):
        change_in(holder, path[-1], change)


def change_in(holder: Any, key: Any, change: Callable[[Any], Any]) -> None:
    after = change(holder[key])
    if after is GONE:
        del holder[key]
    else:
        holder[key] = after


GONE = object()

WAYS: list[Callable[[Any, Any], Any]] = [
    lambda value, stranger: GONE,
    lambda value, stranger: stranger,
    lambda value, stranger: [value],
    lambda value, stranger: {"Item": value},
    lambda value, stranger: list(value.values()) if isinstance(value, dict) else str(stranger),
    lambda value, stranger: value[0] if isinstance(value, list) and value else "",
    lambda value, stranger: dict(enumerate(value)) if isinstance(value, list) else [],
]


@st.composite
def damaged_lists(draw: st.DrawFn) -> bytes:
    """One of the invented lists with up to six deletions and changes of type."""
    name = draw(st.sampled_from(sorted(LISTS)))
    listed = copy.deepcopy(LISTS[name])
    for _ in range(draw(st.integers(0, 6))):
        path, way, stranger = (
            draw(st.sampled_from(PLACES[name])),
            draw(st.sampled_from(WAYS)),
            draw(STRANGERS),
        )
        changed(listed, path, lambda value, way=way, stranger=stranger: way(value, stranger))
    return json.dumps(listed).encode()


def knows_a_person(found: object) -> bool:
    """Say whether anything that was read holds a word about a person."""
    return CANARY in repr(found).casefold()


def read_any(raw: bytes) -> CourtList | UnreadableList:
    try:
        return read_list(raw, court_code="M9001", content_date=date(2026, 7, 27))
    except UnreadableList as refused:
        return refused


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(raw=damaged_lists())
def test_a_damaged_list_is_read_or_refused_and_never_lets_a_person_through(raw: bytes) -> None:
    found = read_any(raw)

    assert not knows_a_person(found)


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    read_any(raw)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_invented_list_holds_persons_and_none_of_them_is_read(name: str) -> None:
    raw = json.dumps(LISTS[name]).encode()

    assert CANARY in raw.decode().casefold()
    assert not knows_a_person(read_any(raw))


@dataclass(frozen=True)
class CarelessRow:
    """What a careless reader would keep: the row as it came."""

    references: tuple[str, ...]
    raw: dict[str, Any]


@pytest.mark.parametrize("name", ["crown_daily", "crown_firm"])
def test_a_reader_that_keeps_the_row_as_it_came_is_caught_by_the_same_check(name: str) -> None:
    (body,) = LISTS[name].values()
    hearing = body["CourtLists"][0]["Sittings"][0]["Hearings"][0]

    assert knows_a_person([CarelessRow((hearing["CaseNumberCaTH"],), hearing)])


@pytest.mark.parametrize("field", ["ListNote", "TimeMarkingNote"])
def test_a_reader_that_keeps_a_note_is_caught_by_the_same_check(field: str) -> None:
    hearing = {"ListNote": "SCREENS for Canary Witness", "TimeMarkingNote": "10:30 for Mr Canary"}

    assert knows_a_person(CarelessRow((), {field: hearing[field]}))

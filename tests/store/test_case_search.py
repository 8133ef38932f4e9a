"""Cases are found by what their keys say, whole words only, and never by somebody who may not know of them."""

import pytest
from sqlalchemy import delete, select, true

from tests.worlds import MAIL, MOBILE, T_NUMBER, URN, World, a_world, another_case
from witness.domain.access import Tie
from witness.kit import Kit
from witness.questions.case_list import sought_by
from witness.store import case_search as search_module
from witness.store.tables.people import NameKeyRow


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def found(kit: Kit, world: World, words: str, who: str = "olu") -> dict[str, str]:
    with kit.store.reading() as desk:
        return desk.case_search.found(world.viewers[who], sought_by(words))


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("WS-26-014", "reference"),
        ("ws 26 014", "reference"),
        ("ws26014", "reference"),
        (T_NUMBER, "reference"),
        ("t-2026-7001", "reference"),
        (URN, "reference"),
        ("13/AB/34567/26", "reference"),
        ("Farah", "name"),
        ("FARAH jude", "name"),
        ("  Amina ", "name"),
        ("J.F.", "initials"),
        ("jf", "initials"),
        ("a f", "initials"),
        (MOBILE, "contact"),
        ("07700 900123", "contact"),
        ("+44 7700 900 123", "contact"),
        (MAIL, "contact"),
    ],
)
def test_a_case_is_found_by_each_of_its_keys(live: Kit, world: World, words: str, by: str) -> None:
    assert found(live, world, words) == {world.case: by}


@pytest.mark.parametrize(
    "words", ["Far", "WS-26", "Jude Amina", "F", "07700 900124", "7700900", "CPP", "tbc", "%", "_", "' OR 1=1 --", ""]
)
def test_parts_of_words_wild_cards_and_placeholders_find_nothing(live: Kit, world: World, words: str) -> None:
    assert found(live, world, words) == {}


EVERY_KEY = ("WS-26-014", T_NUMBER, URN, "Farah", "Amina Farah", "J.F.", MOBILE, MAIL)


@pytest.mark.parametrize("words", EVERY_KEY)
@pytest.mark.parametrize("who", ["otis", "leigh", "lena", "ada"])
def test_whoever_may_not_see_a_case_does_not_find_it(live: Kit, world: World, words: str, who: str) -> None:
    assert found(live, world, words, who) == {}


@pytest.mark.parametrize("words", EVERY_KEY)
def test_an_excluded_colleague_finds_nothing_by_any_key(live: Kit, world: World, words: str) -> None:
    assert found(live, world, words, "olivia") != {}

    exclude(live, world)

    assert found(live, world, words, "olivia") == {}


def test_a_search_without_the_clause_would_show_it(live: Kit, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above do look where a leak would be."""
    exclude(live, world)
    monkeypatch.setattr(search_module, "visible_to", lambda viewer, deed: true())

    assert all(found(live, world, words, "olivia") for words in EVERY_KEY)


def exclude(kit: Kit, world: World) -> None:
    with kit.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows them", now=kit.clock.now())


def test_people_who_were_kept_before_there_was_an_index_are_found_after_it_was_filled(live: Kit, world: World) -> None:
    another_case(live, world, 1)
    with live.store.changing() as desk:
        desk._connection.execute(delete(NameKeyRow).where(NameKeyRow.person_id == world.child))  # noqa: SLF001
    assert found(live, world, "Jude Farah").get(world.case) is None

    with live.store.changing() as desk:
        before = keys(desk)
        assert desk.people.fill_name_keys() == 1
        assert desk.people.fill_name_keys() == 0
        after = keys(desk)

    assert len(after) == len(before) + 2
    assert found(live, world, "Jude Farah")[world.case] == "name"


def keys(desk: object) -> set[tuple[str, str]]:
    rows = desk._connection.execute(select(NameKeyRow.person_id, NameKeyRow.word_key))  # type: ignore[attr-defined]  # noqa: SLF001
    return {(row.person_id, row.word_key) for row in rows}

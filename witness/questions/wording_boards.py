"""Every template for families at once: by purpose, by language, and what waits for a second person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from witness.domain.access import Asking
from witness.domain.errors import NotFound
from witness.domain.wording import (
    ENGLISH,
    LANGUAGE_KEEPERS,
    InUse,
    Language,
    Published,
    TemplateKey,
    Version,
    VersionState,
    number_in_use,
    with_shipped,
)
from witness.messaging.template_words import GROUPS, TemplateWords, words_for
from witness.messaging.wording import Wording, keys_of
from witness.questions.wording import CAME_WITH_IT, insist_on_a_writer, name_of, names_of_staff, used_as_decided
from witness.store import Store

Kept = Mapping[TemplateKey, tuple[Version, ...]]

# Of words that came with the product nobody knows when they were written.
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cell:
    """A template in one language. state: "in_use", "waiting", "missing" or "taken_out". waits: a version waits."""

    language: Language
    state: str
    waits: bool


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template in the list, with its state in every language and who changed it last."""

    channel: str
    name: str
    words: TemplateWords
    cells: tuple[Cell, ...]
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A version that somebody wrote and that waits for a second person."""

    key: TemplateKey
    number: int
    title: str
    language: str
    by: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class LanguageSum:
    """How far a language is. is_used: families may be written to in it."""

    language: Language
    approved: int
    of: int
    waiting: int
    missing: int
    is_used: bool


@dataclass(frozen=True, slots=True)
class WordingBoard:
    """Every template by purpose, what waits, and how far each language is."""

    groups: tuple[tuple[str, tuple[TemplateRow, ...]], ...]
    waiting: tuple[WaitingLine, ...]
    languages: tuple[LanguageSum, ...]
    may_add_language: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One template as English says it, and as another language says it or will."""

    key: TemplateKey
    words: TemplateWords
    english: str
    theirs: str
    state: str
    waits: bool


def wording_board(store: Store, wording: Wording, *, asking: Asking) -> WordingBoard:
    """Give every template with its state in every language.

    Raises:
        NotFound: this person does not look after words.
    """
    insist_on_a_writer(asking)
    languages = tuple(wording.all_languages().values())
    with store.board_for(asking, doing="wording.read") as desk:
        kept, decided, names = desk.wordings.all_versions(), desk.wordings.published(), names_of_staff(desk)
    rows = [_row(key, languages, kept, decided, wording, names) for key in keys_of(ENGLISH)]
    grouped = {group: tuple(row for row in rows if row.words.group == group) for group in GROUPS}
    return WordingBoard(
        groups=tuple((group, own) for group, own in grouped.items() if own),
        waiting=tuple(_waiting(kept, languages, names, asking)),
        languages=tuple(_sum(language, kept, decided, wording) for language in languages),
        may_add_language=asking.viewer.role in LANGUAGE_KEEPERS,
    )


def language_page(
    store: Store, wording: Wording, code: str, *, asking: Asking
) -> tuple[LanguageSum, tuple[SideBySide, ...]]:
    """Give a language: how far it is, and every template beside the English.

    Raises:
        NotFound: there is no such language, or this person does not look after words.
    """
    insist_on_a_writer(asking)
    language = wording.all_languages().get(code)
    if language is None:
        raise NotFound("There is no such language.")
    with store.board_for(asking, doing="wording.read", about=code) as desk:
        kept, decided = desk.wordings.all_versions(), desk.wordings.published()
    rows = tuple(_beside(key, language, kept, decided, wording) for key in keys_of(code))
    return _sum(language, kept, decided, wording), rows


def _cell(
    key: TemplateKey,
    language: Language,
    kept: Kept,
    decided: Published,
    wording: Wording,
) -> Cell:
    key = TemplateKey(key.channel, language.code, key.name)
    used = used_as_decided(key, decided, wording)
    shipped = None if wording.shipped.of(key) is None else wording.shipped.as_version(key, "", NEVER)
    versions = with_shipped(kept.get(key, ()), shipped)
    in_use, came_approved = number_in_use(versions, used), wording.shipped.is_approved(key)
    waits = any(v.state(in_use, came_approved=came_approved) is VersionState.WAITING for v in versions)
    if used is not None:
        state = "in_use"
    elif key in decided.templates:
        state = "taken_out"
    else:
        state = "waiting" if waits else "missing"
    return Cell(language, state, waits)


def _row(
    key: TemplateKey,
    languages: Iterable[Language],
    kept: Kept,
    decided: Published,
    wording: Wording,
    names: Mapping[str, str],
) -> TemplateRow:
    cells = tuple(_cell(key, language, kept, decided, wording) for language in languages)
    own = (TemplateKey(key.channel, cell.language.code, key.name) for cell in cells)
    steps = [step for each in own for version in kept.get(each, ()) for step in version.steps]
    last = max(steps, key=lambda step: step.place, default=None)
    return TemplateRow(
        channel=key.channel.value,
        name=key.name,
        words=words_for(key.name),
        cells=cells,
        changed_by=CAME_WITH_IT if last is None else name_of(last.by_id, names),
        changed_at=None if last is None else last.at,
    )


def _waiting(
    kept: Kept,
    languages: Iterable[Language],
    names: Mapping[str, str],
    asking: Asking,
) -> list[WaitingLine]:
    called = {language.code: language.english for language in languages}
    lines = [
        WaitingLine(
            key=version.key,
            number=version.number,
            title=words_for(version.key.name).title,
            language=called.get(version.key.language, version.key.language),
            by=name_of(version.author_id, names),
            at=version.drafted_at,
            is_mine=version.author_id == asking.viewer.account_id,
        )
        for versions in kept.values()
        for version in versions
        if version.author_id is not None and version.state(None) is VersionState.WAITING
    ]
    return sorted(lines, key=lambda line: (line.is_mine, line.at))


def _sum(language: Language, kept: Kept, decided: Published, wording: Wording) -> LanguageSum:
    cells = [_cell(key, language, kept, decided, wording) for key in keys_of(language.code)]
    approved = sum(cell.state == "in_use" for cell in cells)
    return LanguageSum(
        language=language,
        approved=approved,
        of=len(cells),
        waiting=sum(cell.waits for cell in cells),
        missing=sum(cell.state == "missing" for cell in cells),
        is_used=approved == len(cells),
    )


def _beside(
    key: TemplateKey,
    language: Language,
    kept: Kept,
    decided: Published,
    wording: Wording,
) -> SideBySide:
    english = used_as_decided(TemplateKey(key.channel, ENGLISH, key.name), decided, wording)
    cell = _cell(key, language, kept, decided, wording)
    newest = max(kept.get(key, ()), key=lambda version: version.number, default=None)
    came = wording.shipped.of(key)
    written = came if newest is None else InUse(newest.number, newest.body)
    used = used_as_decided(key, decided, wording)
    theirs = written if used is None else used
    return SideBySide(
        key=key,
        words=words_for(key.name),
        english="" if english is None else english.body.strip(),
        theirs="" if theirs is None else theirs.body.strip(),
        state=cell.state,
        waits=cell.waits,
    )

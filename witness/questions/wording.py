"""The words for families as those who look after them see them: what is used, what waits, who approved it and when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from witness.domain.access import Asking
from witness.domain.contact import Channel, Tier
from witness.domain.errors import NotFound
from witness.domain.wording import (
    ENGLISH,
    WRITERS,
    InUse,
    Language,
    Published,
    Step,
    TemplateKey,
    Version,
    VersionState,
    number_in_use,
    with_shipped,
)
from witness.messaging.drafts import Look, with_names, words_to_ask_for
from witness.messaging.template_rule import TemplateRule
from witness.messaging.template_words import SLOTS, UNKNOWN_SLOT, SlotWords, TemplateWords, usual_values, words_for
from witness.messaging.wording import Wording, address_of, is_template, rule_of, version_of
from witness.questions.lock_screen import LockScreen, lock_screen_of
from witness.store import Desk, Store

CAME_WITH_IT = "came with the product"
TIER_IN_WORDS: dict[Tier, str] = {
    Tier.L0: "It names no day and no hour.",
    Tier.L1: "It may name a day and an hour, and no place.",
    Tier.L2: "It may name a day, an hour and a place nickname.",
    Tier.L3: "It may name a day, an hour and the building.",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """What was done with a version, and by whom."""

    step: Step
    by: str


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version as its history shows it. uses: messages written with it. is_mine: the viewer wrote it."""

    version: Version
    state: VersionState
    by: str
    steps: tuple[StepLine, ...]
    uses: int
    is_mine: bool
    needs_reader: bool


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One template in one language. used: the version that is used now. beside: what English says, to write beside."""

    key: TemplateKey
    words: TemplateWords
    language: Language
    languages: tuple[Language, ...]
    tier: str
    slots: tuple[tuple[str, SlotWords, bool], ...]
    versions: tuple[VersionCard, ...]
    used: VersionCard | None
    beside: str
    begin_from: str

    @property
    def is_english(self) -> bool:
        """Whether nobody has to be named who speaks it."""
        return self.language.code == ENGLISH

    def card(self, number: int) -> VersionCard:
        """Give one version. Raises NotFound when there is none of that number."""
        found = next((card for card in self.versions if card.version.number == number), None)
        if found is None:
            raise NotFound("There is no such version.")
        return found


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at words gave, with the phone that would show them. mail: the whole of a mail, "" of a text."""

    look: Look
    shown: LockScreen | None
    mail: str


def template_page(store: Store, wording: Wording, key: TemplateKey, *, asking: Asking) -> TemplatePage:
    """Give one template in one language, with all its versions.

    Raises:
        NotFound: there is no such template or language, or this person does not look after words.
    """
    insist_on_a_writer(asking)
    languages = wording.all_languages()
    if not is_template(key) or key.language not in languages:
        raise NotFound("There is no such template.")
    with store.board_for(asking, doing="wording.read", about=str(key)) as desk:
        kept, decided, names = desk.wordings.versions_of(key), desk.wordings.published(), names_of_staff(desk)
        uses = desk.wordings.uses_of(address_of(key))
    used = used_as_decided(key, decided, wording)
    versions = with_shipped(kept, wording.shipped.as_version(key, "", asking.at))
    in_use = number_in_use(versions, used)
    cards = tuple(_card(version, in_use, wording, names, uses, asking) for version in reversed(versions))
    english = used_as_decided(TemplateKey(key.channel, ENGLISH, key.name), decided, wording)
    shown = next((card for card in cards if card.state is VersionState.IN_USE), None)
    newest = shown or next(iter(cards), None)
    rule = rule_of(key)
    return TemplatePage(
        key=key,
        words=words_for(key.name),
        language=languages[key.language],
        languages=tuple(languages.values()),
        tier=TIER_IN_WORDS[rule.tier],
        slots=tuple(_slot(name, key.language, may_be_empty=name in rule.optional) for name in _in_order(rule)),
        versions=cards,
        used=shown,
        beside="" if key.language == ENGLISH or english is None else english.body.strip(),
        begin_from="" if newest is None else newest.version.body.strip(),
    )


def check(store: Store, wording: Wording, key: TemplateKey, body: str, *, asking: Asking) -> Checked:
    """Look through words that somebody is writing. Nothing is kept but the record that they asked.

    Raises:
        NotFound, NoWording: as `template_page`.
    """
    insist_on_a_writer(asking)
    look = wording.look(key, body)
    with store.board_for(asking, doing="wording.check", about=str(key)) as desk:
        look = with_names(look, desk.people.names_among(words_to_ask_for(body)))
    return shown_with(wording, key, look)


def shown_with(wording: Wording, key: TemplateKey, look: Look) -> Checked:
    """Draw the phone for words that were looked through."""
    if key.channel is Channel.EMAIL or not look.usual:
        return Checked(look, None, look.usual)
    return Checked(look, lock_screen_of(look.usual, wording.all_languages()[key.language]), "")


def insist_on_a_writer(asking: Asking) -> None:
    if asking.viewer.role not in WRITERS:
        raise NotFound("There is no such page.")


def names_of_staff(desk: Desk) -> dict[str, str]:
    return {account.id: account.name for account in desk.accounts.everyone()}


def _slot(name: str, language: str, *, may_be_empty: bool) -> tuple[str, SlotWords, bool]:
    words = SLOTS.get(name, UNKNOWN_SLOT)
    return name, replace(words, example=usual_values(language).get(name, words.example)), may_be_empty


def _in_order(rule: TemplateRule) -> list[str]:
    order = list(SLOTS)
    return sorted(rule.fields | rule.optional, key=lambda name: order.index(name) if name in order else len(order))


def used_as_decided(key: TemplateKey, decided: Published, wording: Wording) -> InUse | None:
    if key in decided.templates:
        return decided.templates[key]
    return wording.shipped.of(key) if wording.shipped.is_approved(key) else None


def _card(
    version: Version,
    in_use: int | None,
    wording: Wording,
    names: Mapping[str, str],
    uses: Mapping[str, int],
    asking: Asking,
) -> VersionCard:
    state = version.state(in_use, came_approved=wording.shipped.is_approved(version.key))
    return VersionCard(
        version=version,
        state=state,
        by=name_of(version.author_id, names),
        steps=tuple(StepLine(step, name_of(step.by_id, names)) for step in reversed(version.steps)),
        uses=uses.get(version_of(InUse(version.number, version.body)), 0),
        is_mine=version.author_id == asking.viewer.account_id,
        needs_reader=version.key.language != ENGLISH and not version.was_published,
    )


def name_of(account_id: str | None, names: Mapping[str, str]) -> str:
    return CAME_WITH_IT if account_id is None else names.get(account_id, "somebody who has left")

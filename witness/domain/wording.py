"""Words for families as data: which template in which language, its versions, and who approved which of them.

Nothing is edited. A version is added, steps are added to it, and the newest publication of a template is what is used;
going back to an earlier version is a publication too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from witness.domain.access import Role
from witness.domain.contact import Channel
from witness.domain.people import name_words

ENGLISH = "en"
# Words are a manager's business. Administrators, who see no case, may write and approve too: a small service has one
# manager, and no words may be used that one person alone has seen.
WRITERS = frozenset({Role.MANAGER, Role.ADMIN})
# A language is for the whole service, like a rule.
LANGUAGE_KEEPERS = frozenset({Role.ADMIN})
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which there are, or will be, words. own: its name in itself."""

    code: str
    english: str
    own: str
    is_rtl: bool = False

    @property
    def direction(self) -> str:
        """How a page says its direction."""
        return "rtl" if self.is_rtl else "ltr"


# Those that the product ships words in. Only English is approved as it comes.
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "English"),
        Language("cy", "Welsh", "Cymraeg"),
        Language("pl", "Polish", "Polski"),
        Language("ur", "Urdu", "اردو", is_rtl=True),
    )
}


@dataclass(frozen=True, slots=True, order=True)
class TemplateKey:
    """One template in one language. Written as its address: "sms/en/date_set"."""

    channel: Channel
    language: str
    name: str

    def __str__(self) -> str:
        return f"{self.channel.value}/{self.language}/{self.name}"


class Act(StrEnum):
    """What somebody did with a version."""

    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    TAKEN_OUT = "taken_out"


class VersionState(StrEnum):
    """Where a version stands."""

    WAITING = "waiting"  # for a second person
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    IN_USE = "in_use"
    RETIRED = "retired"  # was used, and may be used again


# These decide what is used; the newest of them for a template holds.
DECIDES = frozenset({Act.PUBLISHED, Act.TAKEN_OUT})
STATE_AFTER: dict[Act, VersionState] = {
    Act.SUBMITTED: VersionState.WAITING,
    Act.SENT_BACK: VersionState.SENT_BACK,
    Act.WITHDRAWN: VersionState.WITHDRAWN,
    Act.PUBLISHED: VersionState.RETIRED,
    Act.TAKEN_OUT: VersionState.RETIRED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a version. place: its order among all steps of all templates, from 1.

    because: why amber findings may stand, or why it was sent back. checker: who speaks the language and has read it.
    """

    act: Act
    at: datetime
    by_id: str
    place: int = 0
    because: str = ""
    checker: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a template. author_id: None for words that came with the product. number: from 1."""

    version_id: str
    key: TemplateKey
    number: int
    body: str
    drafted_at: datetime
    author_id: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def was_published(self) -> bool:
        """Whether somebody has published it before."""
        return any(step.act is Act.PUBLISHED for step in self.steps)

    def state(self, in_use: int | None, *, came_approved: bool = False) -> VersionState:
        """Say where it stands. in_use: the number of the version of this template that is used now.

        came_approved: the product's own words of this template are approved as they come.
        """
        if self.number == in_use:
            return VersionState.IN_USE
        if self.was_published or (self.author_id is None and came_approved):
            return VersionState.RETIRED
        # Words that came with the product, and that nobody has looked at, wait like any others.
        return STATE_AFTER[self.steps[-1].act] if self.steps else VersionState.WAITING


@dataclass(frozen=True, slots=True)
class InUse:
    """The words of a template that are used now."""

    number: int
    body: str


def number_in_use(versions: Iterable[Version], used: InUse | None) -> int | None:
    """Say which of these versions says what is used now; None when nothing is used.

    By what it says and not by its number alone: a later release may bring other words under its own number.
    """
    same = [version.number for version in versions if used is not None and version.body == used.body]
    return used.number if used is not None and used.number in same else max(same, default=None)


def with_shipped(versions: tuple[Version, ...], shipped: Version | None) -> tuple[Version, ...]:
    """Put the words that came with the product among the versions that are kept, unless they are there already."""
    if shipped is None or any(v.author_id is None and v.body == shipped.body for v in versions):
        return versions
    taken = {version.number for version in versions}
    number = shipped.number if shipped.number not in taken else max(taken) + 1
    return tuple(sorted((*versions, replace(shipped, number=number)), key=lambda version: version.number))


@dataclass(frozen=True, slots=True)
class Published:
    """What people have decided about templates: a template that is not here is used as it was shipped.

    None: it was taken out, and nothing is used. languages: those that an administrator added.
    """

    templates: Mapping[TemplateKey, InUse | None]
    languages: tuple[Language, ...] = ()


WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Fields that a family or an officer fills in freely: a name may stand in them.
SAYS_A_PLACE = frozenset({"place", "venue"})
ENDS_A_SENTENCE = frozenset(".!?:\n")
# Words that open a sentence, or stand in capitals, without being anybody.
NO_NAMES = frozenset(
    {
        *("hi", "hello", "please", "thank", "thanks", "reply", "ring", "call", "maybe", "now", "not", "see", "what"),
        *("will", "still", "same", "if", "in", "or", "this", "the", "we", "you", "your", "a", "an", "it's", "it"),
        *(
            "i",
            "i'm",
            "i'll",
            "i've",
            "ok",
            "stop",
            "asking",
            "start",
            "our",
            "my",
            "are",
            "is",
            "do",
            "don't",
            "can",
            "may",
            "here",
        ),
        *("helo", "diolch", "mae", "dyma", "does", "os", "cadwch", "pryd", "atebwch", "ffoniwch", "neu", "arhoswch"),
        *("diwrnod", "rhywbeth", "byddaf", "gallwch", "wela", "ein", "rwy'n", "yr", "y"),
        *("sms", "sms-y", "sms-ów", "tel", "tu"),
    }
)


def capitalised(words: str) -> tuple[tuple[str, bool], ...]:
    """Give the words of a text that may be names, each with whether it stands inside a sentence.

    A script without capitals gives all its words, none of them as standing inside: there they say nothing.
    """
    found = []
    for match in WORD.finditer(words):
        word = match.group()
        if word[0].islower() or word.casefold() in NO_NAMES:
            continue
        before = words[: match.start()].rstrip(" ")
        inside = word[0].isupper() and bool(before) and before[-1] not in ENDS_A_SENTENCE
        found.append((word, inside))
    return tuple(found)


def names_said(words: str, names: Iterable[str], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the words of a text that are part of somebody's name. but: values whose words are no names here."""
    known = {part for name in names for part in name_words(name)}
    allowed = {part for value in but for part in name_words(value)}
    return tuple(word for word, _ in capitalised(words) if any(part in known - allowed for part in name_words(word)))

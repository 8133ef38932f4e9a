"""Changes the words for families: one person writes, a second of those who may approves; nothing red passes.

Managers and administrators may do both: managers know the families, and in a service with one manager the administrator
is the second pair of eyes. Nobody approves what they wrote. Every act adds a step and stands on the audit record.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.access import Asking
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.wording import (
    ENGLISH,
    LANGUAGE_CODE,
    LANGUAGE_KEEPERS,
    WRITERS,
    Act,
    InUse,
    Language,
    Step,
    TemplateKey,
    Version,
    VersionState,
    number_in_use,
    with_shipped,
)
from witness.identifiers import new_id
from witness.messaging.drafts import Look, with_names, words_to_ask_for
from witness.messaging.lint import Finding
from witness.messaging.wording import UnsafeWording, Wording, is_template
from witness.store import Desk, Store

LONGEST_REASON, LONGEST_NAME = 300, 60
NO_PAGE = "There is no such page."


@dataclass(frozen=True, slots=True)
class Approval:
    """What somebody says who approves a version.

    because: why amber findings may stand. checker, checked_on: who speaks the language and has read it, and when;
    for every language but English.
    """

    because: str = ""
    checker: str = ""
    checked_on: date | None = None


def submit(
    store: Store, wording: Wording, key: TemplateKey, body: str, asking: Asking, *, because: str = ""
) -> Version:
    """Add a version of a template, for a second person to approve; gives it with its number.

    because: why amber findings may stand.

    Raises:
        NotFound: there is no such template or language, or this person may not write.
        UnsafeWording: there is something red in it; nothing was kept.
        PleaseConfirm: there is something amber in it, and no reason was given.
        Refused: it says exactly what a version says that waits or is used.
    """
    _may_write(wording, key, asking)
    body = _plain(body)
    with _on_the_record(store, asking, doing="wording.submit", about=str(key)) as desk:
        _check(_look_with_names(desk, wording, key, body), because)
        versions = _versions(desk, wording, key, asking.at)
        _refuse_twins(versions, body, number_in_use(versions, _used(desk, wording, key)))
        number = max((version.number for version in versions), default=0) + 1
        added = Version(new_id(), key, number, body, asking.at, asking.viewer.account_id)
        desk.wordings.add_version(added)
        desk.wordings.add_step(added.version_id, _step(Act.SUBMITTED, asking, because))
    return added


def publish(store: Store, wording: Wording, key: TemplateKey, number: int, approval: Approval, asking: Asking) -> None:
    """Approve a version, so that it is used from now on; or use one again that was used before.

    Raises:
        NotFound: there is no such version, or this person may not approve.
        UnsafeWording: there is something red in it, perhaps by a rule that is newer than the version.
        PleaseConfirm: there is something amber in it, and no reason was given.
        Refused: they wrote it themselves, or nobody who speaks the language has read it.
        SomebodyElseChangedThis: somebody has decided otherwise meanwhile.
    """
    _may_write(wording, key, asking)
    with _on_the_record(store, asking, doing="wording.publish", about=f"{key}:{number}") as desk:
        version, state = _version(desk, wording, key, number, asking.at)
        if state not in (VersionState.WAITING, VersionState.RETIRED):
            raise SomebodyElseChangedThis("This version waits for nobody any more. Look at what was decided.")
        if version.author_id == asking.viewer.account_id:
            raise Refused("You wrote this version. Somebody else has to approve it.")
        if not (state is VersionState.RETIRED and version.was_published):
            _insist_on_a_reader(desk, version, approval, asking)
        _check(_look_with_names(desk, wording, key, version.body), approval.because)
        step = _step(Act.PUBLISHED, asking, approval.because, approval.checker.strip(), approval.checked_on)
        desk.wordings.add_step(version.version_id, step)


def send_back(store: Store, wording: Wording, key: TemplateKey, number: int, because: str, asking: Asking) -> None:
    """Say that a version that waits may not be used, and why.

    Raises:
        NotFound, SomebodyElseChangedThis: as `publish`.
        Refused: no reason was given, or it is their own: that they withdraw.
    """
    if not because.strip():
        raise Refused("Say what has to change.")
    _decide(store, wording, key, number, _step(Act.SENT_BACK, asking, because), asking, mine=False)


def withdraw(store: Store, wording: Wording, key: TemplateKey, number: int, asking: Asking) -> None:
    """Take back one's own version while it waits.

    Raises:
        NotFound, SomebodyElseChangedThis: as `publish`.
        Refused: somebody else wrote it.
    """
    _decide(store, wording, key, number, _step(Act.WITHDRAWN, asking), asking, mine=True)


def take_out(store: Store, wording: Wording, key: TemplateKey, because: str, asking: Asking) -> None:
    """Stop using a template in a language: until another version is published, a voice tells those families.

    One person may do so, at once: it is what to do when words turn out to be wrong.

    Raises:
        NotFound: there is no such template, or this person may not.
        Refused: no reason was given, it is English, or nothing is used.
    """
    _may_write(wording, key, asking)
    if key.language == ENGLISH:
        raise Refused("English is what everybody else falls back on. Publish another version, or use an earlier one.")
    if not because.strip():
        raise Refused("Say why it is taken out.")
    with _on_the_record(store, asking, doing="wording.take_out", about=str(key)) as desk:
        versions = _versions(desk, wording, key, asking.at)
        number = number_in_use(versions, _used(desk, wording, key))
        used = next((version for version in versions if version.number == number), None)
        if used is None:
            raise Refused("Nothing is used there now.")
        desk.wordings.add_step(used.version_id, _step(Act.TAKEN_OUT, asking, because))


def add_language(store: Store, wording: Wording, language: Language, asking: Asking) -> None:
    """Add a language, in which every template has then to be written and approved before it is used.

    Raises:
        NotFound: only an administrator adds languages.
        Refused: the code is none, the language is there already, or a name is missing.
    """
    if asking.viewer.role not in LANGUAGE_KEEPERS:
        raise NotFound(NO_PAGE)
    names = (language.english, language.own)
    if not LANGUAGE_CODE.fullmatch(language.code):
        raise Refused("A code is two or three small letters, for example ro.")
    if not all(name.strip() and name.isprintable() and len(name) <= LONGEST_NAME for name in names):
        raise Refused(f"Give the name in English and in the language itself, at most {LONGEST_NAME} letters each.")
    with _on_the_record(store, asking, doing="wording.add_language", about=language.code) as desk:
        if language.code in wording.all_languages() or language in desk.wordings.languages():
            raise Refused("That language is there already.")
        desk.wordings.add_language(language, by_id=asking.viewer.account_id, now=asking.at)


@contextmanager
def _on_the_record(store: Store, asking: Asking, *, doing: str, about: str) -> Iterator[Desk]:
    """Open a transaction for an act; one that the rules refuse leaves nothing behind but that it was tried."""
    try:
        with store.board_for(asking, doing=doing, about=about) as desk:
            yield desk
    except PleaseConfirm:
        raise
    except Refused:
        role = asking.viewer.role.value
        tried = Entry(
            asking.at, doing, AuditOutcome.DENIED, asking.viewer.account_id, role, None, about, asking.request_id
        )
        with store.changing() as desk:
            desk.audit.record(tried)
        raise


def _look_with_names(desk: Desk, wording: Wording, key: TemplateKey, body: str) -> Look:
    """Look through words with everything that we know, the names of everybody recorded included."""
    return with_names(wording.look(key, body), desk.people.names_among(words_to_ask_for(body)))


def _may_write(wording: Wording, key: TemplateKey, asking: Asking) -> None:
    if asking.viewer.role not in WRITERS:
        raise NotFound(NO_PAGE)
    if not is_template(key) or key.language not in wording.all_languages():
        raise NotFound("There is no such template.")


def _check(look: Look, because: str) -> None:
    if look.red:
        raise UnsafeWording(f"This may not be used: {_named(look.red)}.", look.red)
    if look.amber and not because.strip():
        raise PleaseConfirm(tuple(_named((finding,)) for finding in look.amber))
    if len(because) > LONGEST_REASON:
        raise Refused(f"Use {LONGEST_REASON} characters or fewer for the reason.")


def _named(found: tuple[Finding, ...]) -> str:
    return "; ".join(finding.because + (f" ({finding.found})" if finding.found else "") for finding in found)


def _insist_on_a_reader(desk: Desk, version: Version, approval: Approval, asking: Asking) -> None:
    """Words in another language are used only when a person who speaks it has read them, and is named."""
    if version.key.language == ENGLISH:
        return
    checker = " ".join(approval.checker.split())
    if not checker or len(checker) > LONGEST_NAME:
        raise Refused("Name who speaks this language and has read the words.")
    if approval.checked_on is None or approval.checked_on > london_day(asking.at):
        raise Refused("Give the day on which they read it, not a day to come.")
    author = None if version.author_id is None else desk.accounts.find(version.author_id)
    if author is not None and author.name.casefold() == checker.casefold():
        raise Refused("Whoever wrote these words cannot be the one who checks them.")


def _decide(
    store: Store, wording: Wording, key: TemplateKey, number: int, step: Step, asking: Asking, *, mine: bool
) -> None:
    _may_write(wording, key, asking)
    with _on_the_record(store, asking, doing=f"wording.{step.act.value}", about=f"{key}:{number}") as desk:
        version, state = _version(desk, wording, key, number, asking.at)
        if state is not VersionState.WAITING:
            raise SomebodyElseChangedThis("This version waits for nobody any more. Look at what was decided.")
        if mine != (version.author_id == asking.viewer.account_id):
            raise Refused("Only whoever wrote a version withdraws it; somebody else sends it back.")
        desk.wordings.add_step(version.version_id, step)


def _version(
    desk: Desk, wording: Wording, key: TemplateKey, number: int, now: datetime
) -> tuple[Version, VersionState]:
    versions = _versions(desk, wording, key, now)
    version = next((each for each in versions if each.number == number), None)
    if version is None:
        raise NotFound("There is no such version.")
    in_use = number_in_use(versions, _used(desk, wording, key))
    return version, version.state(in_use, came_approved=wording.shipped.is_approved(key))


def _versions(desk: Desk, wording: Wording, key: TemplateKey, now: datetime) -> tuple[Version, ...]:
    """Give all versions, and keep the words that came with the product among them from now on."""
    kept = desk.wordings.versions_of(key)
    versions = with_shipped(kept, wording.shipped.as_version(key, new_id(), now))
    for version in versions:
        if version not in kept:
            desk.wordings.add_version(version)
    return versions


def _used(desk: Desk, wording: Wording, key: TemplateKey) -> InUse | None:
    """Give what is used now as this transaction sees it: not as this process saw it a moment ago."""
    decided = desk.wordings.published().templates
    if key in decided:
        return decided[key]
    return wording.shipped.of(key) if wording.shipped.is_approved(key) else None


def _refuse_twins(versions: tuple[Version, ...], body: str, in_use: int | None) -> None:
    for version in versions:
        if version.body.strip() == body.strip() and version.state(in_use) in (
            VersionState.WAITING,
            VersionState.IN_USE,
        ):
            raise Refused(f"Version {version.number} says exactly this.")


def _plain(body: str) -> str:
    """Give what was typed as it is kept: line ends as they are in files, no space at an end."""
    return (
        "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")) + "\n"
    )


def _step(act: Act, asking: Asking, because: str = "", checker: str = "", checked_on: date | None = None) -> Step:
    return Step(
        act=act,
        at=asking.at,
        by_id=asking.viewer.account_id,
        because=" ".join(because.split())[:LONGEST_REASON],
        checker=" ".join(checker.split()),
        checked_on=checked_on,
    )

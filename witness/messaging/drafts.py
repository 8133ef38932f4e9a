"""Looks through a template before anybody may use it: its fields, its words with usual and with the longest values.

The same look is taken again when a template is first used, so that what came into the database by another road than
the pages is stopped too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from witness.domain.contact import Channel
from witness.domain.wording import Language, TemplateKey, capitalised
from witness.messaging.lint import ISOLATE, KNOWN_LANGUAGES, POP, Finding, findings
from witness.messaging.reading import reading_of
from witness.messaging.slots import TOKEN, BadTemplate, Template, taken_apart
from witness.messaging.template_rule import TemplateRule
from witness.messaging.template_words import longest_values, usual_values

# Somebody of 9 to 11 reads it without help: what we aim at. From 13 on it is refused.
READING_AGE_AIM, READING_AGE_MOST = 11.0, 13.0
LONGEST_SENTENCE = 20
# There is no formula for these languages: words that are longer than this on average are pointed out.
WORD_LENGTH_AIM = 6.0
LONGEST_TEMPLATE = {Channel.SMS: 600, Channel.EMAIL: 3000}
FILLER = "one"
# These speak of the whole text, so that one of each is enough.
MEASURED = frozenset({"ucs_2", "length", "long_sentence", "reading_age", "long_words"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a template gave. usual, longest: the words with such values, "" when it cannot be filled."""

    findings: tuple[Finding, ...]
    usual: str = ""
    longest: str = ""

    @property
    def red(self) -> tuple[Finding, ...]:
        """What nobody may publish."""
        return tuple(finding for finding in self.findings if finding.red)

    @property
    def amber(self) -> tuple[Finding, ...]:
        """What stands only with a reason."""
        return tuple(finding for finding in self.findings if not finding.red)


@lru_cache(maxsize=2000)
def look_at(key: TemplateKey, body: str, rule: TemplateRule, language: Language, *, replies: bool = True) -> Look:
    """Look through a template. replies: our number can be answered."""
    if len(body) > LONGEST_TEMPLATE[key.channel]:
        most = LONGEST_TEMPLATE[key.channel]
        return Look((Finding("too_long", True, "", f"a template has at most {most} signs, fields included"),))
    try:
        template = taken_apart(body, fields=rule.fields, optional=rule.optional)
    except BadTemplate as bad:
        return Look(tuple(Finding("fields", True, fault.name, str(fault)) for fault in bad.faults))
    usual, longest = (
        composed(template, _complete(values, rule), key.channel, language)
        for values in (usual_values(key.language), longest_values(key.language))
    )
    bare = composed(template, _complete(usual_values(key.language), rule, without=rule.optional), key.channel, language)
    found: list[Finding] = []
    for words in (usual, bare, longest):
        found += findings(
            words, rule.tier, language=key.language, channel=key.channel, is_rtl=language.is_rtl, replies=replies
        )
        found += _reading(words, key.language)
    found += [*_offers(usual, rule, replies), *_may_be_names(template), *_known(key.language)]
    return Look(_worst_of_each(found), usual, longest)


def words_to_ask_for(body: str) -> tuple[str, ...]:
    """Give the words of a template that could be somebody's name, for whoever knows the names to say which are."""
    return tuple(dict.fromkeys(word for word, _ in capitalised(TOKEN.sub("...", body))))


def with_names(look: Look, named: Iterable[str]) -> Look:
    """Add what was found by whoever knows the names. named: words that are part of the name of somebody recorded.

    A script without capitals does not tell a name from a word: there it is pointed out, and does not stop.
    """
    because = "this may be somebody's name: no text names anybody"
    found = [Finding("named", word[0] != word[0].casefold(), word, because) for word in sorted(named)]
    said_twice = {("may_be_a_name", finding.found) for finding in found}
    others = [finding for finding in look.findings if (finding.code, finding.found) not in said_twice]
    return replace(look, findings=_worst_of_each([*others, *found]))


def composed(template: Template, values: dict[str, str], channel: Channel, language: Language) -> str:
    """Put values into a template as they will be read. From right to left, each value is isolated from its words."""
    if language.is_rtl:
        values = {name: f"{ISOLATE}{value}{POP}" if value else "" for name, value in values.items()}
    filled = template.filled(values)
    return " ".join(filled.split()) if channel is Channel.SMS else filled.strip() + "\n"


def _complete(values: dict[str, str], rule: TemplateRule, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    return {name: "" if name in without else values.get(name, FILLER) for name in rule.fields | rule.optional}


def _reading(words: str, language: str) -> list[Finding]:
    reading = reading_of(words, language)
    found = []
    if reading.longest_sentence > LONGEST_SENTENCE:
        because = f"a sentence of {reading.longest_sentence} words: {LONGEST_SENTENCE} at most"
        found.append(Finding("long_sentence", True, "", because))
    if reading.age is not None and reading.age > READING_AGE_AIM:
        because = f"somebody of {reading.age:.0f} reads this easily; aim at 9 to {READING_AGE_AIM:.0f}"
        found.append(Finding("reading_age", reading.age > READING_AGE_MOST, "", because))
    if reading.age is None and reading.word_length > WORD_LENGTH_AIM:
        because = f"its words have {reading.word_length} letters on average: shorter ones are easier"
        found.append(Finding("long_words", False, "", because))
    return found


def _offers(words: str, rule: TemplateRule, replies: bool) -> list[Finding]:
    if rule.says_stop and replies and not re.search(r"\bSTOP\b", words):
        return [Finding("no_stop", True, "", "it does not say how to stop these texts: STOP")]
    return []


def _may_be_names(template: Template) -> list[Finding]:
    inside = dict.fromkeys(word for word, is_inside in capitalised(template.words) if is_inside)
    return [
        Finding("may_be_a_name", False, word, "a capital inside a sentence: is it somebody's name?") for word in inside
    ]


def _known(language: str) -> list[Finding]:
    if language in KNOWN_LANGUAGES:
        return []
    because = "there is no list of forbidden words in this language: only the person who checks it can tell"
    return [Finding("no_word_list", False, language, because)]


def _worst_of_each(found: list[Finding]) -> tuple[Finding, ...]:
    """Give every finding once, red first. What was found with the longest values stands for the shorter ones."""
    worst: dict[tuple[str, str], Finding] = {}
    for finding in sorted(found, key=lambda each: each.red):
        worst[finding.code, "" if finding.code in MEASURED else finding.found] = finding
    return tuple(sorted(worst.values(), key=lambda each: not each.red))

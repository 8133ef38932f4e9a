"""Looks through the free words of a question or an answer. What it finds is refused: they go to the other side.

It knows numbers, addresses, the names in the case and the words of evidence that `domain.notes_lint` knows. It cannot
know every way to name a place or to tell a story; the page says so, and the template asks for as few words as it can.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.notes_lint import doubts_about

LONGEST = 300

_STREETS = "street|road|lane|avenue|crescent|terrace|grove|gardens|drive|close|mews"
_SHORT_STREETS = r"st|rd|ave|ln|cres"
# Days and hours are the very thing that is asked for; whatever looks like one is taken out before digits are counted.
_A_DATE = re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:20)?\d\d\b|\b20\d\d-[01]\d-[0-3]\d\b")
_AN_HOUR = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![.:]?\d)")
_YEAR = re.compile(r"(?<=[a-z] )20[2-4]\d\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d(?:[ \t()./+-]{0,3}\d){6,}")
_MAIL = re.compile(r"\S*@\S*|\b\S+ ?\(at\) ?\S+", re.IGNORECASE)
_LINK = re.compile(r"\bhttps?:|\bwww\.|\b[\w-]{2,}\.(?:com|org|net|uk|co|example|info|me)\b", re.IGNORECASE)
# "W1 2nd in the list" is a witness and a place in the list.
_POSTCODE = re.compile(r"\b(?!w\d{1,2} \d(?:st|nd|rd|th|am|pm)\b)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)
_OUTCODE = re.compile(r"\b[A-Z]{2}\d{1,2}[A-Z]?\b")
_NO_STREET = r"(?!(?:a|an|and|at|by|days?|for|hours?|in|is|min(?:ute)?s?|of|on|the|to|too|weeks?)\b)"
_ADDRESS = re.compile(
    rf"\b\d+[a-z]?,? (?:{_NO_STREET}[\w'’-]+ ){{1,3}}(?:{_STREETS}|{_SHORT_STREETS})\b|\bflat \d+\b", re.IGNORECASE
)
_NAMED_STREET = re.compile(rf"\b[A-Z][\w'’-]+ (?:{'|'.join(w.capitalize() for w in _STREETS.split('|'))})\b")
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")

# Names that are words too: they count only as they are written, "Will" and not "will".
_ALSO_WORDS = frozenset({"april", "art", "august", "bay", "bill", "brook", "chase", "close", "day", "dawn", "faith",
                          "fern", "field", "frank", "gene", "grace", "grant", "guy", "hall", "hill", "hope", "house",
                          "iris", "ivy", "jack", "joy", "june", "just", "king", "law", "lane", "long", "love", "mark",
                          "may", "mercy", "miles", "moon", "old", "page", "park", "pat", "ray", "read", "rich", "rob",
                          "rose", "rule", "say", "sky", "star", "summer", "sunny", "sue", "temple", "trial", "will",
                          "win", "wood", "wright", "young"})  # fmt: skip


ITS_KIND = (
    (_MAIL, "an e-mail address"),
    (_LINK, "a link"),
    (_POSTCODE, "a postcode"),
    (_OUTCODE, "a postcode"),
    (_ADDRESS, "an address"),
    (_NAMED_STREET, "an address"),
)


def looked_through(text: str, picture: CasePicture) -> str:
    """Give the words as they may be kept and shown to the other side.

    Raises:
        Refused: they are too long, or hold something that may not go over. It says what and why.
    """
    plain = _plain(text)
    if len(plain) > LONGEST:
        raise Refused(f"Use {LONGEST} characters or fewer.")
    found = tuple(faults_in(plain, names_in(picture)))
    if found:
        raise Refused(" ".join(found))
    return plain


def faults_in(text: str, names: frozenset[str], *, of_record: bool = False) -> Iterator[str]:
    """Say what may not stand in these words, a sentence for each. names: as `names_in` gives them.

    of_record: they are words of the closed lists, which name measures and may call one by a word of the evidence.
    """
    plain = _plain(text)
    bare = _YEAR.sub("x", _AN_HOUR.sub("x", _A_DATE.sub("x", plain)))
    number = _LONG_NUMBER.search(bare)
    if number:
        yield f"“{number.group()}” looks like a telephone number or another long number. Leave it out."
    kinds = {kind: match.group() for pattern, kind in reversed(ITS_KIND) if (match := pattern.search(plain))}
    for kind, words in kinds.items():
        yield f"“{words.strip()}” looks like {kind}. Leave it out."
    for word in sorted(_named(plain, names)):
        yield f"“{word}” is a name in this case. Say “the witness” or “the family”."
    for doubt in () if of_record else doubts_about(plain):
        yield f"“{doubt.found}”: {doubt.because}. It has no place in a question or an answer."


def names_in(picture: CasePicture) -> frozenset[str]:
    """Give the names of everybody in a case, part by part, and their initials with dots."""
    return names_among((p.name for p in picture.people), (p.initials for p in picture.people))


def names_among(names: Iterable[str], initials: Iterable[str]) -> frozenset[str]:
    """Give names part by part, without accents and case, and initials with dots as they are written."""
    parts = (part for name in names for part in _WORD.findall(_folded(name)))
    return frozenset(part for part in (*parts, *(i for i in initials if "." in i)) if len(part) > 1)


def _named(text: str, names: Iterable[str]) -> Iterator[str]:
    known = frozenset(names)
    for word in _WORD.findall(text):
        folded = _folded(word)
        if folded in known and (folded not in _ALSO_WORDS or word[0].isupper()):
            yield word
    yield from (name for name in known if "." in name and name.casefold() in text.casefold())


def _folded(word: str) -> str:
    """Take accents and case away: whoever types in a hurry writes neither."""
    bare = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def _plain(text: str) -> str:
    """Write look-alike signs as the plain ones and take out those that nobody can see."""
    return " ".join(_HIDDEN.sub("", unicodedata.normalize("NFKC", text)).split())

"""Numbers in a text: figures of any script, and the words for nought to ten of the languages in which there are words.

The words of other languages than English have not been checked by a speaker.
"""

from witness.domain.reply_spelling import letters_of

_WORDS: dict[str, str] = {
    "en": "zero one two three four five six seven eight nine ten",
    "cy": "dim un dau tri pedwar pump chwech saith wyth naw deg",
    "pl": "zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec",
    "ur-Latn": "sifar aik do teen chaar paanch chhay saat aath nau das",
    "ur": "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس",
}
NUMBER_OF: dict[str, int] = {
    letters_of(word): number for words in _WORDS.values() for number, word in enumerate(words.split())
}
# Between two numbers, and behind the last.
_PARTS = str.maketrans(dict.fromkeys(",;/.!-\u2013", " "))
MOST_DIGITS = 2


def whole_numbers(text: str) -> tuple[int, ...] | None:
    """Give the numbers of a text that holds nothing but whole numbers of at most two figures; else None."""
    words = letters_of(text).translate(_PARTS).split()
    numbers = [_number(word) for word in words]
    known = tuple(number for number in numbers if number is not None)
    return known if known and len(known) == len(numbers) else None


def _number(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS:
        return int(word)
    return NUMBER_OF.get(word)

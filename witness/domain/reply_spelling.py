"""How a text is spelt before it is compared with a table: small letters, no accents, plain digits, single spaces."""

import re
import unicodedata

# Letters that no decomposition takes apart, and the same letter from two keyboards (Arabic, Urdu).
SAME_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "`": "'", "´": "'", "؟": "?", "۔": ".", "،": ",", "؛": ";",
     "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ۀ": "ہ", "ة": "ہ", "ھ": "ہ"}
)  # fmt: skip
# A digit on a key-cap is a digit with two signs behind it.
KEY_CAPS = str.maketrans({"\ufe0f": "", "\u20e3": ""})


def letters_of(text: str) -> str:
    """Spell the letters of a text as the tables do; every other sign stays as it is."""
    parted = unicodedata.normalize("NFKD", text.translate(KEY_CAPS).casefold().translate(SAME_LETTERS))
    return "".join(_plain(sign) for sign in parted).translate(SAME_LETTERS).replace("'", "")


def spelt(text: str) -> str:
    """Spell a text as the tables do. A question mark stays: "1?" asks, it does not answer."""
    return " ".join(letters_of(text).split()).strip(' .,!"“”()')


def words_of(text: str) -> str:
    """Give the words and digits of a text alone, with single spaces between them."""
    return " ".join(re.sub(r"[^\w]+|_", " ", letters_of(text)).split())


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category in ("Mn", "Cf"):  # accents, and marks that nobody sees
        return ""
    # The digits of other scripts are digits: "۱" is a 1.
    return str(unicodedata.decimal(sign)) if category == "Nd" else sign

"""How long a text is on the air: GSM-7 or UCS-2, and how many segments it takes (3GPP 23.038)."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two places: an escape goes before it

MOST_NAMED = 5

GSM_7 = "GSM-7"
UCS_2 = "UCS-2"

# Encoding → places in a text of one segment, and in each segment of a longer one (a header takes the rest).
PLACES = {GSM_7: (160, 153), UCS_2: (70, 67)}


def encoding_of(body: str) -> str:
    """Give the encoding that a text needs: one sign outside the GSM alphabet makes the whole text UCS-2."""
    return GSM_7 if set(body) <= BASIC | EXTENDED else UCS_2


def places_of(body: str) -> int:
    """Count the places that a text takes in its encoding."""
    return sum(_widths(body))


def segments_of(body: str) -> int:
    """Count the segments of a text. No sign of two places is split between two segments."""
    whole, part = PLACES[encoding_of(body)]
    widths = _widths(body)
    if sum(widths) <= whole:
        return 1
    segments, used = 1, 0
    for width in widths:
        if used + width > part:
            segments, used = segments + 1, 0
        used += width
    return segments


def length_hint(body: str) -> str:
    """Say what an officer should know of a text's length; "" for one segment of plain letters."""
    segments, special = segments_of(body), sorted(set(body) - BASIC - EXTENDED)
    words = "" if segments == 1 else f"This text is longer than one: it goes as {segments} and costs as many."
    if special:
        named = ", ".join(special[:MOST_NAMED])
        words += f" It has letters that need more room ({named}): only {PLACES[UCS_2][0]} fit into one text."
    return words.strip()


def _widths(body: str) -> list[int]:
    if encoding_of(body) == GSM_7:
        return [2 if sign in EXTENDED else 1 for sign in body]
    return [2 if ord(sign) > 0xFFFF else 1 for sign in body]

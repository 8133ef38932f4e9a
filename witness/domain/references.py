"""Case references in one spelling, so that "12/SW/34567/89" and "12SW3456789" are the same number."""

# A Crown list prints these in place of a number: every Common Platform case has the first.
PLACEHOLDERS = frozenset({"", "CPP", "NA", "NONE", "UNKNOWN", "TBC", "NOTKNOWN", "NULL"})


def normalise_reference(text: str) -> str:
    """Give a reference as capital letters and digits only; "" when it is empty or only stands in for a number.

    No pattern is imposed: real references break every one that has been proposed (court-lists reference §4).
    """
    bare = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    return "" if bare in PLACEHOLDERS else bare

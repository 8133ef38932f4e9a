"""What others call a witness, shown to them only where it has the shape of a label: it was typed by a person."""

import re

A_LABEL = re.compile(r"[A-Z]{1,3} ?\d{1,3}")


def plain_label(label: str) -> str:
    """Give the label, "W1"; "witness" for whatever else stands in its place."""
    return label if A_LABEL.fullmatch(label) else "witness"

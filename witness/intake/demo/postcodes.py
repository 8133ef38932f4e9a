"""Where things lie in the demo world: invented outward postcodes, of a letter pair that no real one begins with."""

from witness.domain.courts import OutcodeArea
from witness.domain.places import MeetingPlace

# A made-up stretch of the Pennines. Nobody lives here.
OUTCODES: dict[str, OutcodeArea] = {
    "QX1": OutcodeArea(53.72, -1.86, 2.1),
    "QX2": OutcodeArea(53.75, -1.91, 3.4),
    "QX3": OutcodeArea(53.69, -1.79, 2.8),
    "QX4": OutcodeArea(53.66, -1.94, 4.6),
    "QX5": OutcodeArea(53.77, -1.74, 2.2),
    "QX6": OutcodeArea(53.81, -1.82, 3.9),
    "QX7": OutcodeArea(53.63, -1.70, 3.1),
    "QX8": OutcodeArea(53.84, -1.66, 2.6),
    "QX9": OutcodeArea(53.74, -2.06, 6.2),
    "QX10": OutcodeArea(53.90, -1.75, 5.4),
    "QX11": OutcodeArea(53.79, -1.55, 1.6),
    "QX12": OutcodeArea(53.68, -1.51, 2.9),
}
COURT_OUTCODES: dict[str, str] = {
    "901": "QX1",
    "902": "QX8",
    "903": "QX10",
    "904": "QX11",
    "905": "QX12",
    "M9011": "QX1",
    "M9021": "QX8",
    "M9031": "QX9",
    "M9041": "QX11",
    "M9051": "QX12",
}
OFFICE_OUTCODE = "QX1"
# Where the day of each officer begins.
BASES: dict[str, str] = {
    "olu@support.example": "QX2",
    "olivia@support.example": "QX5",
    "oona@support.example": "QX3",
    "osric@support.example": "QX9",
}
FAMILY_CODES = tuple(OUTCODES)


def family_places(nth: int) -> dict[MeetingPlace, str]:
    """Give where the nth family is met: at home, at school, at the place agreed, at the safe meeting point."""
    home, beside = FAMILY_CODES[nth * 5 % len(FAMILY_CODES)], FAMILY_CODES[(nth * 5 + 1) % len(FAMILY_CODES)]
    return {
        MeetingPlace.HOME: home,
        MeetingPlace.SCHOOL: beside if nth % 3 else home,
        MeetingPlace.AGREED: beside,
        MeetingPlace.SAFE_POINT: home,
    }

"""The courts of the demo world: a small directory of the same shape as the real one."""

from witness.domain.courts import Court, Facility
from witness.intake.demo.postcodes import COURT_OUTCODES

QUIET = frozenset({Facility.VIDEO, Facility.WITNESS_SERVICE_ROOM, Facility.DISABLED_ACCESS})


def _crown(code: str, town: str) -> Court:
    return Court(
        code=code,
        slug=f"{town.lower()}-crown-court",
        name=f"{town} Crown Court",
        open=True,
        crown=True,
        magistrates=False,
        crest_code=code,
        town=town,
        postcode=COURT_OUTCODES[code],
        facilities=QUIET,
    )


def _magistrates(code: str, town: str) -> Court:
    return Court(
        code=code,
        slug=f"{town.lower()}-magistrates-court",
        name=f"{town} Magistrates' Court",
        open=True,
        crown=False,
        magistrates=True,
        magistrates_code=code.removeprefix("M"),
        town=town,
        postcode=COURT_OUTCODES[code],
    )


COURTS: tuple[Court, ...] = (
    _crown("901", "Calderbridge"),
    _crown("902", "Airemouth"),
    _crown("903", "Wharfeton"),
    _crown("904", "Nidderby"),
    _crown("905", "Swalecombe"),
    _magistrates("M9011", "Calderbridge"),
    _magistrates("M9021", "Airemouth"),
    _magistrates("M9031", "Hebblethwaite"),
    _magistrates("M9041", "Nidderby"),
    _magistrates("M9051", "Swalecombe"),
)

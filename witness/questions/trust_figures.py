"""How do the promises about safety stand? Answered from the file that the last measurement left, if there is one."""

from dataclasses import dataclass
from pathlib import Path

from witness.domain.trust_figures import Measurement, TrustTable, trust_table
from witness.intake.trust_figures import UnreadableFigures, read_figures


@dataclass(frozen=True, slots=True)
class TrustPage:
    """What the page shows. measurement None: nothing was measured here. fault: why its file cannot be read, or ""."""

    table: TrustTable
    measurement: Measurement | None = None
    fault: str = ""


def trust_page(file: Path | None) -> TrustPage:
    """Give every promise with its last figures. file: where `make trust` left them; None for nowhere."""
    try:
        raw = file.read_bytes() if file is not None else None
        measurement = read_figures(raw) if raw is not None else None
    except FileNotFoundError:
        measurement = None
    except OSError:
        return TrustPage(trust_table(()), fault="The file of figures cannot be opened.")
    except UnreadableFigures as broken:
        return TrustPage(trust_table(()), fault=str(broken))
    return TrustPage(trust_table(() if measurement is None else measurement.lines), measurement)

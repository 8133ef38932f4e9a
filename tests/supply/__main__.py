"""`make check`: the bill of materials, whether it is what is installed, and what is known against its parts.

Exit code 1 when something else is installed than the locks pin, or a part has a known weakness that nobody accepted.
Without a network nothing is known, which is said plainly and fails nothing.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.supply.advisories import ACCEPTED, CannotAsk, known_weaknesses, not_accepted
from tests.supply.bill import Part, bill_of, installed_here, parts_of, strays

ROOT = Path(__file__).resolve().parents[2]
BILL = ROOT / "bill-of-materials.json"


def main() -> int:
    """Write the bill, compare, ask."""
    parts = parts_of(ROOT)
    BILL.write_text(json.dumps(bill_of(parts), indent=1) + "\n", encoding="utf-8")
    shipped = sum(part.ships for part in parts)
    print(f"Bill of materials: {len(parts)} packages, {shipped} of them in the product: {BILL.name}")
    other = strays(parts, installed_here())
    for line in other:
        print(f"Not as pinned: {line}", file=sys.stderr)
    return 1 if audit(parts) or other else 0


def audit(parts: list[Part]) -> bool:
    """Say what is known against the parts, and whether it is to fail."""
    try:
        found = known_weaknesses(parts)
    except CannotAsk as reason:
        print(f"NOT AUDITED: nobody could be asked about known weaknesses ({reason}). This is no verdict.")
        return False
    left = not_accepted(found, ACCEPTED, datetime.now(UTC).date())
    for one in left:
        print(f"Known weakness {one.name}: {one.part.name} {one.part.version}", file=sys.stderr)
    print(f"Audited: {len(parts)} packages, {len(left)} with a known weakness, {len(found) - len(left)} accepted.")
    return bool(left)


if __name__ == "__main__":
    sys.exit(main())

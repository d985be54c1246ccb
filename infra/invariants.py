"""``python -m infra.invariants``: check all the books now, to the end, and say what is broken.

Works on the deployment that the environment names (``FAIRLEAD_STAGE``, ``FAIRLEAD_AWS_ENDPOINT``).
Ends with 1 when something is broken or nothing could be checked.
"""

import sys
import time

from chalicelib.core.actor import system
from chalicelib.core.clock import iso
from chalicelib.funds import public as funds

_PAUSE_SECONDS = 2


def main() -> int:
    """Check, print one line per break, and say how it went."""
    report = funds.check_invariants(system("invariants"), lambda: time.sleep(_PAUSE_SECONDS))
    if report.checked_at is None:
        print("The check did not come to its end.")
        return 1
    for one in report.breaks:
        print(f"{one.rule}  {one.subject}")
        print(f"    expected  {one.expected}")
        print(f"    found     {one.found}")
        print(f"    since     {iso(one.since)}")
    print(
        f"{report.examined} rows examined, {len(report.breaks)} breaks, at {iso(report.checked_at)}"
    )
    return 1 if report.breaks else 0


if __name__ == "__main__":
    sys.exit(main())

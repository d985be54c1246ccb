"""``python -m infra.export_ledger FILE``: write the ledger out, for ``infra.verify_export``.

Everything booked and sealed until a minute ago, as JSON lines. The file holds client ids and
amounts, no names.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chalicelib.funds import public as funds


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file and say how long it is."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.export_ledger", description="Write the ledger to a file"
    )
    parser.add_argument("file", type=Path)
    target: Path = parser.parse_args(arguments).file
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for line in funds.exported():
            out.write(line + "\n")
            count += 1
    print(f"{count} lines written to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m infra.verify_export FILE``: prove an export of the ledger, without AWS.

Recomputes every balance, every hash of every wallet's chain, and every daily seal from the file
alone. Compare the last seal that it prints with the copy that you keep elsewhere.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chalicelib.funds.rules.export import Verdict, verified

_MOST_SHOWN = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, or that nothing is."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.verify_export", description="Prove an export of the ledger"
    )
    parser.add_argument("file", type=Path)
    source: Path = parser.parse_args(arguments).file
    with source.open(encoding="utf-8") as lines:
        verdict = verified(lines)
    _say(verdict)
    return 1 if verdict.problems else 0


def _say(verdict: Verdict) -> None:
    for problem in verdict.problems[:_MOST_SHOWN]:
        print(problem)
    if len(verdict.problems) > _MOST_SHOWN:
        print(f"and {len(verdict.problems) - _MOST_SHOWN} more")
    print(
        f"{verdict.entries} entries, {verdict.lines} lines of {verdict.wallets} wallets,"
        f" {verdict.seals} seals: {len(verdict.problems)} problems"
    )
    if verdict.last_seal:
        print(f"last seal {verdict.last_seal}")


if __name__ == "__main__":
    sys.exit(main())

"""``python -m infra.verify_export FILE``: prove an export of the ledger or the audit log, offline.

Of a ledger it recomputes every balance, every hash of every wallet's chain, and every daily seal;
compare the last seal that it prints with the copy that you keep elsewhere. Of an audit log it
recomputes every record's digest and every link of the chain, and names the first record that is
not what was written; give the end of the chain that you keep elsewhere as ``--kept NUMBER:HASH``.
docs/exports.md describes both files.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from chalicelib.core import audit_chain
from chalicelib.core.audit_chain import Head
from chalicelib.funds.rules.export import Verdict, verified

_MOST_SHOWN = 50
_LOOKED_AT = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, or that nothing is."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.verify_export", description="Prove an export"
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--kept", type=_head, help="the end of the audit chain as it was once")
    given = parser.parse_args(arguments)
    source: Path = given.file
    if _is_audit(source):
        return _of_audit(source, given.kept)
    with source.open(encoding="utf-8") as lines:
        verdict = verified(lines)
    _say(verdict)
    return 1 if verdict.problems else 0


def _head(text: str) -> Head:
    number, _, found = text.partition(":")
    return Head(int(number), found)


def _is_audit(source: Path) -> bool:
    with source.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        return any('"type":"audit' in line for line in islice(lines, _LOOKED_AT))


def _of_audit(source: Path, kept: Head | None) -> int:
    with source.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        verdict = audit_chain.verified(lines, kept)
    for fault in verdict.faults[:_MOST_SHOWN]:
        print(f"{fault.problem} at {fault.sequence}: {fault.record_id}")
    if len(verdict.faults) > _MOST_SHOWN:
        print(f"and {len(verdict.faults) - _MOST_SHOWN} more")
    if verdict.kept is False:
        print("the end that you kept is not in this chain")
    print(f"{verdict.records} audit records: {len(verdict.faults)} faults")
    print(f"the chain ends with {verdict.head.sequence}:{verdict.head.hash}")
    return 1 if verdict.faults or verdict.kept is False else 0


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

"""``python -m infra.export_audit FILE``: write the audit chain out, for ``infra.verify_export``.

Every audit record with its link, as JSON lines, and the chain's end; docs/exports.md has the
format. The file names people and what they did: keep it as you keep the audit log.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chalicelib.core.audit_chain import Head, past, written, written_head
from chalicelib.storage import audit_chain


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file and say where the chain ends."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.export_audit", description="Write the audit chain to a file"
    )
    parser.add_argument("file", type=Path)
    target: Path = parser.parse_args(arguments).file
    end = Head()
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for link, record in audit_chain.exported():
            out.write(written(link, record) + "\n")
            end = past(end, link, None)
        out.write(written_head(end) + "\n")
    print(f"{end.sequence} records written to {target}; the chain ends with {end.hash}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

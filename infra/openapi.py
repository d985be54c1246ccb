"""Writes the OpenAPI documents from the routes, or checks that they are up to date.

    python -m infra.openapi            writes
    python -m infra.openapi --check    exits with 1 and a sentence if a file differs

Owns the three files: the whole API for integrators, and what each front end may know of.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from infra.local.aws import environment
from infra.local.layout import ROOT

DOCUMENTS = {
    ROOT / "docs" / "openapi.json": ("/api/",),
    ROOT / "frontend" / "openapi" / "portal.json": ("/api/portal/",),
    ROOT / "frontend" / "openapi" / "desk.json": ("/api/desk/",),
}


def rendered() -> dict[Path, str]:
    """Every document as it should be, by its file."""
    os.environ.update(environment("local", "http://127.0.0.1:1"))
    from app import app  # noqa: PLC0415 - wants the environment to be set
    from chalicelib.edge.openapi import document  # noqa: PLC0415

    return {path: _text(document(app, prefixes)) for path, prefixes in DOCUMENTS.items()}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Writes or checks; returns the exit status."""
    stale = {
        path: text
        for path, text in rendered().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run `make openapi`.")
        return 1 if stale else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

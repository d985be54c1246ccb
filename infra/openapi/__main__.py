"""``python -m infra.openapi`` writes the documents; with ``--check`` it fails if they are stale."""

import json
import sys
from pathlib import Path
from typing import Any

from app import app
from chalicelib.edge.openapi import document

_ROOT = Path(__file__).resolve().parents[2]
_DOCUMENTS = {
    "docs/openapi.json": ("/api/",),
    "frontend/openapi/portal.json": ("/api/portal/",),
    "frontend/openapi/desk.json": ("/api/desk/",),
}


def _text(tree: dict[str, Any]) -> str:
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check every document; the exit status says whether all is up to date."""
    stale = []
    for name, prefixes in _DOCUMENTS.items():
        target, text = _ROOT / name, _text(document(app, prefixes))
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    if stale and "--check" in arguments:
        print(f"out of date: {', '.join(stale)}; run `make openapi`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

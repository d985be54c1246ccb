"""The code for Lambda: what Chalice has collected, made quick to start.

A function's folder is read-only on Lambda, so what is not compiled in the package is compiled
again at every cold start. The bytecode is of the kind that is not checked against its source, as
unpacking changes the sources' times.
"""

from __future__ import annotations

import compileall
import json
import py_compile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

FACES_FILE = "chalicelib/edge/faces.json"
# The first date that a zip can tell: the same code makes the same file.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
# Fonts of families whose other fonts documents are set in: no document needs these.
_LEFT_OUT = frozenset({"NotoSerifSC-Regular.otf", "Inter-Italic[opsz,wght].ttf"})


def finish(archive: Path, faces: Mapping[str, Sequence[str]]) -> None:
    """Rewrite ``archive`` with all Python compiled and the table of ``faces`` inside."""
    with tempfile.TemporaryDirectory() as unpacked:
        folder = Path(unpacked)
        with zipfile.ZipFile(archive) as collected:
            collected.extractall(folder, [one for one in collected.namelist() if _is_needed(one)])
        (folder / FACES_FILE).write_text(json.dumps(faces, sort_keys=True), encoding="utf-8")
        compileall.compile_dir(
            folder,
            quiet=2,
            stripdir=unpacked,
            workers=0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as finished:
            for path in _files(folder):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _ALWAYS)
                entry.external_attr = _READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                finished.writestr(entry, path.read_bytes())


def _is_needed(name: str) -> bool:
    """Whether a file of what was collected goes along: bytecode is made anew."""
    is_bytecode = "__pycache__" in name or name.endswith(".pyc")
    return not is_bytecode and PurePosixPath(name).name not in _LEFT_OUT


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.is_file()))

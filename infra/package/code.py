"""The code for Lambda: what Chalice has collected, made quick to start, and the layers beside it.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from infra.package.layers import FOLDER, Layer, files_of

FACES_FILE = "chalicelib/edge/faces.json"
# The first date that a zip can tell: the same code makes the same file.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
# Fonts of families whose other fonts documents are set in: no document needs these.
_LEFT_OUT = frozenset({"NotoSerifSC-Regular.otf", "Inter-Italic[opsz,wght].ttf"})


def finish(archive: Path, faces: Mapping[str, Sequence[str]], layers: Iterable[Layer] = ()) -> None:
    """Rewrite ``archive`` with all Python compiled and the table of ``faces`` inside.

    What belongs to a layer leaves it, and becomes an archive of the layer's name beside it.
    """
    with tempfile.TemporaryDirectory() as unpacked:
        folder = Path(unpacked) / "code"
        with zipfile.ZipFile(archive) as collected:
            collected.extractall(folder, [one for one in collected.namelist() if _is_needed(one)])
        for layer in layers:
            aside = Path(unpacked) / layer.name
            _set_aside(layer, folder, aside / FOLDER)
            _write(archive.with_name(layer.file), aside)
        (folder / FACES_FILE).write_text(json.dumps(faces, sort_keys=True), encoding="utf-8")
        _write(archive, folder)


def _set_aside(layer: Layer, folder: Path, aside: Path) -> None:
    """Move what belongs to ``layer`` from ``folder`` to ``aside``."""
    for path in list(files_of(layer, folder)):
        place = aside / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)


def _write(archive: Path, folder: Path) -> None:
    """Make ``archive`` of all that is in ``folder``, compiled."""
    compileall.compile_dir(
        folder,
        quiet=2,
        stripdir=str(folder),
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

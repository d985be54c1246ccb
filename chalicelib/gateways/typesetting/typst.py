"""`Typesetter` over Typst, a compiler of documents that runs inside our process.

Owns: the fonts (Inter, Noto Sans Arabic, Noto Sans SC, all under the Open Font Licence, from
pinned packages) and handing a paper to ``paper.typ``. Nothing is read from the machine: no fonts
of the system, no packages, no files.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from chalicelib.gateways.typesetting.port import Facts, Grid, Heading, Note, Paper, Part

_LAYOUT = Path(__file__).with_name("paper.typ")
_FONTS = ("fontpkg_inter", "fontpkg_noto_sans_arabic", "pylopdf_fonts_zh_cn")
_NAMES: dict[type[Part], str] = {
    Heading: "heading",
    Note: "note",
    Facts: "facts",
    Grid: "grid",
}


class TypstTypesetter:
    """See `Typesetter`."""

    def pdf(self, paper: Paper) -> bytes:
        """See `Typesetter.pdf`."""
        import typst  # noqa: PLC0415 - large, and only documents need it

        content: bytes = typst.compile(
            _LAYOUT.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"paper": _as_json(paper)},
            pdf_tags=False,
        )
        return content


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415 - as above

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_folder(package) for package in _FONTS],
    )


def _folder(package: str) -> str:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts of {package} are not installed")
    return found.submodule_search_locations[0]


def _as_json(paper: Paper) -> str:
    parts = [_PARTS[type(one)].dump_python(one) | {"is": _NAMES[type(one)]} for one in paper.parts]
    told = {"title": paper.title, "language": paper.language, "footer": paper.footer}
    return json.dumps(told | {"parts": parts}, ensure_ascii=False)


_PARTS: dict[type[Part], TypeAdapter[Any]] = {one: TypeAdapter(one) for one in _NAMES}

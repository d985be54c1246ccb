"""What a cold start imports: little beyond the frameworks, and no vendor's library."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.imports import compared, laid_out, limit_of, modules_of, subjects

# Imported inside the gateway or the report that uses them.
HEAVY = {
    "stripe",
    "twilio",
    "PIL",
    "xlsxwriter",
    "openpyxl",
    "maxminddb",
    "webauthn",
    "segno",
    "typst",
}


@pytest.fixture(scope="module")
def code() -> Iterator[Path]:
    """The code as Lambda has it."""
    with laid_out() as folder:
        yield folder


@pytest.mark.parametrize("subject", subjects())
def test_a_function_imports_in_less_than_its_share_and_no_heavy_library(subject: str, code: Path):
    loaded = {name.split(".")[0] for name in modules_of(subject, code)}
    assert loaded & HEAVY == set()
    assert compared(subject, 3, code).ratio < limit_of(subject)


def test_the_app_alone_imports_no_face_and_no_schema(code: Path):
    loaded = [name.split(".") for name in modules_of("app", code)]
    parts = {name[2] for name in loaded if name[0] == "chalicelib" and len(name) > 2}
    assert parts & {"desk", "portal", "hooks", "events"} == set()

"""What a cold start imports: little beyond the frameworks, and no vendor's library."""

import pytest

from bench.imports import LIMIT, compared, laid_out, modules_of, subjects

# Imported inside the gateway or the report that uses them.
HEAVY = {"stripe", "twilio", "PIL", "xlsxwriter", "openpyxl", "maxminddb", "webauthn", "segno"}


@pytest.mark.parametrize("subject", subjects())
def test_a_function_imports_in_less_than_its_share_and_no_heavy_library(subject: str):
    with laid_out() as code:
        loaded = {name.split(".")[0] for name in modules_of(subject, code)}
        assert loaded & HEAVY == set()
        cost = compared(subject, 3, code)
    assert cost.ratio < LIMIT


def test_the_app_alone_imports_no_face_and_no_schema():
    with laid_out() as code:
        loaded = [name.split(".") for name in modules_of("app", code)]
    parts = {name[2] for name in loaded if name[0] == "chalicelib" and len(name) > 2}
    capabilities_parts = parts & {"desk", "portal", "hooks", "events"}
    assert capabilities_parts == set()

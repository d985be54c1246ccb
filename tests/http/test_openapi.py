"""The API's description: valid, committed as it is, and what answers are held to."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from tests.http.contract import DOCUMENT, ROUTES, Checked, check, route_of
from tests.http.world import World
from tests.kit.http import Answer

ROOT = Path(__file__).parents[2]


def test_the_committed_documents_are_up_to_date():
    checked = subprocess.run(
        [sys.executable, "-m", "infra.openapi", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr


def test_the_document_is_openapi():
    validate(DOCUMENT, cls=OpenAPIV31SpecValidator)


def test_the_document_describes_every_route():
    described = {
        (path, method.upper()) for path, methods in DOCUMENT["paths"].items() for method in methods
    }
    assert described == {(route.path, route.method) for route in ROUTES}


# ---- the check that every answer of these tests has passed can fail


@pytest.fixture
def good(world: World) -> Answer:
    return world.lin.caller.get("/api/portal/me")


ME = route_of("GET", "/api/portal/me")


def test_a_good_answer_keeps_to_the_contract(good: Answer):
    check(ME, good)


def test_an_answer_with_more_than_is_declared_breaks_it(good: Answer):
    with pytest.raises(AssertionError, match="password_hash"):
        check(ME, replace(good, body=good.body | {"password_hash": "$argon2id$"}))


def test_an_answer_with_less_than_is_declared_breaks_it(good: Answer):
    less = {name: value for name, value in good.body.items() if name != "phone"}
    with pytest.raises(AssertionError, match="'phone' is a required property"):
        check(ME, replace(good, body=less))


@pytest.mark.parametrize("header", ["Cache-Control", "X-Content-Type-Options"])
def test_an_answer_that_others_may_keep_breaks_it(good: Answer, header: str):
    with pytest.raises(AssertionError):
        check(ME, replace(good, headers=good.headers | {header: "public"}))


@pytest.mark.parametrize(
    "refusal",
    [
        {"Code": "InternalServerError", "Message": "no"},
        {"code": "Not Snake", "message": "", "field": None, "facts": {}, "request_id": ""},
        {"code": "x", "message": "", "field": 1, "facts": {}, "request_id": ""},
        {"code": "x", "message": "", "field": None, "facts": {}, "request_id": "", "trace": ""},
    ],
)
def test_a_refusal_of_another_shape_breaks_it(good: Answer, refusal: dict[str, object]):
    with pytest.raises(AssertionError):
        check(ME, replace(good, status=404, body=refusal))


def test_a_fault_of_ours_and_another_success_break_it(good: Answer):
    refusal = {"code": "internal", "message": "", "field": None, "facts": {}, "request_id": ""}
    for status, body in ((500, refusal), (201, good.body)):
        with pytest.raises(AssertionError):
            check(ME, replace(good, status=status, body=body))


def test_a_checked_caller_checks(world: World):
    assert isinstance(world.lin.caller, Checked)
    assert isinstance(world.owner, Checked)

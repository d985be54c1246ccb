"""Whose address counts: the viewer's behind our own edge, the caller's otherwise."""

import json
import os
from collections.abc import Iterator

import pytest

from chalicelib.edge import viewer
from chalicelib.storage import aws, secrets

pytestmark = pytest.mark.usefixtures("store")
KEY = "k" * 48
FORWARDED = "203.0.113.9, 198.51.100.7, 130.176.1.1"


@pytest.fixture(autouse=True)
def _behind_cloudfront() -> Iterator[None]:
    os.environ["FAIRLEAD_EDGE"] = "cloudfront"
    aws.client("secretsmanager").put_secret_value(
        SecretId=aws.resource("edge-key"), SecretString=json.dumps({"key": KEY})
    )
    secrets.forget()
    yield
    del os.environ["FAIRLEAD_EDGE"]
    secrets.forget()


def test_the_viewer_is_who_cloudfront_saw_not_who_the_caller_claims_to_be():
    headers = {"x-forwarded-for": FORWARDED, "x-fairlead-edge": KEY}
    assert viewer.address(headers, "130.176.1.1") == "198.51.100.7"


@pytest.mark.parametrize("key", ["", "x" * 48, KEY[:-1]])
def test_whoever_goes_around_the_edge_is_known_by_their_own_address(key: str):
    headers = {"x-forwarded-for": FORWARDED, "x-fairlead-edge": key}
    assert viewer.address(headers, "192.0.2.66") == "192.0.2.66"


def test_without_an_edge_nobody_is_believed():
    os.environ["FAIRLEAD_EDGE"] = ""
    headers = {"x-forwarded-for": FORWARDED, "x-fairlead-edge": KEY}
    assert viewer.address(headers, "127.0.0.1") == "127.0.0.1"


def test_a_request_without_the_chain_is_known_by_its_caller():
    assert viewer.address({"x-fairlead-edge": KEY}, "192.0.2.1") == "192.0.2.1"

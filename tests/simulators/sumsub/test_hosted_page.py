"""The hosted page: a person sends documents and, as the reviewer, clicks a verdict."""

from urllib.parse import urlencode

import pytest

from tests.simulators.stripe.kit import Reply, send
from tests.simulators.sumsub.kit import LEVEL, Simulator
from tests.simulators.sumsub.test_api import LINK, one

WANTED = {
    "levelName": LEVEL,
    "userId": "10000001",
    "ttlInSecs": 600,
    "redirect": {"successUrl": "http://localhost:8600/profile/verification"},
}


def page(simulator: Simulator) -> str:
    url: str = simulator.api("POST", LINK, WANTED).json()["url"]
    return url


def click(url: str, act: str, **more: str) -> Reply:
    return send("POST", url, urlencode({"act": act, **more}))


def test_opening_the_page_makes_the_applicant(simulator: Simulator) -> None:
    url = page(simulator)
    assert one(simulator).status == 404
    opened = send("GET", url)
    assert opened.status == 200
    assert "http://localhost:8600/profile/verification" in opened.text
    assert "script" not in opened.headers["content-security-policy"]
    assert one(simulator).status == 200


@pytest.mark.parametrize(
    ("act", "answer", "kind"),
    [("approve", "GREEN", None), ("retry", "RED", "RETRY"), ("final", "RED", "FINAL")],
)
def test_a_click_is_a_verdict(
    simulator: Simulator, act: str, answer: str, kind: str | None
) -> None:
    url = page(simulator)
    assert "In review" in click(url, "submit").text
    click(url, act)
    result = one(simulator).json()["review"]["reviewResult"]
    assert (result["reviewAnswer"], result.get("reviewRejectType")) == (answer, kind)


def test_the_labels_that_were_ticked_are_given(simulator: Simulator) -> None:
    url = page(simulator)
    click(url, "submit")
    click(url, "retry", label="EXPIRATION_DATE")
    assert one(simulator).json()["review"]["reviewResult"]["rejectLabels"] == ["EXPIRATION_DATE"]


def test_a_link_works_for_its_time(simulator: Simulator) -> None:
    url = page(simulator)
    simulator.lever("clock", advance_seconds=601)
    assert send("GET", url).status == 410


def test_an_invented_link_leads_nowhere(simulator: Simulator) -> None:
    assert send("GET", f"{simulator.url}/websdk/p/invented").status == 404

"""A deposit passes two people; what is corrected meanwhile begins its review anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.broker import COLLEAGUES, OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

NAME, EMAIL, PHONE = "Mila Horn", "mila@clients.example", "7911123493"
SECOND_PAIR_OF_EYES = "settings@meridian.example"


@dataclass(frozen=True)
class Review:
    """Marco decides first, then Olivia; Mila waits for her money."""

    marco: Officer
    olivia: Officer
    mila: Trader


@pytest.fixture(scope="module")
def review(chromium: Browser, house: House, proof: Path) -> Iterator[Review]:
    """Mila has told of a wire of 1,000 dollars."""
    marco, olivia = COLLEAGUES[0].email, OWNER.email
    house.take_on(
        "Sefa Lund",
        SECOND_PAIR_OF_EYES,
        permissions=["read_settings", "approve_settings"],
        scope={"company": True},
    )
    house.publish_flow("deposit", SECOND_PAIR_OF_EYES, marco, olivia)
    house.bring_in(NAME, EMAIL, PHONE)
    mila = Trader(a_page(chromium), house, NAME, EMAIL, PHONE)
    mila.sign_in(EMAIL)
    mila.deposit_by_wire("1000", proof)
    expect(mila.heading).to_have_text("Your deposit")
    people = [Officer(a_page(chromium), house) for _ in range(2)]
    people[0].sign_in(marco)
    people[1].sign_in(olivia)
    yield Review(people[0], people[1], mila)
    house.publish_flow("deposit", SECOND_PAIR_OF_EYES)
    for person in (*people, mila):
        person.page.context.close()


def test_after_the_first_the_request_is_the_seconds(review: Review) -> None:
    review.marco.approve_step("Deposit", NAME)
    expect(review.marco.row("Deposit", NAME)).to_have_count(0)
    review.olivia.take_up("Deposit", NAME)
    process = review.olivia.page.get_by_role("region", name="Review process")
    expect(process).to_contain_text("Marco Bianchi")
    review.mila.see_wallet("0.00", "0.00")


def test_a_correction_takes_the_first_decision_back(review: Review) -> None:
    olivia = review.olivia
    olivia.correct(Payment="900")
    expect(olivia.content).to_contain_text("Corrected")
    expect(olivia.button("Approve")).to_be_disabled()
    olivia.visit("/approvals")
    expect(olivia.row("Deposit", NAME)).to_have_count(0)


def test_both_decide_what_they_have_seen_and_no_more_is_credited(review: Review) -> None:
    review.marco.approve_step("Deposit", NAME)
    review.olivia.approve("Deposit", NAME)
    review.mila.see_wallet("900.00", "0.00")

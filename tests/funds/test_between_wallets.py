"""Conversions between own wallets: held, converted in one entry, or given back."""

from decimal import Decimal

import pytest

from chalicelib.approvals.public import Mode, RequestType
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.funds.model.conversions import Conversion, ConversionDraft, ConversionStage
from chalicelib.funds.model.rates import QuoteChanged, RateMissing, RateRule
from chalicelib.funds.model.settings import RATE_RULES
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.service import conversions, quoting
from chalicelib.funds.store import conversions as store
from chalicelib.funds.store import journal
from chalicelib.settings import public as settings
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    sides,
    status_of,
    usd,
)
from tests.kit.payments import books_are_sound

pytestmark = pytest.mark.usefixtures("store", "clock")
RULE = RateRule(base="USD", quote="EUR", manual="0.85", markup_percent=Decimal(1))


@pytest.fixture(autouse=True)
def lin(store: None, clock: object) -> Actor:
    add_client()
    credit(usd("1000.00"))
    settings.adopt(SYSTEM, RATE_RULES, (RULE,))
    automate(RequestType.TRANSFER, Mode.MANUAL)
    return client_actor()


def ask(lin: Actor, amount: str = "100.00", shown: str | None = None) -> Conversion:
    draft = ConversionDraft(usd(amount), "EUR", shown)
    return conversions.submit(lin, draft, command()).conversion


def euros() -> tuple[str, str]:
    return sides(currency="EUR")


def test_the_amount_is_held_and_arrives_as_it_was_shown(lin: Actor, courier: Courier):
    offer = quoting.conversion(lin, "", usd("100.00"), "EUR")
    assert (str(offer.total), offer.fee.minor) == ("84.15", 0)
    made = ask(lin, shown="84.15")
    assert sides() == ("900.00", "100.00")
    settings.adopt(SYSTEM, RATE_RULES, ())
    decide(made.id)
    courier.deliver_all(twice=True)
    assert (sides(), euros()) == (("900.00", "0.00"), ("84.15", "0.00"))
    assert status_of(made.id) == ("approved", "deposited", "none")
    entry = journal.find(f"{made.id}.post")
    assert entry is not None
    assert entry.rate is not None
    assert entry.rate.rate == Decimal("0.8415")
    books_are_sound()


def test_a_rejected_one_gives_every_cent_back(lin: Actor, courier: Courier):
    made = ask(lin)
    decide(made.id, approve=False)
    courier.deliver_all(twice=True)
    assert (sides(), euros()) == (("1000.00", "0.00"), ("0.00", "0.00"))
    assert store.get(made.id).stage is ConversionStage.ENDED
    books_are_sound()


def test_approval_by_the_system_converts_at_once(lin: Actor, courier: Courier):
    automate(RequestType.TRANSFER, Mode.AUTOMATIC)
    made = ask(lin)
    courier.deliver_all()
    assert store.get(made.id).stage is ConversionStage.CONVERTED
    assert euros() == ("84.15", "0.00")


def test_what_was_not_shown_is_not_booked(lin: Actor):
    with pytest.raises(QuoteChanged) as refused:
        ask(lin, shown="84.16")
    assert refused.value.facts["now"] == "84.15"
    assert sides() == ("1000.00", "0.00")


def test_without_a_rate_or_into_no_wallet_nothing_is_converted(lin: Actor):
    for into in ("GBP", "JPY"):
        with pytest.raises(RateMissing):
            conversions.submit(lin, ConversionDraft(usd("10.00"), into), command())
    settings.adopt(SYSTEM, RATE_RULES, ())
    with pytest.raises(RateMissing):
        ask(lin)


@pytest.mark.parametrize(
    ("amount", "into", "code"),
    [
        ("10.00", "USD", "transfer_places_invalid"),
        ("0.01", "EUR", "amount_too_small"),
        ("0.00", "EUR", "amount_not_positive"),
    ],
)
def test_conversions_that_make_no_sense_are_refused(lin: Actor, amount: str, into: str, code: str):
    with pytest.raises(Invalid) as refused:
        conversions.submit(lin, ConversionDraft(usd(amount), into), command())
    assert refused.value.code == code


def test_nobody_converts_more_than_they_have_or_reads_anothers(lin: Actor):
    with pytest.raises(InsufficientFunds):
        ask(lin, "1000.01")
    made = ask(lin)
    add_client("10000002")
    with pytest.raises(NotFound):
        conversions.conversion(client_actor("10000002"), made.id)
    assert conversions.conversion(lin, made.id).conversion == made

"""The same thing many times at the same moment, on an engine that stands it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.core.ids import RandomIds
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Deposit, TooManyPendingDeposits
from chalicelib.funds.model.settings import MAX_PENDING_DEPOSITS
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, house_balances, sides
from tests.kit.payments import (
    LIN,
    PaymentSide,
    ask,
    books_are_sound,
    card,
    check,
    entries,
    tell,
)

pytestmark = pytest.mark.skipif(
    "config.getoption('--engine') != 'ministack'", reason="moto loses money under threads"
)
AT_ONCE = 8


def at_once(act: Callable[[int], Any], *refusals: type[Exception]) -> list[Any]:
    """What became of ``act`` in as many threads; its expected refusals count as answers."""

    def one(number: int) -> Any:
        try:
            return act(number)
        except refusals as refusal:
            return refusal

    with ports.use(ids=RandomIds()), ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_command_sent_many_times_at_once_is_one_deposit_and_one_page(psp: PaymentSide):
    answers = at_once(lambda _: ask(card(), key="one-intention"), AlreadyDone)
    assert len({one.id for one in answers if isinstance(one, Deposit)}) == 1
    assert len(approvals.of_client(LIN, PageRequest()).items) == 1
    assert len(psp.sessions()) == 1


def test_the_last_free_place_is_taken_once(psp: PaymentSide):
    settings.adopt(SYSTEM, MAX_PENDING_DEPOSITS, 2)
    answers = at_once(lambda n: ask(card(), key=f"intention-{n}"), TooManyPendingDeposits)
    assert sum(isinstance(one, Deposit) for one in answers) == 2
    assert len(psp.sessions()) == 2


def test_news_and_checks_of_one_payment_at_once_credit_once(psp: PaymentSide, courier: Courier):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    psp.advance(minutes=2)
    reference = str(deposit.psp_reference)
    at_once(lambda n: check() if n % 2 else tell(reference))
    courier.deliver_all(twice=True)
    assert (sides(), entries()) == (("100.00", "0.00"), [f"{deposit.id}.credit"])
    books_are_sound()


def test_news_of_one_stray_payment_at_once_are_booked_once(psp: PaymentSide):
    reference = psp.stray(None, 5_000)
    at_once(lambda _: tell(reference))
    assert house_balances() == {"psp_clearing:stripe": "-50.00", "suspense": "50.00"}
    books_are_sound()

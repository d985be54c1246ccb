"""Withdrawal details: what can be done with saved ones, and payouts held back after a change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock, iso
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.ids import RandomIds
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.details import (
    DetailsDraft,
    DetailsInUse,
    DetailsNotApproved,
    DetailsStatus,
)
from chalicelib.funds.model.settings import MAX_WITHDRAWAL_DETAILS, WITHDRAWAL_HOLD_HOURS
from chalicelib.funds.model.withdrawals import OnHold, Withdrawal, WithdrawalDraft
from chalicelib.funds.service import details, details_reading, prechecks, withdrawals
from chalicelib.funds.service.details import ShownDetails
from chalicelib.funds.store import details as store
from chalicelib.identity import public as identity
from chalicelib.identity.public import SecuredBy
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, add_client, client_actor, command, credit, decide, usd

pytestmark = pytest.mark.usefixtures("store", "clock")
FIELDS = {
    "account_holder": "Lin Wei",
    "bank_name": "Bank of Test",
    "iban": "GB33BUKB20201555555555",
    "bic": "BUKBGB22",
}
LIN = client_actor()


@pytest.fixture(autouse=True)
def _client_with_money(store: None, clock: FixedClock) -> None:
    add_client()
    credit(usd("1000.00"))


def save(label: str = "My bank") -> str:
    return details.save(LIN, DetailsDraft("bank_wire", label, FIELDS), command()).details.id


def ask(details_id: str) -> Withdrawal:
    draft = WithdrawalDraft(usd("100.00"), "bank_wire", details_id)
    return withdrawals.submit(LIN, draft, command()).withdrawal


def listed() -> dict[str, ShownDetails]:
    page = details_reading.page(LIN, LIN.id, None, PageRequest())
    return {one.details.id: one for one in page.items}


def changed(what: SecuredBy) -> None:
    ports.transact(
        SYSTEM, lambda unit: identity.note_security_change(unit, Realm.CLIENT, LIN.id, what)
    )


def test_the_owner_reads_an_entry_in_full_to_fill_another_one_and_the_log_says_so():
    saved = save()
    assert listed()[saved].fields["iban"] == "•" * 18 + "5555"
    assert details_reading.own_in_full(LIN, saved).fields == FIELDS
    (record, *_) = audit.of_object("withdrawal_details", saved, PageRequest()).items
    assert (record.action, record.actor_id) == ("withdrawal_details_read", LIN.id)
    again = details.save(LIN, DetailsDraft("bank_wire", "Copy", FIELDS), command())
    assert again.details.id != saved


def test_nobody_reads_or_prefers_the_entry_of_another():
    saved = save()
    add_client("10000002")
    stranger = client_actor("10000002")
    for reach in (details_reading.own_in_full, details.prefer):
        with pytest.raises(NotFound):
            reach(stranger, saved)


def test_one_entry_per_method_is_the_default():
    first, second = save("first"), save("second")
    assert [one.is_default for one in listed().values()] == [False, False]
    details.prefer(LIN, first)
    details.prefer(LIN, second)
    details.prefer(LIN, second)
    assert {one for one, shown in listed().items() if shown.is_default} == {second}


def test_only_an_approved_entry_becomes_the_default():
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    with pytest.raises(DetailsNotApproved):
        details.prefer(LIN, save())


def test_a_deleted_default_leaves_none():
    saved, other = save(), save()
    details.prefer(LIN, saved)
    details.delete(LIN, saved)
    assert [one.is_default for one in listed().values()] == [False]
    assert not details_reading.own_in_full(LIN, other).is_default


@pytest.mark.parametrize("approve", [True, False])
def test_an_entry_that_a_withdrawal_waits_for_cannot_be_deleted(courier: Courier, approve: bool):
    saved = save()
    first, second = ask(saved), ask(saved)
    for withdrawal in (first, second):
        with pytest.raises(DetailsInUse):
            details.delete(LIN, saved)
        decide(withdrawal.id, approve=approve)
        courier.deliver_all(twice=True)
    details.delete(LIN, saved)
    assert listed() == {}


def test_a_cancelled_request_is_cancelled_gives_its_place_back_and_leaves_the_list(
    courier: Courier,
):
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    settings.adopt(SYSTEM, MAX_WITHDRAWAL_DETAILS, 1)
    saved = save()
    decisions.take_back(LIN, saved)
    courier.deliver_all(twice=True)
    assert store.get(saved).status is DetailsStatus.CANCELLED
    assert listed() == {}
    with pytest.raises(NotFound):
        details.delete(LIN, saved)
    assert save() in listed()


def test_deleting_a_rejected_entry_gives_no_second_place_back(courier: Courier):
    automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)
    settings.adopt(SYSTEM, MAX_WITHDRAWAL_DETAILS, 1)
    rejected = save()
    decide(rejected, approve=False)
    courier.deliver_all()
    save()
    details.delete(LIN, rejected)
    with pytest.raises(FairleadError, match="delete one first"):
        save()


@pytest.mark.parametrize("what", list(SecuredBy))
def test_after_a_change_of_a_way_in_nothing_is_paid_out_for_a_day(
    clock: FixedClock, what: SecuredBy
):
    saved = save()
    changed(what)
    ends_at = clock.now() + timedelta(hours=24)
    hold = prechecks.terms(LIN, None).hold
    assert hold is not None
    assert (hold.ends_at, hold.what) == (ends_at, what)
    with pytest.raises(OnHold) as refused:
        ask(saved)
    assert refused.value.facts == {"ends_at": iso(ends_at), "what": what.value}
    clock.advance(hours=24)
    assert prechecks.terms(LIN, None).hold is None
    ask(saved)


def test_the_last_change_counts(clock: FixedClock):
    changed(SecuredBy.PASSWORD)
    clock.advance(hours=20)
    changed(SecuredBy.EMAIL)
    clock.advance(hours=20)
    with pytest.raises(OnHold):
        ask(save())


def test_a_broker_can_do_without_the_hold():
    settings.adopt(SYSTEM, WITHDRAWAL_HOLD_HOURS, 0)
    changed(SecuredBy.PASSWORD)
    ask(save())


def test_of_sixteen_saved_at_once_no_more_are_kept_than_allowed(request: pytest.FixtureRequest):
    if request.config.getoption("--engine") != "ministack":
        pytest.skip("needs an engine that keeps its promises under threads")
    settings.adopt(SYSTEM, MAX_WITHDRAWAL_DETAILS, 3)

    def attempt(number: int) -> str:
        try:
            save(f"number {number}")
        except FairleadError as refusal:
            return refusal.code
        return "ok"

    work: Callable[[int], str] = attempt
    with ports.use(ids=RandomIds()), ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(work, range(16)))
    assert len(listed()) == outcomes.count("ok") <= 3
    assert set(outcomes) <= {"ok", "withdrawal_details_limit", "changed_meanwhile"}

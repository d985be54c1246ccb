"""Deals that come together: settled, counted and paid in a few units, each once and for itself."""

from typing import Any

import pytest

from bench.calls import recording
from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.messages import seal_envelope
from chalicelib.messages.partners import CommissionsEarned
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.plans import PAYOUTS_ON
from chalicelib.partners.service import earning, facts, payouts
from chalicelib.partners.service import figures as figures_of
from chalicelib.partners.service.arriving import take_in
from chalicelib.partners.store import earnings, figures
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.unit import Unit
from tests.kit.clients import published
from tests.kit.courier import Courier, FakeContext
from tests.kit.earnings import (
    FEED,
    account,
    chain,
    commissions,
    ib,
    settled,
    traded,
    trader,
    wallet,
)
from tests.kit.packed_store import Interrupted
from tests.kit.plans import standard_for_all

pytestmark = pytest.mark.usefixtures("engine", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
TICKETS = range(7002, 7042, 2)
DEALS = [("mt5", str(ticket)) for ticket in TICKETS]


@pytest.fixture
def above(dynamo: Interrupted) -> list[Client]:
    """Bronze below Silver below Gold."""
    standard_for_all()
    return chain("Bronze", "Silver", "Gold")


def counted(client: Client) -> dict[str, int]:
    """What stands in a broker's figures, over all months."""
    sums: dict[str, int] = {}
    for month in figures.counted(client.id, "", "9999-12").values():
        for name, value in month.items():
            sums[name] = sums.get(name, 0) + value
    return sums


def test_many_deals_are_settled_and_counted_in_a_few_units(above: list[Client]):
    held = account(trader(above[0]))
    for ticket in TICKETS:
        traded(held, ticket)
    with recording() as store:
        figures_of.count_deals(FEED, earning.settle(FEED, DEALS).deals)
    units = [name for name, _ in store.calls if name == "transact_write_items"]
    assert len(units) == 3
    assert len(store.calls) < 2 * len(DEALS)
    assert [len(commissions(one)) for one in above] == [20, 20, 20]
    assert [counted(one) for one in above] == [{"lots": 200_000, "deals": 20, "active": 1}] * 3
    firsts = [one.is_first_of_month for one in earnings.deals(DEALS).values()]
    assert sorted(firsts) == [False] * 19 + [True]


def test_the_same_deal_twice_in_a_batch_is_one(above: list[Client]):
    traded(account(trader(above[0])))
    take_in(FEED, [("mt5", "7002"), ("mt5", "7002")])
    assert [counted(one)["deals"] for one in above] == [1, 1, 1]


def test_a_deal_of_an_ib_counts_as_their_own_and_one_of_their_client_as_below(above: list[Client]):
    bronze = above[0]
    traded(account(bronze, 5001), 7002)
    traded(account(trader(bronze), 5002), 7102)
    take_in(FEED, [("mt5", "7002"), ("mt5", "7102")])
    mine = counted(bronze)
    assert (mine["deals"], mine["own_deals"]) == (1, 1)
    assert [counted(one)["deals"] for one in above[1:]] == [2, 2]


def test_a_deal_below_a_deep_tree_and_shallow_ones_go_together(above: list[Client]):
    deep = [ib()]
    for _ in range(49):
        deep.append(ib(deep[-1]))
    traded(account(trader(above[0]), 5001), 7002)
    traded(account(trader(deep[-1]), 5002), 7102)
    traded(account(trader(above[0]), 5003), 7202)
    COURIER.deliver_all(twice=True)
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]
    assert [len(commissions(one)) for one in (deep[0], deep[20], deep[-1])] == [1, 1, 1]
    assert [counted(one)["deals"] for one in (deep[0], deep[-1], above[0])] == [1, 1, 2]


def test_whoever_died_after_settling_is_followed_by_one_who_counts_and_pays(above: list[Client]):
    traded(account(trader(above[0])))
    assert earning.settle(FEED, [("mt5", "7002")]).due
    assert [wallet(one) for one in above] == ["none"] * 3
    for _ in range(2):
        take_in(FEED, [("mt5", "7002")])
        assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]
        assert [counted(one)["deals"] for one in above] == [1, 1, 1]


def test_what_is_settled_is_paid_though_it_cannot_be_counted(
    above: list[Client], dynamo: Interrupted
):
    traded(account(trader(above[0])))
    aws.use_client("dynamodb", _Uncounted(dynamo))
    with pytest.raises(StoreUnavailable):
        take_in(FEED, [("mt5", "7002")])
    aws.use_client("dynamodb", dynamo)
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]
    take_in(FEED, [("mt5", "7002")])
    assert [counted(one)["deals"] for one in above] == [1, 1, 1]


def test_a_deal_that_a_run_settles_at_that_moment_is_counted_and_paid_too(
    above: list[Client], dynamo: Interrupted
):
    held = account(trader(above[0]))
    for ticket in (7002, 7102):
        traded(held, ticket)
    ((found,), _) = facts.gather([("mt5", "7102")])

    def overtaken(_request: Any) -> None:
        # As a recalculation does it, which leaves the counting to whoever hears of the deal.
        def work(unit: Unit) -> None:
            earning.write(unit, None, earning.settled(found, unit.now))

        ports.transact(FEED, work)

    dynamo.meanwhile = overtaken
    take_in(FEED, [("mt5", "7002"), ("mt5", "7102")])
    assert [counted(one)["deals"] for one in above] == [2, 2, 2]
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]
    assert [len(commissions(one)) for one in above] == [2, 2, 2]


def test_a_deal_that_is_not_listed_yet_holds_up_no_other(above: list[Client], dynamo: Interrupted):
    held = account(trader(above[0]))
    for ticket in (7002, 7102):
        traded(held, ticket)
    aws.use_client("dynamodb", _Unlisted(dynamo, "7102"))
    batch = _records()
    answer = closed_deals({"Records": batch}, FakeContext())
    aws.use_client("dynamodb", dynamo)
    (failed,) = answer["batchItemFailures"]
    assert failed["itemIdentifier"] == "7102"
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]
    closed_deals({"Records": [one for one in batch if one["messageId"] == "7102"]}, FakeContext())
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]


def test_a_deal_that_is_listed_a_moment_later_is_waited_for(
    above: list[Client], dynamo: Interrupted
):
    traded(account(trader(above[0])))
    aws.use_client("dynamodb", _Unlisted(dynamo, "7002", times=1))
    take_in(FEED, [("mt5", "7002")])
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]


def test_whose_payment_fails_is_left_to_a_message_and_does_not_stop_the_others(
    above: list[Client], dynamo: Interrupted
):
    below = trader(above[0])
    for place, one in enumerate(above):
        settled(one.id, below.id, 7002 + 2 * place)
    recipients = [(one.id, "USD") for one in above]
    aws.use_client("dynamodb", _Unpaid(dynamo, above[1].id))
    payouts.pay_each(FEED, recipients)
    with pytest.raises(StoreUnavailable):
        payouts.pay_told(FEED, recipients)
    aws.use_client("dynamodb", dynamo)
    assert [wallet(one) for one in above] == ["6.00", "none", "6.00"]
    (handed,) = published(CommissionsEarned.NAME)
    assert handed.body["recipients"] == [[above[1].id, "USD"]]
    COURIER.deliver_all()
    assert [wallet(one) for one in above] == ["6.00"] * 3


def test_whom_a_batch_owes_beyond_what_one_worker_pays_is_handed_on(above: list[Client]):
    settings.adopt(FEED, PAYOUTS_ON, value=False)
    recipients = [(f"2{number:07d}", "USD") for number in range(2 * payouts.RECIPIENTS + 3)]
    payouts.pay_each(FEED, recipients)
    handed = [one.body["recipients"] for one in published(CommissionsEarned.NAME)]
    assert [len(some) for some in handed] == [payouts.RECIPIENTS, 3]
    assert [tuple(one) for some in handed for one in some] == recipients[payouts.RECIPIENTS :]


def _records() -> list[dict[str, Any]]:
    """The closings that were told, as the queue brings them; each by its deal's ticket."""
    return [
        {
            "messageId": one.body["trades"][0]["deal_id"],
            "body": seal_envelope(one),
            "attributes": {"ApproximateReceiveCount": "1"},
            "eventSource": "aws:sqs",
        }
        for one in published("accounts.trades_stored")
        if one.body["trades"][0]["entry"] == "out"
    ]


class _Between:
    """Stands before a store."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class _Unlisted(_Between):
    """A store whose lists do not have one deal, for so many questions."""

    def __init__(self, real: Any, ticket: str, times: int = 99) -> None:
        super().__init__(real)
        self._ticket, self._times = ticket, times

    def query(self, **request: Any) -> dict[str, Any]:
        """Without what is not listed yet."""
        answer: dict[str, Any] = self.real.query(**request)
        if request.get("IndexName") == "by-position" and self._times:
            items = [one for one in answer["Items"] if one["ticket"]["N"] != self._ticket]
            self._times -= len(items) < len(answer["Items"])
            answer = {**answer, "Items": items}
        return answer


class _Uncounted(_Between):
    """A store that does not answer where something is counted."""

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        """Anything else."""
        if "FIGURES#" in str(request):
            raise StoreUnavailable("the store did not answer")
        answer: dict[str, Any] = self.real.transact_write_items(**request)
        return answer


class _Unpaid(_Between):
    """A store that does not answer where somebody is paid."""

    def __init__(self, real: Any, client_id: str) -> None:
        super().__init__(real)
        self._client_id = client_id

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        """Anything else."""
        if f"EARNED#{self._client_id}" in str(request):
            raise StoreUnavailable("the store did not answer")
        answer: dict[str, Any] = self.real.transact_write_items(**request)
        return answer

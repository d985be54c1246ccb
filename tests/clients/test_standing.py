"""Where clients stand with kyc: followed in whatever order it is told, and a list of its own."""

import pytest

from chalicelib import ports
from chalicelib.approvals.model import Verdict
from chalicelib.clients import store
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client, ClientFilter, IdentityStanding
from chalicelib.clients.service import reading, standing
from chalicelib.core.actor import Actor, system
from chalicelib.core.paging import PageRequest
from chalicelib.kyc.events import kyc_events
from chalicelib.kyc.service import deciding
from chalicelib.messages.kyc import StatusChanged
from tests.kit.approvals import member
from tests.kit.clients import acting, active_client, published
from tests.kit.courier import Courier
from tests.kit.kyc import PASSPORT, answers, decide, hand_in, offer
from tests.kit.recorder import recording

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((kyc_events, clients_events))
ADA = member("Ada")
SYSTEM = system("clients-events")


@pytest.fixture
def lin() -> Client:
    offer(PASSPORT)
    return active_client()


def now(client: Client) -> IdentityStanding:
    found = store.find(client.id)
    assert found is not None
    return found.identity


def listed(standing_: IdentityStanding, actor: Actor = ADA) -> list[str]:
    wanted = ClientFilter(identity=standing_)
    return [one.id for one in reading.page(actor, wanted, PageRequest()).items]


def test_it_follows_a_record_from_the_first_day_to_the_last(lin: Client):
    assert now(lin) is IdentityStanding.NONE
    record = hand_in(acting(lin))
    COURIER.deliver_all()
    assert now(lin) is IdentityStanding.PENDING
    decide(record, Verdict.REJECTED, "unreadable")
    COURIER.deliver_all()
    assert now(lin) is IdentityStanding.REJECTED
    decide(hand_in(acting(lin)))
    COURIER.deliver_all()
    assert now(lin) is IdentityStanding.APPROVED
    ports.transact(SYSTEM, lambda unit: deciding.expire(unit, lin.id))
    COURIER.deliver_all()
    assert now(lin) is IdentityStanding.EXPIRED


def test_whatever_the_order_the_latest_counts(lin: Client):
    later = StatusChanged(client_id=lin.id, status="approved", revision=5)
    earlier = StatusChanged(client_id=lin.id, status="pending", revision=4)
    for told in (later, earlier, later, earlier):
        standing.follow(SYSTEM, told)
    assert now(lin) is IdentityStanding.APPROVED
    standing.follow(SYSTEM, StatusChanged(client_id="00000000", status="pending", revision=1))


def test_only_a_change_is_told(lin: Client):
    decide(hand_in(acting(lin)))
    COURIER.deliver_all()
    hand_in(acting(lin), **answers(full_name="Lin C. Chen"))
    COURIER.deliver_all()
    told = [one.body["status"] for one in published("kyc.status_changed")]
    assert told == ["pending", "approved"], "who hands in anew stays approved"


def test_a_list_shows_who_stands_so(lin: Client):
    sam = active_client(name="Sam Reed")
    hand_in(acting(lin))
    COURIER.deliver_all()
    assert listed(IdentityStanding.PENDING) == [lin.id]
    assert listed(IdentityStanding.NONE) == [sam.id]
    assert listed(IdentityStanding.APPROVED) == []


def test_the_list_is_read_from_an_index_alone(lin: Client):
    hand_in(acting(lin))
    COURIER.deliver_all()
    for _ in range(5):
        active_client(name="Sam Reed")
    with recording() as calls:
        assert listed(IdentityStanding.PENDING) == [lin.id]
    assert set(calls.calls) == {"query", "batch_get_item"}
    assert calls.items == 2, "the place, and the client behind it"

"""What finding clients costs: as many questions to the store however many clients there are."""

import pytest

from chalicelib.clients import public as clients
from chalicelib.clients.model import ClientFilter, ClientStatus
from chalicelib.clients.service import finding, overview
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope, system
from chalicelib.core.paging import PageRequest
from chalicelib.settings import public as settings
from tests.kit.clients import command
from tests.kit.funds import add_client
from tests.kit.recorder import recording

pytestmark = pytest.mark.usefixtures("store", "clock")
FEW, MANY = 12, 120
PAGE = PageRequest(5)
COMPANY = Actor(Realm.STAFF, "stf_1", scope=EVERYTHING)
SMALL = Actor(
    Realm.STAFF,
    "stf_1",
    scope=Scope(
        owner_ids=frozenset({"stf_1", "stf_2"}), participant_ids=frozenset({"stf_1"}), unowned=True
    ),
)
FILTERS = {
    "none": ClientFilter(),
    "status": ClientFilter(status=ClientStatus.ACTIVE),
    "group": ClientFilter(group_id=""),
    "owner": ClientFilter(owner_ids=frozenset({"", "stf_2"})),
}


def grow(first: int, beyond: int) -> None:
    for place in range(first, beyond):
        client_id = f"4{place:07d}"
        add_client(client_id, None if place % 2 else "stf_2")
        finding.index_client(system("test"), client_id, command())


def cost(actor: Actor, wanted: ClientFilter, text: str | None) -> tuple[int, int]:
    """How many calls the first page takes, and how many of them scan."""
    settings.forget()
    with recording() as store:
        found = overview.listed(actor, wanted, text, PAGE)
    assert len(found.items) == PAGE.limit
    return len(store.calls), store.calls.count("scan")


def costs() -> dict[str, tuple[int, int]]:
    name = clients.client_for_system("40000000").name
    found = {
        f"{who}, {what}": cost(actor, wanted, None)
        for who, actor in (("company", COMPANY), ("small", SMALL))
        for what, wanted in FILTERS.items()
    }
    for what, text in (("name", name[:3]), ("id", "400"), ("e-mail", "cli")):
        if any(word.startswith(text.lower()) for word in words_of("40000000")):
            found[f"by {what}"] = cost(COMPANY, ClientFilter(), text)
    return found


def words_of(client_id: str) -> list[str]:
    client = clients.client_for_system(client_id)
    return [*client.name.lower().split(), client.email.lower(), client.id]


def test_the_first_page_costs_the_same_and_a_search_is_bounded_when_all_has_grown_tenfold():
    grow(0, FEW)
    few = costs()
    grow(FEW, MANY)
    many = costs()
    assert len([name for name in few if name.startswith("by ")]) >= 2, few
    for name, (calls, scans) in many.items():
        # A search looks at 200 candidates at most, which are read in two batches of a hundred.
        more = 1 if name.startswith("by ") else 0
        assert (calls <= few[name][0] + more, scans) == (True, 0), name

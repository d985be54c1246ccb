"""What becomes of a client's requests: what was asked and decided stays, and names nobody."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.approvals import store
from chalicelib.approvals.model import LogLine, Request
from chalicelib.core.actor import Realm
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.approvals import Summary
from chalicelib.storage.keeping import every, part
from chalicelib.storage.unit import Unit

STAYS = frozenset(
    {
        *("account", "account_type", "amount", "currency", "direction", "fee", "leverage"),
        *("login", "method", "payment", "payout", "server"),
    }
)
"""Facts of a summary that belong to the books; all others may be the client's own words."""
_SLICE = 10
_OF_STAFF = ("owner_id", "participant_ids", "flow", "decisions", "decided_by", "decided_by_name")
_INTERNAL = ("notify", "created_by", "created_by_name", "client_name", "client_kind")


def _copied(client_id: str) -> Iterator[Part]:
    yield part("requests", every(lambda page: _page(client_id, page)), *_OF_STAFF, *_INTERNAL)


def _page(client_id: str, page: PageRequest) -> Page[Request]:
    return store.of_client(client_id, page, lambda _: True)


def _erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    page = _page(client_id, PageRequest(_SLICE, cursor))
    for request in page.items:
        _nameless(run, request.id)
        for line in store.log_of(request.id):
            _silent(run, line)
    return page.next_cursor


def _nameless(run: Run, request_id: str) -> None:
    def work(unit: Unit) -> None:
        before = store.read(request_id)
        by_client = before.created_by.startswith(f"{Realm.CLIENT}:")
        after = replace(
            before,
            client_name="",
            created_by_name="" if by_client else before.created_by_name,
            summary=_kept(before.summary),
            first_asked=_kept(before.first_asked),
            reason=None,
        )
        if after != before:
            store.shift(unit, before, after)

    run(work)


def _silent(run: Run, line: LogLine) -> None:
    by_client = line.by_realm == Realm.CLIENT
    name = "" if by_client else line.by_name
    after = replace(line, by_name=name, text=None, files=(), facts=_kept(line.facts))
    if after != line:
        run(lambda unit: store.silence(unit, line, after))


def _kept(facts: Summary) -> Summary:
    return {name: fact for name, fact in facts.items() if _base(name) in STAYS}


def _base(name: str) -> str:
    """The fact that ``name`` tells of: lines about corrections tell it before and after."""
    return name.removesuffix("_before").removesuffix("_after")


KEEPER = Keeper(
    "approvals",
    (
        Kept("Request", "requests", erased=True, why="what was asked and decided, without names"),
        Kept("LogLine", erased=True, why="the steps of requests; the decision is in the request"),
        *of_nobody("how long a decision took, by type; it names a request, no client", "Turn"),
    ),
    _copied,
    (_erased,),
)

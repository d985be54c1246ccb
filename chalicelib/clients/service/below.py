"""Whom somebody has below them, read in the order of the tree, a few reads at a time.

The walk goes from each client to those they brought, newest first, before it goes on to the next
beside them. Where it was left is the id of the last client it came by: their chain of uplines says
the rest. So a step of the walk costs what it shows, however large or deep the tree is, and nothing
is kept for it anywhere. Whoever moves meanwhile may be met twice or not at all, as in any list.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from chalicelib.clients import store
from chalicelib.clients.model import Client
from chalicelib.clients.service import lineage
from chalicelib.clients.store import tally
from chalicelib.clients.store.tally import Counts
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass

READS = 60
"""How many lists of direct downlines one step reads at most, beside those on the way back up."""


@dataclass(frozen=True)
class Span:
    """Levels below somebody, both inclusive; 0 is themself, and without ``last`` all below."""

    first: int = 1
    last: int | None = None


@dataclass(frozen=True)
class Placed:
    """A client ``level`` below whoever is looked from."""

    client: Client
    level: int


@dataclass(frozen=True)
class Step:
    """What one step of a walk met; ``left_at`` is where the next goes on, None at the end."""

    met: tuple[Placed, ...]
    left_at: str | None


def step(root: Client, span: Span, left_at: str | None, at_most: int) -> Step:
    """The next clients below ``root`` within ``span``, at most so many of them.

    A step may meet nobody although another follows.

    Raises:
        Invalid: ``cursor_invalid`` when ``left_at`` is not below ``root`` any more.
    """
    walk = _Walk(root, span, at_most)
    met: list[Placed] = []
    came_by = left_at
    for one in walk.after(left_at):
        if one is None:
            return Step(tuple(met), came_by)
        if len(met) == at_most:
            return Step(tuple(met), came_by)
        came_by = one.client.id
        if one.level >= span.first:
            met.append(one)
    return Step(tuple(met), None)


def level_of(client: Client, root_id: str) -> int | None:
    """How far ``client`` is below ``root_id`` now; 0 for themself, None for elsewhere."""
    chain = [client.id, *(one.id for one in lineage.uplines(client))]
    return chain.index(root_id) if root_id in chain else None


def counts(client_ids: Iterable[str]) -> dict[str, Counts]:
    """How many each of the clients has below them: directly, and at any distance."""
    return tally.all_counts(client_ids)


def brought_since(referrer_id: str, since: datetime, at_most: int) -> int:
    """How many whom a client brought have registered since, counting no further than ``at_most``.

    Those who are not active yet do not count.
    """
    return store.count_brought(referrer_id, since, at_most)


def found(client_ids: Iterable[str]) -> dict[str, Client]:
    """The clients that exist among ``client_ids``. The caller has checked who asks."""
    return {one.id: one for one in store.find_many(client_ids)}


class _Walk:
    """One step of a walk; counts what it reads, and gives None when that is enough."""

    def __init__(self, root: Client, span: Span, at_most: int) -> None:
        self._root = root
        self._last = span.last
        self._from_root = span.first == 0
        self._page = at_most + 1
        self._reads_left = READS

    def after(self, left_at: str | None) -> Iterator[Placed | None]:
        """Everybody after ``left_at`` in the order of the tree."""
        if left_at is None:
            if self._from_root:
                yield Placed(self._root, 0)
            yield from self._below(self._root.id, 1, None)
            return
        path = self._path(left_at)
        self._reads_left += len(path)
        yield from self._below(path[0].id, len(path), None)
        for place, one in enumerate(path[:-1]):
            yield from self._below(path[place + 1].id, len(path) - 1 - place, one)

    def _path(self, left_at: str) -> list[Client]:
        """The client where the walk was left, and everybody above up to the root."""
        start = store.find(left_at)
        chain = [] if start is None else [start, *lineage.uplines(start)]
        for place, one in enumerate(chain):
            if one.id == self._root.id:
                return chain[: place + 1]
        raise Invalid("start again from the first page", code="cursor_invalid", field="cursor")

    def _below(self, client_id: str, level: int, beyond: Client | None) -> Iterator[Placed | None]:
        """Direct downlines of a client after ``beyond``, each followed by those below them."""
        if self._last is not None and level > self._last:
            return
        while True:
            if not self._reads_left:
                yield None
                return
            self._reads_left -= 1
            these = store.brought_by(client_id, beyond, self._page)
            deeper = self._last is None or level < self._last
            brought = tally.counts(one.id for one in these) if deeper and these else {}
            for one in these:
                yield Placed(one, level)
                if brought.get(one.id):
                    yield from self._below(one.id, level + 1, None)
            if len(these) < self._page:
                return
            beyond = these[-1]

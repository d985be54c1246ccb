"""What becomes of a client's consents: that one was given stays provable, from where does not."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.consents import store
from chalicelib.consents.model import GivenConsent
from chalicelib.core.keeping import Keeper, Kept, Part, Run
from chalicelib.storage.keeping import part
from chalicelib.storage.unit import Unit


def _copied(client_id: str) -> Iterator[Part]:
    yield part("consents", store.given(client_id))


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    for one in store.given(client_id):
        if one.ip or one.device:
            _blank(run, one)
    return None


def _blank(run: Run, one: GivenConsent) -> None:
    def work(unit: Unit) -> None:
        store.change(unit, one, replace(one, ip="", device=""))

    run(work)


KEEPER = Keeper(
    "consents",
    (Kept("GivenConsent", "consents", erased=True, why="document, version and time stay"),),
    _copied,
    (_erased,),
)

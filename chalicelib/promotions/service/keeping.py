"""What becomes of the rows of promotions when a client leaves."""

from collections.abc import Iterator

from chalicelib.core.keeping import Keeper, Kept, Part, of_nobody
from chalicelib.promotions import store
from chalicelib.storage.keeping import part


def _copied(client_id: str) -> Iterator[Part]:
    came = store.came(client_id)
    yield part("came_by", [came] if came else [], "referrer_id")


KEEPER = Keeper(
    "promotions",
    (
        Kept("Came", "came_by", why="ids and a day: what the counts of a link are made of"),
        *of_nobody("the broker's promotional links", "PromotionalLink", "_Code", "_Shared"),
    ),
    _copied,
)

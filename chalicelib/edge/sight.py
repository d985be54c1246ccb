"""What an actor sees of which client: their own veil, and more of it over clients of some groups.

Owns: which veil counts while a view about one client is rendered. Refuses: what groups hide from
whom; the capability that knows clients installs that.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.veil import CLEAR, Veil

VeilsOver = Callable[[Actor, Iterable[str]], Mapping[str, Veil]]


class _Installed:
    """Who knows of veils over clients; set up once, when the app is put together."""

    over: VeilsOver | None = None


def install(provider: VeilsOver) -> None:
    """Let ``provider`` say through which veils an actor sees clients, where not their own."""
    _Installed.over = provider


class Sight:
    """Through what one actor sees clients, for one answer; asks once for each client."""

    def __init__(self, actor: Actor | None) -> None:
        self._actor = actor
        self.veil = CLEAR if actor is None else actor.veil
        self._known: dict[str, Veil] = {}

    def prepare(self, client_ids: Iterable[str]) -> None:
        """Find out about many clients in one question."""
        new = {one for one in client_ids if one and one not in self._known}
        if new and self._actor is not None and _is_staff(self._actor) and _Installed.over:
            self._known |= dict.fromkeys(new, self.veil)
            self._known |= _Installed.over(self._actor, new)

    def of(self, client_id: str) -> Veil:
        """The veil over one client."""
        self.prepare([client_id])
        return self._known.get(client_id, self.veil)


def narrowed(actor: Actor, path: Mapping[str, str]) -> Actor:
    """``actor`` with the veil over the one client that the whole request is about, if it is."""
    client_id = actor.id if actor.visitor is not None else path.get("client_id", "")
    if not client_id or not _is_staff(actor):
        return actor
    return replace(actor, veil=Sight(actor).of(client_id))


def _is_staff(actor: Actor) -> bool:
    return actor.realm is Realm.STAFF or actor.visitor is not None


def rendered_for(sight: Sight) -> dict[str, Any]:
    """What rendering has to know."""
    return {"veil": sight.veil, "sight": sight}

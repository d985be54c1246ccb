"""What every crash scenario begins from: staff, the client Lin with a thousand dollars, pictures.

A scenario brings the world to its step once and keeps a picture; each of its runs begins there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app import app
from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.identity.service import tokens
from chalicelib.partners.service import plan_reading
from chalicelib.settings import public as settings
from tests.faults.deployment import Deployment, Picture
from tests.faults.harness import Watch
from tests.faults.world import MONEY_QUEUES, Queues, Sitting, World
from tests.kit import people
from tests.kit.funds import add_client, credit, usd


@dataclass(frozen=True)
class Kept:
    """A moment to begin from, again and again."""

    picture: Picture
    at: datetime
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Ground:
    """A deployment with its people, and the way back to any kept moment."""

    deployment: Deployment
    clock: FixedClock
    base: Kept = field(init=False)
    _lin: Sitting = field(init=False)
    _mara: Sitting = field(init=False)

    def __post_init__(self) -> None:
        settings.forget()
        plan_reading.forget()
        client = add_client()
        credit(usd("1000.00"), name="dep_first")
        self._lin = _seated("portal", people.client(client.id, client.email, name=client.name))
        self._mara = _seated("desk", people.member(people.role(*Permission), name="Mara"))
        self.base = self._now({})

    def world(self, watch: Watch, kept: Kept, queues: tuple[str, ...] = MONEY_QUEUES) -> World:
        """The world as it was at the ``kept`` moment."""
        self.deployment.restore(kept.picture)
        settings.forget()
        plan_reading.forget()
        self.clock.set(kept.at)
        world = World(
            deployment=self.deployment,
            watch=watch,
            clock=self.clock,
            queues=Queues(self.deployment, watch, queues),
            lin=replace(self._lin),
            mara=replace(self._mara),
            notes=dict(kept.notes),
        )
        world.people_return()
        return world

    def keep(self, bring: Callable[[World], None], before: Kept | None = None) -> Kept:
        """The moment after ``bring`` and all that follows from it have happened."""
        world = self.world(Watch(), before or self.base)
        bring(world)
        world.queues.carry()
        world.at_peace()
        return self._now(world.notes)

    def _now(self, notes: dict[str, Any]) -> Kept:
        return Kept(self.deployment.picture(), self.clock.now(), notes)


def _seated(face: str, person: people.Person) -> Sitting:
    """``person``, signed in at ``face``."""
    token = str(people.signed_in(app, face, person).token)
    realm = Realm.CLIENT if face == "portal" else Realm.STAFF
    claims = tokens.read_access_token(realm, token, ports.now())
    assert claims.subject_id == person.id
    return Sitting(realm, person.id, claims.session_id)

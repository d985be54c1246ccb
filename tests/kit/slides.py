"""Slide puzzles solved as a person would: the hole is looked up in the store, not in the picture.

What is guarded stays guarded: the tests earn their tokens at the same doors as everybody.
"""

from chalicelib.core.actor import Actor, Realm
from chalicelib.identity.model.codes import SlidePurpose
from chalicelib.identity.service import slides
from chalicelib.identity.store import codes as code_store
from tests.kit.http import Caller

REALMS = {"portal": Realm.CLIENT, "desk": Realm.STAFF}


def hole(realm: Realm, slide_id: str) -> int:
    """Where the piece of a puzzle belongs."""
    slide = code_store.slide(realm, slide_id)
    assert slide is not None
    return slide.left


def slid(actor: Actor, purpose: SlidePurpose, realm: Realm = Realm.CLIENT) -> str:
    """The token of a puzzle that ``actor`` has solved."""
    drawn = slides.draw(actor, realm, purpose)
    left = hole(realm, drawn.slide.id)
    return slides.solve(actor, realm, drawn.slide.id, left).token


def slid_at(caller: Caller, face: str, purpose: str) -> str:
    """The same through the routes of ``face`` (``portal`` or ``desk``)."""
    drawn = caller.post(f"/api/{face}/slides", {"purpose": purpose})
    assert drawn.status == 201, drawn.body
    slide_id = drawn.body["id"]
    answer = caller.patch(f"/api/{face}/slides/{slide_id}", {"left": hole(REALMS[face], slide_id)})
    assert answer.status == 200, answer.body
    return str(answer.body["token"])

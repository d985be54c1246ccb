"""Whose clients a list shows: the words in which staff choose owners, and the staff they mean."""

from chalicelib.core.actor import Actor
from chalicelib.staff import public as staff

MINE = "me"
SUBORDINATES = "subordinates"
NOBODY = "none"
_TEAM = "team:"
_ROLE = "role:"


def owners(actor: Actor, text: str) -> frozenset[str]:
    """The staff meant by ``text``; the empty text among them stands for nobody.

    ``me``, ``subordinates``, ``none``, ``team:`` with the id of its head (who belongs to it),
    ``role:`` with its id, or ids of members, separated by commas.
    """
    return frozenset(one for part in text.split(",") for one in _meant(actor, part.strip()))


def _meant(actor: Actor, part: str) -> frozenset[str]:
    if part == MINE:
        return frozenset({actor.id})
    if part == SUBORDINATES:
        return staff.subordinates(actor.id)
    if part == NOBODY:
        return frozenset({""})
    if part.startswith(_TEAM):
        head = part.removeprefix(_TEAM)
        return staff.subordinates(head) | {head}
    if part.startswith(_ROLE):
        return frozenset(staff.active_members_of(part.removeprefix(_ROLE)))
    return frozenset({part})

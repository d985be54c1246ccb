"""Slide puzzles: drawn here, solved against what is kept here, and good for one deed (ADR 0052).

Whoever solves one gets a token for the purpose it was drawn for. What a puzzle guards asks for the
token by `demand`, which spends it. Nothing is asked while the broker has switched the slider off.
"""

import secrets
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.identity.model.codes import Slide, SlidePurpose
from chalicelib.identity.model.settings import SLIDER
from chalicelib.identity.rules import pictures
from chalicelib.identity.rules import slides as rules
from chalicelib.identity.service import hashing
from chalicelib.identity.store import codes as code_store
from chalicelib.settings import public as settings
from chalicelib.storage import limits
from chalicelib.storage.unit import Unit

_WINDOW = timedelta(minutes=10)
_PER_IP = 60
_NEAREST_PX = pictures.PIECE_PX + 8


@dataclass(frozen=True)
class Drawn:
    """A puzzle as whoever has to solve it sees it."""

    slide: Slide
    top: int
    pictures: pictures.Puzzle


@dataclass(frozen=True)
class Solved:
    """What a solved puzzle is worth."""

    slide: Slide
    token: str


def draw(actor: Actor, realm: Realm, purpose: SlidePurpose) -> Drawn:
    """A new puzzle, with its two pictures.

    Raises:
        Limited: too many from this address.
    """
    limits.take("slide-ip", actor.ip, ports.now(), allowance=_PER_IP, window=_WINDOW)
    left = _NEAREST_PX + secrets.randbelow(pictures.FURTHEST_PX - _NEAREST_PX + 1)
    top = secrets.randbelow(pictures.HEIGHT_PX - pictures.PIECE_PX + 1)
    drawn = pictures.puzzle(left, top, secrets.token_hex())

    def work(unit: Unit) -> Slide:
        slide = Slide(
            id=unit.ids.new("sld", unit.now),
            realm=realm,
            purpose=purpose,
            left=left,
            tries_left=rules.TRIES,
            ends_at=unit.now + rules.LIFETIME,
        )
        return code_store.add_slide(unit, slide)

    return Drawn(ports.transact(actor, work), top, drawn)


def solve(actor: Actor, realm: Realm, slide_id: str, left: int) -> Solved:
    """Lay the piece down at ``left``; a token if it fits there.

    Raises:
        SlideMissed: with ``tries_left``. SlideExpired: no such puzzle, or none to be tried.
    """

    def work(unit: Unit) -> Solved:
        slide = code_store.slide(realm, slide_id)
        if slide is None or not rules.is_open(slide, unit.now):
            raise rules.expired()
        if not rules.hits(slide, left):
            return Solved(code_store.change_slide(unit, slide, rules.missed(slide)), "")
        secret = unit.ids.secret()
        after = rules.solved(slide, hashing.digest("slides", slide.id, secret), unit.now)
        return Solved(code_store.change_slide(unit, slide, after), f"{slide.id}.{secret}")

    outcome = ports.transact(actor, work)
    if not outcome.token:
        raise rules.beside(outcome.slide)
    return outcome


def demand(actor: Actor, realm: Realm, purpose: SlidePurpose, token: str) -> None:
    """Spend a token for ``purpose``; what it was spent for may fail, it is gone all the same.

    Raises:
        SlideRequired: the token is missing, spent, too old, or was earned for something else.
    """
    if not settings.value(SLIDER):
        return
    slide_id, _, secret = token.partition(".")
    if not slide_id or not secret:
        raise rules.required(purpose)

    def work(unit: Unit) -> None:
        slide = code_store.slide(realm, slide_id)
        is_theirs = slide is not None and hashing.is_stored(
            slide.digest, "slides", slide_id, secret
        )
        if slide is None or not is_theirs or not rules.vouches(slide, purpose, unit.now):
            raise rules.required(purpose)
        code_store.remove_slide(unit, slide)

    ports.transact(actor, work)


def demand_after(failed: int, actor: Actor, realm: Realm, token: str) -> None:
    """Spend a token for signing in at an address where ``failed`` attempts went before.

    Raises:
        SlideRequired: two or more went before, and the token is no good.
    """
    if rules.is_required(failed):
        demand(actor, realm, SlidePurpose.SIGN_IN, token)

"""Settings that only the tests declare, one of each kind that matters."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.setting import Setting


@dataclass(frozen=True)
class Terms:
    """A structured value."""

    days: Annotated[int, Field(ge=1, le=30)] = 7
    note: str = ""


@dataclass(frozen=True)
class Offer:
    """A value within values."""

    name: str
    terms: Terms


LIMIT = Setting(
    key="example.limit", type=Annotated[int, Field(ge=1, le=100)], default=5, group="example"
)
TERMS = Setting(key="example.terms", type=Terms, default=Terms(), group="example")
OFFERS: Setting[tuple[Offer, ...]] = Setting(
    key="example.offers", type=tuple[Offer, ...], default=(), group="example"
)
COLOURS: Setting[frozenset[str]] = Setting(
    key="example.colours", type=frozenset[str], default=frozenset({"red", "blue"}), group="example"
)
SHARE = Setting(key="example.share", type=Decimal, default=Decimal("0.5"), group="example")


def never_lower(before: int, after: int) -> None:
    """A rule between what is in force and what would follow it."""
    if after < before:
        raise ValueError("it only grows")


GROWING = Setting(key="example.growing", type=int, default=3, group="example", follows=never_lower)
GUARDED = Setting(key="example.guarded", type=int, default=1, group="example", four_eyes=True)

ANN = Actor(Realm.STAFF, "stf_ann", name="Ann")
BOB = Actor(Realm.STAFF, "stf_bob", name="Bob")

"""A client's affairs as they stood at any moment: each part replayed from its own history.

Wallets come from their lines, rates from the versions of the rules and from what each source said
then, accounts and the place in the broker's house from the audit log. Nothing is stored for it, so
nothing can differ from the books. What no history tells is said to be unknown, never guessed.
"""

from datetime import datetime

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountThen
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PlaceThen
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.funds import public as funds
from chalicelib.funds.public import FoundRate, WalletThen
from chalicelib.staff import public as staff


@dataclass(frozen=True)
class Statement:
    """All of it at ``at``, drawn up at ``drawn_at``; ``place`` and names are for staff alone."""

    client_id: str
    at: datetime
    drawn_at: datetime
    wallets: tuple[WalletThen, ...]
    rates: tuple[FoundRate, ...]
    accounts: tuple[AccountThen, ...]
    place: PlaceThen
    owner_name: str = ""
    referrer_name: str = ""


def statement(actor: Actor, client_id: str, moment: datetime | None = None) -> Statement:
    """How a client's affairs stood at ``moment``, which is included; without one, now.

    Raises:
        NotFound: not a client in the actor's scope.
        Invalid: ``moment_in_future``; ``before_registration``, whose fact ``registered_at`` says
            when there was something first.
    """
    client = clients.client(actor, client_id)
    drawn_at = ports.now()
    at = moment or drawn_at
    _check(client, at, drawn_at)
    place = clients.place_at(client, at)
    return Statement(
        client_id=client.id,
        at=at,
        drawn_at=drawn_at,
        wallets=funds.wallets_at(client.id, at),
        rates=tuple(funds.rates_at(place.group_id or "", at)),
        accounts=accounts.accounts_at(client.id, at),
        place=place,
        owner_name=_owner_name(place),
        referrer_name=_referrer_name(actor, place),
    )


def _check(client: Client, at: datetime, now: datetime) -> None:
    if at > now:
        raise Invalid("nobody knows the future", code="moment_in_future", field="at")
    if at < client.registered_at:
        raise Invalid(
            "the client was not here yet",
            code="before_registration",
            field="at",
            registered_at=iso(client.registered_at),
        )


def _owner_name(place: PlaceThen) -> str:
    owner = place.owner_id or ""
    return staff.names([owner]).get(owner, "") if owner else ""


def _referrer_name(actor: Actor, place: PlaceThen) -> str:
    """The referrer's name, for whoever may see them."""
    above = place.referrer_id or ""
    seen = clients.visible(actor, [above]) if above else []
    return seen[0].name if seen else ""

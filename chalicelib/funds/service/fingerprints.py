"""By what a client paid or wants to be paid, for whoever compares clients: never shown whole."""

from chalicelib.core.forms import hidden
from chalicelib.core.nouns import dataclass
from chalicelib.funds.store import deposits
from chalicelib.funds.store import details as details_store

_SHORTEST = 6


@dataclass(frozen=True)
class Means:
    """A card or an account: what tells it from others, and what may be shown of it."""

    value: str
    hint: str


def card_of(deposit_id: str) -> Means | None:
    """The card that paid a deposit, where its provider tells one card from another."""
    found = deposits.find(deposit_id)
    facts = found.payment_facts if found else {}
    fingerprint = facts.get("card_fingerprint")
    if not fingerprint:
        return None
    return Means(fingerprint, hidden(f"0000{facts.get('card_last4', '')}"))


def accounts_of(details_id: str) -> list[Means]:
    """The accounts that withdrawal details name: their sensitive fields, without blanks."""
    found = details_store.get(details_id)
    plain = ["".join(found.fields.get(one, "").split()).upper() for one in found.sensitive]
    return [Means(one, hidden(one)) for one in plain if len(one) >= _SHORTEST]

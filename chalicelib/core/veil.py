"""What of clients' data somebody may see: each sensitive field is shown, masked, or hidden.

Owns: the list of sensitive fields, the masks, and which names of facts stand for which field.
Refuses: who is under which veil (roles say so) and where values appear (views say so).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from chalicelib.core.nouns import dataclass

HIDDEN_TEXT = "***"
_LEAST_MASKED = 4


class SensitiveField(StrEnum):
    """A kind of personal data that a role can be kept from; the value is stable."""

    EMAIL = "email"
    PHONE = "phone"
    NATIONALITY = "nationality"
    IP_ADDRESS = "ip_address"
    IDENTITY = "identity"
    WITHDRAWAL_DETAILS = "withdrawal_details"


class Showing(StrEnum):
    """How much of a sensitive field is shown."""

    SHOWN = "shown"
    PARTLY = "partly"
    HIDDEN = "hidden"


# Names under which facts of audit records, requests, logs and notices carry a sensitive field.
_FACTS: dict[str, SensitiveField] = {
    "email": SensitiveField.EMAIL,
    "new_email": SensitiveField.EMAIL,
    "old_email": SensitiveField.EMAIL,
    "server_email": SensitiveField.EMAIL,
    "phone": SensitiveField.PHONE,
    "new_phone": SensitiveField.PHONE,
    "old_phone": SensitiveField.PHONE,
    "nationality": SensitiveField.NATIONALITY,
    "ip": SensitiveField.IP_ADDRESS,
    "identity_number": SensitiveField.IDENTITY,
    "id_number": SensitiveField.IDENTITY,
    "birth_date": SensitiveField.IDENTITY,
    "details_label": SensitiveField.WITHDRAWAL_DETAILS,
}
_PAYOUT_FIELD = "field_"


def field_of(fact: str) -> SensitiveField | None:
    """The sensitive field that the fact called ``fact`` carries, if any."""
    if fact.startswith(_PAYOUT_FIELD):
        return SensitiveField.WITHDRAWAL_DETAILS
    return _FACTS.get(fact)


@dataclass(frozen=True)
class Veil:
    """What somebody does not see, or sees only in part; everything else is shown to them."""

    partly: frozenset[SensitiveField] = frozenset()
    hidden: frozenset[SensitiveField] = frozenset()

    def showing(self, of: SensitiveField) -> Showing:
        """How much of a field is shown."""
        if of in self.hidden:
            return Showing.HIDDEN
        return Showing.PARTLY if of in self.partly else Showing.SHOWN

    def text(self, of: SensitiveField, text: str) -> str:
        """``text``, which is a field's value, as it is shown; nothing stays nothing."""
        showing = self.showing(of)
        if not text or showing is Showing.SHOWN:
            return text
        return HIDDEN_TEXT if showing is Showing.HIDDEN else masked(of, text)

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """``facts`` with what their names say is sensitive masked, at any depth."""
        return {name: self._fact(name, value) for name, value in facts.items()}

    def _fact(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self.facts(value)
        if isinstance(value, (list, tuple)):
            return [self._fact(name, one) for one in value]
        of = field_of(name)
        return value if of is None or value is None else self.text(of, str(value))

    def under(self, other: "Veil") -> "Veil":
        """Both veils, one over the other: of each field the less is shown."""
        hidden = self.hidden | other.hidden
        return Veil((self.partly | other.partly) - hidden, hidden)

    def shows_beyond(self, other: "Veil") -> frozenset[SensitiveField]:
        """The fields of which this veil shows more than ``other`` does."""
        order = list(Showing)
        return frozenset(
            one
            for one in SensitiveField
            if order.index(self.showing(one)) < order.index(other.showing(one))
        )


CLEAR = Veil()
SOMEBODY = "somebody"
"""In place of a client's id: somebody who was no client yet, and may be any of them by now."""


def masked(of: SensitiveField, text: str) -> str:
    """``text`` in part: enough to recognise what one knows, not enough to use what one does not."""
    match of:
        case SensitiveField.EMAIL:
            name, at, domain = text.partition("@")
            return f"{name[:1]}{HIDDEN_TEXT}{at}{domain}"
        case SensitiveField.IP_ADDRESS:
            return _first_half(text)
        case SensitiveField.NATIONALITY:
            return HIDDEN_TEXT
    if len(text) <= _LEAST_MASKED:
        return HIDDEN_TEXT
    return HIDDEN_TEXT + text[-3:]


def _first_half(address: str) -> str:
    """The network of an address; of a place, which has no parts, nothing."""
    separator = ":" if ":" in address else "."
    parts = address.split(separator)
    if len(parts) == 1:
        return HIDDEN_TEXT
    return separator.join(parts[: len(parts) // 2]) + separator + HIDDEN_TEXT

"""What staff may correct of a payload before they decide, as the payload's owner offers it."""

from enum import StrEnum

from chalicelib.core.nouns import dataclass


class FieldKind(StrEnum):
    """How a field is filled in."""

    AMOUNT = "amount"
    CHOICE = "choice"


@dataclass(frozen=True)
class FieldChoice:
    """One value that a field can have; ``label`` names it in the broker's own words."""

    value: str
    label: str


@dataclass(frozen=True)
class EditableField:
    """One field. Amounts are exact text in whole units of ``currency``, at most ``maximum``."""

    code: str
    kind: FieldKind
    value: str
    currency: str | None = None
    maximum: str | None = None
    choices: tuple[FieldChoice, ...] = ()

"""Where a wallet's money came from, as far as it has not gone back there."""

from collections.abc import Mapping
from dataclasses import field

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass

Returned = Mapping[str, int]
"""What of a withdrawal counts as gone back, in minor units by deposit method."""


class ReturnToSource(Conflict):
    """What came another way goes back that way first; facts ``source`` (a deposit method),
    ``outstanding``, ``most`` that may be withdrawn so, and ``currency``."""

    code = "return_to_source"


@dataclass(frozen=True)
class Sources:
    """What was deposited into a wallet and has not gone back, in minor units by deposit method, in
    the order in which the methods were first used."""

    client_id: str
    currency: str
    amounts: dict[str, int] = field(default_factory=dict)
    version: int = 0

    @property
    def total(self) -> int:
        """Everything that has not gone back, in minor units."""
        return sum(self.amounts.values())

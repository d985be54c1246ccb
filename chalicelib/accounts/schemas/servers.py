"""The broker's trading servers as staff see them beside their accounts."""

from typing import Any, Self

from chalicelib.accounts.model import AccountKind, TradingServerConfig
from chalicelib.edge.schemas import View


class TradingServerView(View):
    """A trading server; how it is reached is a setting, and not shown here."""

    id: str
    name: str
    platform: str
    kinds: list[AccountKind]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        config: TradingServerConfig = noun
        return cls(
            id=config.id,
            name=config.name,
            platform=config.connection.platform,
            kinds=list(config.kinds),
        )

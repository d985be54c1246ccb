"""What staff set on the server for an account."""

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class PlatformEdit:
    """What an account is to have on its server; None leaves it as it is. Leverage 100 is 1:100."""

    name: str | None = None
    email: str | None = None
    leverage: int | None = None
    group: str | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    comment: str | None = None
    gets_reports: bool | None = None

"""Binding an account that exists: what is asked, what its server says, and wrong passwords."""

from datetime import datetime, timedelta

from chalicelib.core.consent import Acceptance
from chalicelib.core.nouns import dataclass

WRONG_TRIES = 5
LOCKED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class BindForm:
    """The account that a client says is theirs; its password goes beside, and is kept nowhere."""

    server_id: str
    login: int
    accepted: tuple[Acceptance, ...]


@dataclass(frozen=True)
class LoginFound:
    """An account as its server had it when it was asked for.

    ``differences`` names what of its owner is not as in the client's profile: ``name``, ``email``.
    """

    login: int
    group: str
    name: str
    email: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True)
class BindTries:
    """How often in a row a client has given a password that was not the account's."""

    client_id: str
    wrong: int = 0
    since: datetime | None = None
    locked_until: datetime | None = None
    version: int = 0

"""Where a trading server is and how we sign in to it; the password is kept elsewhere."""

from typing import Literal

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Connection:
    """The address of one trading server.

    ``secret_name`` names the secret that holds ``{"manager_password": …}``. ``build`` and
    ``agent`` are what we present ourselves as; ``ca_bundle`` is a file of certificates to trust
    where the server's is self-signed.
    """

    base_url: str
    manager_login: int
    secret_name: str
    platform: Literal["mt5"] = "mt5"
    build: int = 3470
    agent: str = "Fairlead"
    ca_bundle: str | None = None

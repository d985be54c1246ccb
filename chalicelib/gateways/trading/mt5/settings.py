"""What a broker configures to reach an MT5 access server."""

from dataclasses import field

from chalicelib.core.nouns import dataclass

MT5_LEVERAGES = (1, 10, 20, 25, 30, 50, 100, 200, 300, 400, 500)


@dataclass(frozen=True)
class Mt5Settings:
    """Address and manager account of one MT5 Web API.

    ``manager_password`` is the manager's separate API password. ``build`` is the server build that
    we claim to have been made for. ``leverages`` are offered for every group, since the protocol
    has no list of them; the documented limit is 500.
    """

    base_url: str
    manager_login: int
    manager_password: str = field(repr=False)
    build: int = 3470
    agent: str = "Fairlead"
    ca_bundle: str | None = None
    leverages: tuple[int, ...] = MT5_LEVERAGES
    read_seconds: float = 10.0

"""The nouns of consents.

Refuses: what the documents say (clients) and whether one is needed (whoever asks for it).
"""

from datetime import datetime

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class GivenConsent:
    """One agreement accepted by one client; ``occasion`` is such as ``registration``, ``entry``."""

    client_id: str
    document: str
    version_accepted: str
    accepted_at: datetime
    ip: str
    device: str
    occasion: str
    version: int = 0


@dataclass(frozen=True)
class Demand:
    """An agreement in force, as the question whether a client is behind sees it.

    ``of_everyone``: it concerns also those who never accepted any version of it.
    """

    document: str
    version: str
    renews: bool
    of_everyone: bool

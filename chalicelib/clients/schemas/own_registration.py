"""How a client came in, as they are shown it in their profile."""

from typing import Any, Self

from chalicelib.clients.model import ClientKind
from chalicelib.clients.schemas.upgrades import AnsweredFormView
from chalicelib.edge.schemas import ClientEmail, ClientNationality, ClientPhone, Instant, View


class OwnRegistrationView(View):
    """What was given at registration; ``source`` is the campaign, if one brought the client."""

    kind: ClientKind
    name: str
    email: ClientEmail
    phone: ClientPhone
    nationality: ClientNationality
    source: str
    registered_at: Instant
    forms: list[AnsweredFormView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        client = noun.client
        return cls(
            kind=client.kind,
            name=client.name,
            email=client.email,
            phone=client.phone,
            nationality=client.nationality,
            source=client.source,
            registered_at=client.registered_at,
            forms=[AnsweredFormView.of(one) for one in noun.forms],
        )

"""The broker's own payment integrations as staff see them."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib import ports
from chalicelib.edge.schemas import Body, View
from chalicelib.funds.service.psps import Integration


class IntegrationView(View):
    """An integration by the open PSP protocol, and what its provider needs to know of us.

    ``token`` is there only in the answer that made it. ``tokens_made`` counts them; 0 says that
    the integration cannot be used yet.
    """

    id: str
    name: str
    app_url: str
    enabled: bool
    callback_url: str
    merchant_id: str | None
    tokens_made: int
    token: str | None

    @classmethod
    def of(cls, noun: Integration) -> Self:
        """See `View.of`."""
        key = noun.key
        return cls(
            id=noun.psp.id,
            name=noun.psp.name,
            app_url=noun.psp.app_url,
            enabled=noun.psp.enabled,
            callback_url=f"{ports.portal_url()}/api/hooks/pay/callback",
            merchant_id=key.merchant_id if key else None,
            tokens_made=key.generation if key else 0,
            token=noun.token,
        )


class NewTokenForm(Body):
    """Which integration is to get a new token."""

    provider_id: Annotated[str, Field(pattern=r"^psp_[a-z0-9_]{1,30}$")]

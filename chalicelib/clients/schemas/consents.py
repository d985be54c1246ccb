"""What clients see of the agreements they accepted, and of those they still have to."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.clients.service.renewal import Standing
from chalicelib.core.consent import Acceptance
from chalicelib.edge.agreements import AcceptanceForm, AgreementView, acceptances
from chalicelib.edge.schemas import Body, Instant, View


class ConsentForm(Body):
    """The agreements that are accepted."""

    consents: Annotated[list[AcceptanceForm], Field(min_length=1, max_length=20)]

    def accepted(self) -> tuple[Acceptance, ...]:
        """The same for the use case."""
        return acceptances(self.consents)


class OwnConsentView(View):
    """One agreement that the client has accepted."""

    document: str
    version: str
    title: dict[str, str]
    accepted_at: Instant


class ConsentsView(View):
    """What must be accepted before going on, and what has been, newest first."""

    outstanding: list[AgreementView]
    given: list[OwnConsentView]

    @classmethod
    def of(cls, noun: Standing) -> Self:
        """The view; a document that is no longer in use goes by its code."""
        return cls(
            outstanding=[AgreementView.of(one) for one in noun.outstanding],
            given=[
                OwnConsentView(
                    document=one.document,
                    version=one.version_accepted,
                    title=noun.titles.get(one.document, {"en": one.document}),
                    accepted_at=one.accepted_at,
                )
                for one in noun.given
            ],
        )

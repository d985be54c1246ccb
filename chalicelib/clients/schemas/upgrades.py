"""Becoming an introducing broker, as clients ask for it and staff look at it."""

from typing import Any, Self

from pydantic import Field

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.answers import UpgradeForm, UpgradeStatus
from chalicelib.clients.schemas.registration import RegistrationFormView
from chalicelib.clients.service.upgrading import UpgradeOffer
from chalicelib.edge.agreements import AcceptancesIn, acceptances
from chalicelib.edge.forms import AnswersIn, AnswersOut, FormView, answers_of
from chalicelib.edge.schemas import Body, Instant, View


class UpgradeBody(Body):
    """Answers to the broker's questions, and the agreements accepted."""

    answers: AnswersIn = Field(default_factory=dict)
    consents: AcceptancesIn = Field(default_factory=list)

    def form(self) -> UpgradeForm:
        """The same for the use case."""
        accepted = acceptances(self.consents)
        return UpgradeForm(answers_of(self.answers), accepted)


class UpgradeRequestView(View):
    """The latest request, and why it was refused if it was."""

    id: str
    status: UpgradeStatus
    submitted_at: Instant
    reason: str


class UpgradeView(View):
    """Whether one can ask, the form with what is known already, and the latest request."""

    offered: bool
    form: RegistrationFormView
    known: AnswersOut
    latest: UpgradeRequestView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        offer: UpgradeOffer = noun
        return cls(
            offered=offer.is_offered,
            form=RegistrationFormView.of(offer.form),
            known=answers_out(offer.known),
            latest=None if offer.latest is None else UpgradeRequestView.of(offer.latest),
        )


def answers_out(answers: dict[str, Any]) -> AnswersOut:
    """Answers as they are shown."""
    return {key: list(one) if isinstance(one, tuple) else one for key, one in answers.items()}


class AnsweredFormView(View):
    """A designed form as it was when it was answered, with the answers."""

    kind: ClientKind
    version: int
    form: FormView
    answers: AnswersOut

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(
            kind=noun.kind,
            version=noun.version,
            form=FormView.of(noun.form),
            answers=answers_out(noun.answers),
        )


class UpgradeCorrection(Body):
    """Answers that staff correct; an empty text takes one away."""

    answers: AnswersIn


class AnswersCorrection(UpgradeCorrection):
    """The same of a registration form, which is that of one kind."""

    kind: ClientKind

"""What newcomers send and get."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.model import (
    AgreementPurpose,
    ClientKind,
    RegistrationForm,
)
from chalicelib.edge.agreements import AcceptancesIn, acceptances
from chalicelib.edge.forms import AnswersIn, FormView, answers_of
from chalicelib.edge.schemas import Body, Email, Instant, LanguageCode, Password, SlideToken, View


class EmailCodeForm(Body):
    """Where to send the code of a registration; with the token of a slide puzzle."""

    email: Email
    language: LanguageCode = "en"
    slide: SlideToken = ""


class EmailCodeView(View):
    """Until when the code is good, and when another may be asked for."""

    expires_at: Instant
    resend_at: Instant


class PhoneForm(Body):
    """A phone number as typed, beside its country's code."""

    country_code: Annotated[str, Field(pattern=r"^\+[0-9]{1,4}$", examples=["+44"])]
    number: Annotated[str, Field(min_length=4, max_length=30, examples=["07911 123456"])]


class RegistrationBody(Body):
    """The registration form."""

    kind: ClientKind
    name: Annotated[str, Field(min_length=1, max_length=128)]
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["GB"])]
    phone: PhoneForm
    email: Email
    email_code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    password: Password
    referral_code: Annotated[str, Field(max_length=40)] | None = None
    phone_proof: Annotated[str, Field(max_length=400)] = ""
    language: LanguageCode
    consents: AcceptancesIn = Field(default_factory=list)
    answers: AnswersIn = Field(default_factory=dict)
    source: Annotated[str, Field(max_length=80, examples=["spring-campaign"])] = ""

    def form(self) -> RegistrationForm:
        """The same for the use case."""
        return RegistrationForm(
            kind=self.kind,
            name=self.name,
            nationality=self.nationality,
            country_code=self.phone.country_code,
            phone_number=self.phone.number,
            email=self.email,
            email_code=self.email_code,
            password=self.password,
            language=self.language,
            accepted=acceptances(self.consents),
            referral_code=self.referral_code,
            phone_proof=self.phone_proof,
            answers=answers_of(self.answers),
            source=self.source,
        )


class RegistrationView(View):
    """What came of a registration."""

    request_id: str
    status: str
    referral_code_cleared: bool


class ReferralCodeView(View):
    """Whether a referral code can be used."""

    valid: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(valid=bool(noun))


class AgreementQuery(Body):
    """Which step the agreements are for."""

    purpose: AgreementPurpose = AgreementPurpose.REGISTRATION


class RegistrationFormView(View):
    """The designed fields for newcomers of a kind, beside the fixed ones."""

    kind: ClientKind
    version: int
    form: FormView

"""What newcomers send and get while they register in steps. The token travels in the body."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.public import ClientKind
from chalicelib.core.consent import Acceptance
from chalicelib.core.forms import Answers
from chalicelib.edge.forms import AnswersIn, AnswersOut, answers_of
from chalicelib.edge.schemas import Body, Email, Instant, LanguageCode, Password, View
from chalicelib.edge.uploads import FileForm, FileTargetView
from chalicelib.onboarding.model import (
    Changes,
    Details,
    Draft,
    Finish,
    Identity,
    Opened,
    Opening,
    Step,
    WantedAccount,
)

DraftToken = Annotated[str, Field(min_length=20, max_length=200)]


class DraftOpeningForm(Body):
    """Begin, or go on: the address, and the code that was sent there."""

    email: Email
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    kind: ClientKind
    language: LanguageCode
    source: Annotated[str, Field(max_length=80)] = ""

    def opening(self) -> Opening:
        """The domain's word for it."""
        return Opening(self.email, self.code, self.kind.value, self.language, self.source)


class DraftDetails(Body):
    """The registration form as far as it is filled in."""

    name: Annotated[str, Field(max_length=128)] = ""
    nationality: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    country_code: Annotated[str, Field(pattern=r"^(\+[0-9]{1,4})?$")] = ""
    phone_number: Annotated[str, Field(max_length=30)] = ""
    referral_code: Annotated[str, Field(max_length=40)] = ""
    answers: AnswersIn = Field(default_factory=dict)

    def details(self) -> Details:
        """The domain's word for it."""
        return Details(
            self.name,
            self.nationality,
            self.country_code,
            self.phone_number,
            self.referral_code,
            answers_of(self.answers),
        )


class DraftIdentity(Body):
    """The identity form that was chosen, as far as it is filled in."""

    form_id: Annotated[str, Field(min_length=1, max_length=40)]
    answers: AnswersIn


class DraftAcceptance(Body):
    """An agreement that was accepted."""

    document: Annotated[str, Field(max_length=80)]
    version: Annotated[str, Field(max_length=40)]


class DraftAccount(Body):
    """The account that is asked for. Without ``leverage`` the type's default applies."""

    server_id: Annotated[str, Field(max_length=80)]
    account_type_id: Annotated[str, Field(max_length=80)]
    leverage: Annotated[int, Field(ge=1, le=5000)] | None = None
    agreements: Annotated[list[DraftAcceptance], Field(max_length=20)] = Field(default_factory=list)

    def wanted(self) -> WantedAccount:
        """The domain's word for it."""
        return WantedAccount(
            self.server_id, self.account_type_id, self.leverage, _accepted(self.agreements)
        )


class DraftForm(Body):
    """What is filled in by now; a part that is left out stays as it is.

    ``phone_proof`` is what the code to the phone number was exchanged for.
    """

    token: DraftToken
    details: DraftDetails | None = None
    identity: DraftIdentity | None = None
    account: DraftAccount | None = None
    phone_proof: Annotated[str, Field(max_length=400)] = ""

    def changes(self) -> Changes:
        """The domain's word for it."""
        one = self.identity
        return Changes(
            details=self.details.details() if self.details else None,
            identity=Identity(one.form_id, answers_of(one.answers)) if one else None,
            account=self.account.wanted() if self.account else None,
            phone_proof=self.phone_proof,
        )


class DraftUploadForm(FileForm):
    """What the browser is about to send."""

    token: DraftToken


class DraftUploadView(FileTargetView):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""


class DraftCheckForm(Body):
    """Which file was sent."""

    token: DraftToken
    file_id: Annotated[str, Field(min_length=1, max_length=200)]


class DraftDocumentView(View):
    """A file that has passed its checks."""

    file_id: str
    file_name: str
    content_type: str
    size_bytes: int
    accepted_at: Instant


class SubmissionForm(Body):
    """The last words: the password, and the agreements of a registration."""

    token: DraftToken
    password: Password
    language: LanguageCode
    consents: Annotated[list[DraftAcceptance], Field(max_length=20)] = Field(default_factory=list)

    def finish(self) -> Finish:
        """The domain's word for it."""
        return Finish(self.password, self.language, _accepted(self.consents))


class SubmittedView(View):
    """What came of a draft."""

    registration_id: str
    status: str
    referral_code_cleared: bool
    identity_id: str | None
    account_id: str | None


class DraftDetailsView(View):
    """The registration form as it was left."""

    name: str
    nationality: str
    country_code: str
    phone_number: str
    referral_code: str
    answers: AnswersOut


class DraftIdentityView(View):
    """The identity form as it was left."""

    form_id: str
    answers: AnswersOut


class DraftAcceptanceView(View):
    """An agreement that was accepted."""

    document: str
    version: str


class DraftAccountView(View):
    """The account that was asked for."""

    server_id: str
    account_type_id: str
    leverage: int | None
    agreements: list[DraftAcceptanceView]


class DraftFileView(View):
    """A file that was announced."""

    file_id: str
    file_name: str
    content_type: str


class DraftView(View):
    """A registration under way, and the steps that the broker asks for."""

    email: str
    kind: ClientKind
    steps: list[Step]
    ends_at: Instant
    details: DraftDetailsView
    proven_phone: str
    identity: DraftIdentityView | None
    account: DraftAccountView | None
    files: list[DraftFileView]
    submitted: SubmittedView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_facts(noun))


class OpenedDraftView(DraftView):
    """The same with the token by which it is filled in and sent in; an earlier one is void."""

    token: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        opened: Opened = noun
        return cls.model_validate(_facts(opened) | {"token": opened.token})


def _facts(opened: Opened) -> dict[str, Any]:
    draft = opened.draft
    names = ("email", "kind", "ends_at", "proven_phone", "submitted", "files")
    return {name: getattr(draft, name) for name in names} | {
        "steps": list(opened.steps),
        "details": _details(draft),
        "identity": _identity(draft),
        "account": _account(draft),
    }


def _details(draft: Draft) -> DraftDetailsView:
    names = ("name", "nationality", "country_code", "phone_number", "referral_code")
    typed = {name: getattr(draft.details, name) for name in names}
    return DraftDetailsView(**typed, answers=_answers(draft.details.answers))


def _identity(draft: Draft) -> DraftIdentityView | None:
    one = draft.identity
    return DraftIdentityView(form_id=one.form_id, answers=_answers(one.answers)) if one else None


def _account(draft: Draft) -> DraftAccountView | None:
    one = draft.account
    if one is None:
        return None
    accepted = [DraftAcceptanceView.of(agreement) for agreement in one.accepted]
    return DraftAccountView(
        server_id=one.server_id,
        account_type_id=one.account_type_id,
        leverage=one.leverage,
        agreements=accepted,
    )


def _answers(answers: Answers) -> AnswersOut:
    return {key: list(one) if isinstance(one, tuple) else one for key, one in answers.items()}


def _accepted(given: list[DraftAcceptance]) -> tuple[Acceptance, ...]:
    return tuple(Acceptance(one.document, one.version) for one in given)

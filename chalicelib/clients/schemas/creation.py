"""Clients whom staff bring in: what is sent, and what comes of it."""

from typing import Annotated

from pydantic import Field

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.changes import MAX_PARTICIPANTS
from chalicelib.clients.model.creation import ClientDraft
from chalicelib.clients.schemas.registration import PhoneForm
from chalicelib.edge.forms import AnswersIn, answers_of
from chalicelib.edge.schemas import Body, Email, LanguageCode, Password, View

_StaffId = Annotated[str, Field(max_length=60)]


class NewClientForm(Body):
    """A client to bring in.

    What is left out is drawn (``id``, ``referral_code``) or stays empty. Without ``owner_id`` the
    broker's rule decides; an empty one is nobody. Without a ``password`` the client is told how to
    choose one; with one, ``tells`` mails it, and it must then be changed at the first sign-in.
    """

    kind: ClientKind
    name: Annotated[str, Field(min_length=1, max_length=128)]
    email: Email
    phone: PhoneForm
    language: LanguageCode = "en"
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["GB"])] | None = None
    id: Annotated[str, Field(max_length=8, examples=["20480001"])] = ""
    referral_code: Annotated[str, Field(max_length=16, examples=["HARBOUR"])] = ""
    referrer: Annotated[str, Field(max_length=40)] = ""
    owner_id: _StaffId | None = None
    participant_ids: Annotated[list[_StaffId], Field(max_length=MAX_PARTICIPANTS)] = Field(
        default_factory=list
    )
    group_id: Annotated[str, Field(max_length=60)] = ""
    source: Annotated[str, Field(max_length=80)] = ""
    answers: AnswersIn = Field(default_factory=dict)
    password: Password | None = None
    must_change_password: bool = True
    tells: bool = True

    def draft(self) -> ClientDraft:
        """The same for the use case."""
        return ClientDraft(
            kind=self.kind,
            name=self.name,
            email=self.email,
            phone=self.phone.number,
            country_code=self.phone.country_code,
            language=self.language,
            nationality=self.nationality or "",
            id=self.id,
            referral_code=self.referral_code,
            referrer=self.referrer,
            owner_id=self.owner_id,
            participant_ids=tuple(self.participant_ids),
            group_id=self.group_id,
            source=self.source,
            answers=answers_of(self.answers),
            password=self.password,
            must_change_password=self.must_change_password,
            tells=self.tells,
        )


class NewClientView(View):
    """The client who was brought in."""

    id: str
    kind: ClientKind
    name: str
    referral_code: str

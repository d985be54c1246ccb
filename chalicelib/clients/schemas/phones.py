"""What clients send and get when they prove a phone number."""

from typing import Annotated

from pydantic import Field

from chalicelib.clients.schemas.registration import PhoneForm
from chalicelib.edge.schemas import Body, Instant, LanguageCode, Password, SlideToken, View

PhoneCode = Annotated[str, Field(pattern=r"^[0-9]{4,10}$")]


class PhoneCodeForm(Body):
    """The number that a code should go to."""

    phone: PhoneForm


class NewcomersPhoneForm(Body):
    """The number that a newcomer's code should go to; with the token of a slide puzzle."""

    phone: PhoneForm
    language: LanguageCode = "en"
    slide: SlideToken = ""


class PhoneProofForm(Body):
    """A newcomer's number with the code that went there."""

    phone: PhoneForm
    code: PhoneCode


class PhoneProofView(View):
    """That the number was proven, for the registration to carry along."""

    token: str
    expires_at: Instant


class PhoneCodeView(View):
    """Until when the code is good, and when another may be asked for."""

    expires_at: Instant
    resend_at: Instant


class PhoneChangeForm(Body):
    """Another number, with the code that went there and the present password."""

    phone: PhoneForm
    code: PhoneCode
    password: Password

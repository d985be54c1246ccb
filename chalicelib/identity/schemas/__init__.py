"""What signing in and one's own login take and answer."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import Body, Email, LanguageCode, Password, SlideToken
from chalicelib.identity.model import Theme


class ResetCodeForm(Body):
    """Whose password is forgotten; with the token of a slide puzzle."""

    email: Email
    slide: SlideToken = ""


class ResetForm(Body):
    """A new password, by the code that was e-mailed."""

    email: Email
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    password: Password


class PasswordForm(Body):
    """A new password, by the one it replaces."""

    current: Password
    password: Password


class MeForm(Body):
    """What people choose for their own portal; what is left out stays."""

    language: LanguageCode | None = None
    theme: Theme | None = None

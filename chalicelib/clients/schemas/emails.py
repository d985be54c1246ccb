"""What clients send when they change their e-mail address, or undo a change."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import Body, Email, Password


class NewEmailForm(Body):
    """The address that a code should go to."""

    email: Email


class EmailChangeForm(Body):
    """Another address, with the code that went there and the present password."""

    email: Email
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    password: Password


class ObjectionForm(Body):
    """What stands behind the hash of the link that the old address was sent."""

    token: Annotated[str, Field(min_length=1, max_length=300)]

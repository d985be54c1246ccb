"""Who asks, and how the broker's people come in."""

from chalicelib.core.actor import Actor
from chalicelib.identity.model import Caller
from chalicelib.identity.model.visits import Opened
from chalicelib.identity.service import admission, colleagues, visits
from chalicelib.identity.service.colleagues import Hiring


def authenticate_client(token: str, caller: Caller) -> Actor:
    """The client behind an access token (one read).

    Raises:
        Unauthenticated: ``token_invalid``, ``token_expired``, ``session_ended``,
            ``login_suspended``.
    """
    return admission.authenticate_client(token, caller)


def authenticate_staff(token: str, caller: Caller) -> Actor:
    """The member of staff behind an access token, with permissions and scope (three reads).

    Raises:
        Unauthenticated: as for `authenticate_client`, and ``login_suspended`` for a member who
            is no longer active.
    """
    return admission.authenticate_staff(token, caller)


def hire(actor: Actor, draft: Hiring) -> str:
    """Let a member of staff join with a login; returns the staff id.

    Raises:
        EmailTaken, PasswordWeak, and what `staff.public.add_member` raises.
    """
    return colleagues.hire(actor, draft).member.id


def create_first_owner(*, name: str, email: str, password: str, language: str = "en") -> str:
    """Make the installation's first member of staff, an owner; returns the staff id.

    Raises:
        Conflict: ``owner_exists``. EmailTaken, PasswordWeak.
    """
    return colleagues.create_first_owner(
        name=name, email=email, password=password, language=language
    )


def start_visit(actor: Actor, client_id: str) -> Opened:
    """Let ``actor`` look at the portal as the client sees it, for fifteen minutes; on the record.

    For callers that have checked that the client is in the actor's scope. It is over with the
    actor's session of the back office.

    Raises:
        Limited: thirty in an hour.
    """
    return visits.start(actor, client_id)

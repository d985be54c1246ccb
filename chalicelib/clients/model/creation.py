"""Clients whom staff bring in: what is known of them at the start."""

from dataclasses import field

from chalicelib.clients.model.kinds import ClientKind
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass

STAFF_SOURCE = "staff"


class OutsideScope(Invalid):
    """Whoever brings this client in would not see them; another owner or participant is needed."""

    code = "client_out_of_scope"


class ClientIdTaken(Conflict):
    """Another client has the id that staff have chosen."""

    code = "client_id_taken"


class ReferralCodeTaken(Conflict):
    """Another client has the referral code that staff have chosen, or it is retired."""

    code = "referral_code_taken"


@dataclass(frozen=True)
class ClientDraft:
    """A client as staff enter them.

    ``phone`` is written as at home with the ``country_code`` (``+44``), or says its country itself.
    Empty texts are drawn (``id``, ``referral_code``) or left empty. ``referrer`` is an id or a
    referral code. An ``owner_id`` of None leaves the choice to the broker's rule, an empty one
    means nobody. Without a ``password`` the client chooses one by e-mail. ``tells`` sends a mail
    with the way in; a password that was mailed must be changed at the first sign-in.
    """

    kind: ClientKind
    name: str
    email: str
    phone: str
    country_code: str = ""
    language: str = "en"
    nationality: str = ""
    id: str = ""
    referral_code: str = ""
    referrer: str = ""
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    group_id: str = ""
    source: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    password: str | None = field(default=None, repr=False)
    must_change_password: bool = True
    tells: bool = True

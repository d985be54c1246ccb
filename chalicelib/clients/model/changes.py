"""What staff can change about clients, one by one or many at once."""

from chalicelib.clients.model import ClientKind
from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.nouns import dataclass

MAX_PARTICIPANTS = 20


@dataclass(frozen=True)
class Assignment:
    """Whom a client belongs to and what they are; None leaves a thing as it is.

    ``owner_id`` and ``group_id`` are the empty text for nobody and for the default group.
    ``participant_ids`` replaces the participants, ``added_participant_ids`` adds to them.
    """

    owner_id: str | None = None
    participant_ids: tuple[str, ...] | None = None
    added_participant_ids: tuple[str, ...] = ()
    group_id: str | None = None
    kind: ClientKind | None = None


class FieldVeiled(Forbidden):
    """Whoever does not see a field in full does not change it."""

    code = "field_veiled"


@dataclass(frozen=True)
class Correction:
    """What of a registration is to be corrected; None leaves a thing as it is.

    ``phone`` is written as at home with the ``country_code``. An empty ``nationality`` takes it
    away.
    """

    name: str | None = None
    email: str | None = None
    country_code: str = ""
    phone: str | None = None
    nationality: str | None = None
    language: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Tagging:
    """The tags of a client; None leaves them. ``added`` and ``removed`` change public ones."""

    public: tuple[str, ...] | None = None
    private: tuple[str, ...] | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reparenting:
    """A new referrer (an id; empty for none), with or without the client's own downlines."""

    referrer_id: str
    bring_downlines: bool


@dataclass(frozen=True)
class Recoding:
    """Another referral code for a client, in place of the one that whoever changes it has seen.

    ``tells`` lets the client know.
    """

    referral_code: str
    replaces: str
    tells: bool = True


class ReferralCodeChanged(Conflict):
    """Somebody else has changed the client's referral code meanwhile; ``now`` says to what."""

    code = "referral_code_changed"

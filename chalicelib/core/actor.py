"""Who acts. Every use case takes an `Actor`; every log line and store read knows it."""

from dataclasses import field
from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import CLEAR, Veil


class Realm(StrEnum):
    """Whose world a token, a session or an actor belongs to. Realms never mix."""

    CLIENT = "client"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Scope:
    """Which clients (and all that hangs on them) a member of staff may see.

    The parts add up. ``owner_ids`` are staff whose owned clients are visible; ``participant_ids``
    staff whose followed clients are; ``unowned`` adds clients without an owner.
    """

    company: bool = False
    owner_ids: frozenset[str] = frozenset()
    participant_ids: frozenset[str] = frozenset()
    unowned: bool = False

    def covers(self, owner_id: str | None, participant_ids: frozenset[str] = frozenset()) -> bool:
        """Whether something owned by ``owner_id`` and followed by ``participant_ids`` is inside."""
        if self.company:
            return True
        if owner_id is None:
            return self.unowned or bool(self.participant_ids & participant_ids)
        return owner_id in self.owner_ids or bool(self.participant_ids & participant_ids)


EVERYTHING = Scope(company=True)
NOTHING = Scope()


@dataclass(frozen=True)
class Visitor:
    """The member of staff who looks at the portal as a client: who truly acts."""

    staff_id: str
    name: str


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a client, a member of staff, or the system itself.

    ``id`` is the client id, the staff id, or the name of the job. ``role_ids`` and
    ``permissions`` are empty for clients: what a client may touch follows from being that client.
    Whoever ``must_change_password`` may do nothing else before.
    ``veil`` is what this actor does not get to see of the clients in their scope.
    ``device`` is what the browser says it is, ``device_id`` what it calls itself here.
    A client with a ``visitor`` is looked at by staff, who may change nothing and whom logs name.
    """

    realm: Realm
    id: str
    name: str = ""
    session_id: str = ""
    role_ids: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    scope: Scope = field(default=NOTHING)
    veil: Veil = CLEAR
    ip: str = ""
    device: str = ""
    device_id: str = ""
    request_id: str = ""
    must_change_password: bool = False
    visitor: Visitor | None = None

    def may(self, permission: Permission) -> bool:
        """Whether this actor holds ``permission``."""
        return permission in self.permissions

    @property
    def accountable(self) -> tuple[Realm, str, str]:
        """Realm, id and name of whoever answers for what is done: the visitor, where one looks."""
        if self.visitor is not None:
            return Realm.STAFF, self.visitor.staff_id, self.visitor.name
        return self.realm, self.id, self.name

    @property
    def ref(self) -> str:
        """``staff:stf_…``, ``client:10000001`` or ``system:deals-feed``: how logs name it."""
        return f"{self.realm}:{self.id}"


def name_shown(ref: str, name: str) -> str:
    """How people read who ``ref`` is: by name, and nothing for the system, whose jobs are no names.

    Who shows it says "the system" in the reader's language.
    """
    return "" if ref.partition(":")[0] == Realm.SYSTEM else name


def system(job: str) -> Actor:
    """The system acting by itself, as ``job``: sees everything, holds no permission."""
    return Actor(realm=Realm.SYSTEM, id=job, name=job, scope=EVERYTHING)

"""What clients are shown of themselves, and what staff are shown of a registration."""

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Details, Fact
from chalicelib.clients.model import REFERRING_KINDS, Client, ClientKind
from chalicelib.clients.model.groups import PortalModule
from chalicelib.clients.service import groups, reading
from chalicelib.core.actor import Actor
from chalicelib.identity.public import ClientProfile
from chalicelib.settings import public as settings


def profile(client_id: str) -> ClientProfile:
    """What the portal shows ``client_id`` of themselves; no referral code to who may not refer.

    Raises:
        NotFound: there is no such client.
    """
    client = reading.client_for_system(client_id)
    modules = groups.group_of(client).modules
    refers = client.kind in settings.value(REFERRING_KINDS) and PortalModule.REFERRAL in modules
    return ClientProfile(
        kind="ib" if client.kind is ClientKind.IB else "trader",
        phone=client.phone,
        nationality=client.nationality,
        referral_code=client.referral_code if refers else None,
        modules=tuple(one.value for one in modules),
    )


def registration_details(request_id: str, actor: Actor) -> Details:
    """What the review screen shows of a registration, to staff who may see the client.

    Raises:
        NotFound: no such request, or the client is outside the actor's scope.
    """
    client = reading.client(actor, approvals.read(request_id).client_id)
    return _described(client, {"source": client.source})


def upgrade_details(request_id: str, actor: Actor) -> Details:
    """What the review screen shows of whoever asks to become an introducing broker.

    Raises:
        NotFound: no such request, or the client is outside the actor's scope.
    """
    client = reading.client(actor, approvals.read(request_id).client_id)
    return _described(client, {})


def _described(client: Client, more: dict[str, str]) -> Details:
    facts = {
        "kind": client.kind.value,
        "name": client.name,
        "email": client.email,
        "phone": client.phone,
        "nationality": client.nationality,
        "client_id": client.id,
        "agreements": ", ".join(f"{one.document} {one.version}" for one in client.consents),
        **more,
    }
    if client.referrer_id is not None:
        referrer = reading.names([client.referrer_id]).get(client.referrer_id, "")
        facts["referrer"] = f"{referrer} ({client.referrer_id})"
    return Details(tuple(Fact(code, value) for code, value in facts.items()))

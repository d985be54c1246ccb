"""Which group a client is in, and what they have because of it."""

from chalicelib.clients import rules
from chalicelib.clients.model import Client
from chalicelib.clients.model.groups import DEFAULT_GROUP, GROUPS, ClientGroup, PortalModule
from chalicelib.clients.model.tags import PUBLIC_TAGS
from chalicelib.clients.service import reading
from chalicelib.core.errors import Forbidden
from chalicelib.settings import public as settings


def groups() -> tuple[ClientGroup, ...]:
    """All groups, as the broker has ordered them."""
    return settings.value(GROUPS)


def public_tags() -> tuple[str, ...]:
    """The tags that the broker offers for all clients."""
    return settings.value(PUBLIC_TAGS)


def group_of(client: Client) -> ClientGroup:
    """The group that counts for ``client``: their own, or the default one."""
    return rules.group(settings.value(GROUPS), settings.value(DEFAULT_GROUP), client.group_id)


def default_group() -> ClientGroup:
    """The group of newcomers."""
    return rules.group(settings.value(GROUPS), settings.value(DEFAULT_GROUP), "")


def group_of_id(client_id: str) -> ClientGroup:
    """The group that counts for the client ``client_id``.

    Raises:
        NotFound: there is none.
    """
    return group_of(reading.client_for_system(client_id))


def require(client_id: str, module: PortalModule) -> Client:
    """The client ``client_id``, who may act and has ``module``.

    Raises:
        NotFound: there is none. Forbidden: ``client_not_active`` with the ``status``, or
            ``module_off`` with the ``module`` when their group is without it.
    """
    client = reading.require_active(client_id)
    if module not in group_of(client).modules:
        raise Forbidden(
            "your account does not include this", code="module_off", module=module.value
        )
    return client

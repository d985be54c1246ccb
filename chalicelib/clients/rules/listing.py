"""By which words a client is found, and which lists show them. Pure."""

from chalicelib.clients.model import Client, ClientFilter
from chalicelib.core.veil import SensitiveField


def searchable_by(client: Client) -> dict[SensitiveField | str, tuple[str, ...]]:
    """The texts by which ``client`` is found, by what they are."""
    import phonenumbers  # noqa: PLC0415 - slow to load, and few requests need it

    parsed = phonenumbers.parse(client.phone, None)
    return {
        "name": (client.name,),
        "id": (client.id, client.referral_code),
        SensitiveField.EMAIL: (client.email,),
        SensitiveField.PHONE: (client.phone, str(parsed.national_number)),
    }


def searchable(client: Client) -> tuple[str, ...]:
    """All texts by which ``client`` is found; the phone number with and without its country."""
    return tuple(text for texts in searchable_by(client).values() for text in texts)


def matches(client: Client, wanted: ClientFilter) -> bool:
    """Whether a list cut by ``wanted`` shows this client."""
    return all(
        (
            wanted.kind in (None, client.kind),
            wanted.status in (None, client.status),
            wanted.group_id in (None, client.group_id),
            wanted.owner_ids is None or (client.owner_id or "") in wanted.owner_ids,
            wanted.referrer_id in (None, client.referrer_id),
            wanted.identity in (None, client.identity),
            wanted.tag is None or wanted.tag.casefold() in tags_of(client),
            wanted.since is None or client.registered_at >= wanted.since,
            wanted.until is None or client.registered_at < wanted.until,
        )
    )


def tags_of(client: Client) -> frozenset[str]:
    """All tags of ``client`` as they are compared."""
    every = (*client.tags, *client.private_tags, *client.system_tags)
    return frozenset(one.casefold() for one in every)

"""Which tags a client may have. Pure."""

from dataclasses import replace

from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Tagging
from chalicelib.clients.model.tags import MAX_CUSTOM_TAGS, SystemTag
from chalicelib.core.errors import Invalid


def tagged(client: Client, wanted: Tagging, offered: tuple[str, ...]) -> Client:
    """``client`` with the tags that are wanted; public ones in the broker's spelling.

    Raises:
        Invalid: ``tag_unknown`` (not in the broker's list and not had before), ``tag_twice``,
            ``tags_too_many`` with the ``limit``.
    """
    known = {one.casefold(): one for one in (*client.tags, *offered)}
    given = client.tags if wanted.public is None else wanted.public
    removed = {one.casefold() for one in wanted.removed}
    public: dict[str, str] = {}
    for name in (*given, *wanted.added):
        if name.casefold() not in known:
            raise Invalid("no such tag", code="tag_unknown", field="tags", tag=name)
        public[name.casefold()] = known[name.casefold()]
    kept = tuple(name for folded, name in public.items() if folded not in removed)
    private = client.private_tags if wanted.private is None else wanted.private
    _check_names(kept, private)
    return replace(client, tags=kept, private_tags=private)


def _check_names(public: tuple[str, ...], private: tuple[str, ...]) -> None:
    names = [one.casefold() for one in (*public, *private, *SystemTag)]
    if len(set(names)) < len(names):
        raise Invalid("this client has the tag already", code="tag_twice", field="tags")
    if len(public) + len(private) > MAX_CUSTOM_TAGS:
        raise Invalid(
            "too many tags on one client",
            code="tags_too_many",
            field="tags",
            limit=MAX_CUSTOM_TAGS,
        )

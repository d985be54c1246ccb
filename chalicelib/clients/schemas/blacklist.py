"""The blacklist as staff keep it."""

from typing import Annotated

from pydantic import Field, SerializationInfo, field_serializer

from chalicelib.clients.model.blacklist import (
    SENSITIVE_KEYS,
    BlacklistKey,
    BlacklistReason,
    EntryDraft,
)
from chalicelib.edge.schemas import Body, Instant, PageQuery, View, sensitive_shown


class BlacklistQuery(PageQuery):
    """Which entries to list; ``q`` finds by the beginning of a value or name."""

    q: Annotated[str, Field(max_length=100)] | None = None


class BlacklistForm(Body):
    """An entry: by what somebody is known, and what it keeps them from."""

    key: BlacklistKey
    value: Annotated[str, Field(min_length=1, max_length=254)]
    reason: BlacklistReason
    name: Annotated[str, Field(max_length=128)] = ""
    note: Annotated[str, Field(max_length=500)] = ""
    blocks_registration: bool = True
    blocks_accounts: bool = True

    def draft(self) -> EntryDraft:
        """The same for the use case."""
        return EntryDraft(
            key=self.key,
            value=self.value,
            reason=self.reason,
            name=self.name,
            note=self.note,
            blocks_registration=self.blocks_registration,
            blocks_accounts=self.blocks_accounts,
        )


class BlacklistEntryView(View):
    """An entry of the list; its value is as sensitive as what it is."""

    id: str
    key: BlacklistKey
    value: str
    reason: BlacklistReason
    name: str
    note: str
    blocks_registration: bool
    blocks_accounts: bool
    by_name: str
    at: Instant

    @field_serializer("value")
    def _value_shown(self, value: str, info: SerializationInfo) -> str:
        return sensitive_shown(SENSITIVE_KEYS[self.key], value, info)

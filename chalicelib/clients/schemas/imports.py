"""Files of clients and of blacklist entries: as they are sent."""

from typing import Annotated

from pydantic import Field

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.changes import MAX_PARTICIPANTS
from chalicelib.clients.model.imports import ClientImport
from chalicelib.edge.schemas import Body, LanguageCode
from chalicelib.edge.sheets import CsvText

_StaffId = Annotated[str, Field(max_length=60)]


class SheetForm(Body):
    """A table as text (RFC 4180); the first line names the columns."""

    csv: CsvText


class ClientImportForm(SheetForm):
    """A file of clients of one kind, and what holds for all of them."""

    kind: ClientKind
    owner_id: _StaffId | None = None
    participant_ids: Annotated[list[_StaffId], Field(max_length=MAX_PARTICIPANTS)] = Field(
        default_factory=list
    )
    group_id: Annotated[str, Field(max_length=60)] = ""
    source: Annotated[str, Field(max_length=80)] = ""
    language: LanguageCode = "en"
    tells: bool = True

    def wanted(self) -> ClientImport:
        """The same for the use case."""
        return ClientImport(
            kind=self.kind,
            owner_id=self.owner_id,
            participant_ids=tuple(self.participant_ids),
            group_id=self.group_id,
            source=self.source,
            language=self.language,
            tells=self.tells,
        )


class ImportQuery(Body):
    """Of which kind of client the columns are."""

    kind: ClientKind = ClientKind.TRADER

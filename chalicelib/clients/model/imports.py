"""Files of clients or of blacklist entries: what holds for all rows, and what is wrong with one."""

from dataclasses import field
from datetime import timedelta

from chalicelib.clients.model.kinds import ClientKind
from chalicelib.core.nouns import dataclass
from chalicelib.core.sheets import SheetRow

PART_ROWS = 25
"""How many rows are kept, and worked through, together."""
KEPT_FOR = timedelta(days=30)
"""How long rows that were refused can be fetched."""


@dataclass(frozen=True)
class ClientImport:
    """What holds for every client of a file; see `ClientDraft` for what each means."""

    kind: ClientKind
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    group_id: str = ""
    source: str = ""
    language: str = "en"
    tells: bool = True


@dataclass(frozen=True)
class BlacklistImport:
    """Entries of a blacklist: each row says everything itself."""


@dataclass(frozen=True)
class ImportPart:
    """Rows of a job, from ``number`` times `PART_ROWS` on; emptied as far as they are carried out.

    ``expires_at`` is in seconds of the epoch: what was refused is not kept for ever.
    """

    job_id: str
    number: int
    rows: tuple[SheetRow, ...] = field(repr=False)
    expires_at: int = 0
    version: int = 0

"""Rows that do not stay: the store deletes them by itself some time after they are over."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import N, Rows
from chalicelib.storage.wire import Item


@dataclass(frozen=True, kw_only=True)
class FadingRows(Rows[N]):
    """Rows that the store deletes by itself after the moment that ``fades_at`` gives."""

    fades_at: Callable[[N], datetime]

    def to_item(self, noun: N) -> Item:
        """See `Rows.to_item`."""
        return super().to_item(noun) | {"expires_at": int(self.fades_at(noun).timestamp())}

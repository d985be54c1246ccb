"""What a route says of itself."""

from typing import Any

from chalicelib.core.confirmation import Operation
from chalicelib.core.nouns import dataclass
from chalicelib.edge.auth import Access
from chalicelib.edge.schemas import Body


@dataclass(frozen=True)
class Declaration:
    """What a route says of itself; the OpenAPI document and the tests read it."""

    access: Access
    body: type[Body]
    query: type[Body]
    returns: Any
    status: int
    once: bool
    raw: bool
    summary: str
    confirms: Operation | None = None

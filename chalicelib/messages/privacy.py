"""What privacy tells itself and others. Ids only."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class CopyRequested(Message):
    """A client wants a copy of their data: it is to be packed."""

    NAME: ClassVar[str] = "privacy.copy_requested"

    client_id: str
    copy_id: str


@dataclass(frozen=True, kw_only=True)
class CopyReady(Message):
    """A client's copy of their data can be fetched."""

    NAME: ClassVar[str] = "privacy.copy_ready"

    client_id: str
    copy_id: str


@dataclass(frozen=True, kw_only=True)
class ErasureContinued(Message):
    """An erasure has come to ``step``, there to ``slice``: this one is next."""

    NAME: ClassVar[str] = "privacy.erasure_continued"

    client_id: str
    step: int
    slice: int


@dataclass(frozen=True, kw_only=True)
class ClientErased(Message):
    """Nothing that names the client is left, but what the law of the books keeps."""

    NAME: ClassVar[str] = "privacy.client_erased"

    client_id: str

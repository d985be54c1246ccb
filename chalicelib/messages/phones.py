"""What the phones capability tells: ids only, never a number."""

from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class TextDue(Message):
    """A text has been decided on and must be handed to the vendor."""

    NAME: ClassVar[str] = "phones.text_due"

    text_id: str

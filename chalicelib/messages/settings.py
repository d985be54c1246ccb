"""What the settings capability tells."""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class SettingChanged(Message):
    """A new version of a setting was agreed to; it is in force from ``effective_at`` on.

    The value itself is not told: whoever needs it asks, and gets the one in force then.
    """

    NAME: ClassVar[str] = "settings.setting_changed"
    key: str
    number: int
    effective_at: datetime


@dataclass(frozen=True, kw_only=True)
class SettingChangeProposed(Message):
    """A change waits for a second person."""

    NAME: ClassVar[str] = "settings.setting_change_proposed"
    key: str
    number: int
    by: str

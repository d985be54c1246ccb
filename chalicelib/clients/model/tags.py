"""Tags: words on clients. Public ones come from the broker's list, private ones are one client's.

System tags say what a client has done with live money and live accounts; nobody sets them by hand.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.setting import Setting

MAX_CUSTOM_TAGS = 30
MAX_TAG_LENGTH = 50


class SystemTag(StrEnum):
    """What a client has done."""

    DEPOSITED = "deposited"
    ACCOUNT_OPENED = "account_opened"
    TRADED = "traded"


TagName = Annotated[str, Field(min_length=1, max_length=MAX_TAG_LENGTH)]

PUBLIC_TAGS: Setting[tuple[str, ...]] = Setting(
    key="clients.public_tags",
    type=tuple[TagName, ...],
    default=(),
    group="clients",
)

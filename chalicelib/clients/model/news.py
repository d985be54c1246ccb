"""Who above a new client hears of them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class NewsReach(StrEnum):
    """How far up the news of a new downline goes."""

    NOBODY = "nobody"
    DIRECT = "direct"
    LEVELS = "levels"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class DownlineNews:
    """``levels`` counts with `NewsReach.LEVELS` alone: so many uplines hear, the nearest first."""

    reach: NewsReach = NewsReach.DIRECT
    levels: Annotated[int, Field(ge=1, le=100)] = 1


DOWNLINE_NEWS = Setting(
    key="clients.downline_news",
    type=DownlineNews,
    default=DownlineNews(),
    group="clients",
)

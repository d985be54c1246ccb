"""A promotional link, what is counted of it, and who came in by it."""

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

MOST_NAMED = 40


_Language = Literal["en", "zh", "ar"]
_Heading = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
_Text = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]


@dataclass(frozen=True)
class Banner:
    """What the broker says above the links that a client may share, by language; empty for nothing.

    Plain text: lines of ``text`` stay lines, and nothing in it is taken for markup.
    """

    heading: dict[_Language, _Heading] = field(default_factory=dict)
    text: dict[_Language, _Text] = field(default_factory=dict)


REFERRAL_BANNER = Setting(
    key="promotions.referral_banner", type=Banner, default=Banner(), group="partners"
)


class LinkTarget(StrEnum):
    """What somebody who follows a link registers as; the same words as kinds of clients."""

    TRADER = "trader"
    IB = "ib"


class Audience(StrEnum):
    """Who has a link in their portal: nobody, everybody who may refer, or those named."""

    OWN = "own"
    ALL = "all"
    NAMED = "named"


@dataclass(frozen=True)
class LinkDraft:
    """What staff say of a link.

    ``source`` is what clients who come by it are said to come from, ``group_id`` their group (empty
    for the default one), ``language`` what the pages open in (empty: as the visitor has it).
    ``landing_url`` is the broker's own page (empty: straight to the registration). An IB who came
    by it begins with the flexible scheme ``scheme_id``, if there is one.
    """

    name: str
    source: str
    target: LinkTarget
    audience: Audience
    named_ids: tuple[str, ...] = ()
    group_id: str = ""
    language: str = ""
    landing_url: str = ""
    scheme_id: str = ""
    active: bool = True


@dataclass(frozen=True)
class PromotionalLink:
    """A link under its ``code``, which is part of its address and never another link's.

    A deleted one counts for nothing and is kept for those who came by it.
    """

    id: str
    code: str
    draft: LinkDraft
    created_at: datetime
    created_by: str
    deleted_at: datetime | None = None
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether it leads somewhere and is anybody's source."""
        return self.draft.active and self.deleted_at is None


class Outcome(StrEnum):
    """What became of the registration of somebody who came by a link."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Came:
    """Somebody who came by a link: counted once, under the outcome that holds now.

    ``referrer_id`` is whose code was in the link, empty for the broker's own; ``day`` is that of
    the registration (UTC).
    """

    client_id: str
    link_id: str
    referrer_id: str
    day: date
    outcome: Outcome
    version: int = 0


@dataclass(frozen=True)
class Figures:
    """Counts of a link, or of one referrer's sharing of it."""

    clicks: int = 0
    pending: int = 0
    approved: int = 0
    rejected: int = 0

    @property
    def registrations(self) -> int:
        """Everybody who registered, whatever became of it."""
        return self.pending + self.approved + self.rejected


@dataclass(frozen=True)
class DayFigures:
    """The counts of one day; registrations stand at the day when they were made."""

    day: date
    figures: Figures


@dataclass(frozen=True)
class LinkSheet:
    """A link with its counts, the address to share, and what that is as a QR code by rows.

    ``names`` are of its named clients whom the reader may see; ``scheme_name`` of its scheme.
    """

    link: PromotionalLink
    figures: Figures
    url: str
    qr: tuple[str, ...] = ()
    days: tuple[DayFigures, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    scheme_name: str = ""


@dataclass(frozen=True)
class ReferrerFigures:
    """What one referrer has brought by sharing a link."""

    referrer_id: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Way:
    """Where a click leads: the broker's landing page, or the registration for ``target``."""

    target: LinkTarget = LinkTarget.TRADER
    language: str = ""
    landing_url: str = ""

"""What the routes of promotional links take and answer."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, LanguageCode, View
from chalicelib.promotions.model import (
    MOST_NAMED,
    Audience,
    DayFigures,
    Figures,
    LinkDraft,
    LinkSheet,
    LinkTarget,
)


class ClickForm(Body):
    """The code of a link that was followed, and the referral code in it."""

    code: Annotated[str, Field(max_length=80)]
    referral_code: Annotated[str, Field(max_length=40)] = ""


class ReferralBannerView(View):
    """What the broker says above a client's links, by language; both are empty for nothing."""

    heading: dict[str, str]
    text: dict[str, str]


class WayView(View):
    """Where to go on: to ``landing_url``, or without one to the registration as ``target``."""

    target: LinkTarget
    language: str
    landing_url: str


class LinkForm(Body):
    """What a link is: see the words of its fields in `LinkDraft`."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    source: Annotated[str, Field(min_length=1, max_length=80)]
    target: Annotated[LinkTarget, Field(strict=False)]
    audience: Annotated[Audience, Field(strict=False)]
    named_ids: Annotated[
        list[Annotated[str, Field(pattern=r"^[0-9]{8}$")]], Field(max_length=MOST_NAMED)
    ] = Field(default_factory=list)
    group_id: Annotated[str, Field(max_length=40)] = ""
    language: LanguageCode | None = None
    landing_url: Annotated[str, Field(max_length=500)] = ""
    flexible_scheme_id: Annotated[str, Field(max_length=40)] = ""
    active: bool = True

    def draft(self) -> LinkDraft:
        """The same for the use case."""
        return LinkDraft(
            name=self.name,
            source=self.source,
            target=self.target,
            audience=self.audience,
            named_ids=tuple(self.named_ids),
            group_id=self.group_id,
            language=self.language or "",
            landing_url=self.landing_url,
            scheme_id=self.flexible_scheme_id,
            active=self.active,
        )


class NewLinkForm(LinkForm):
    """A link that there is not yet, under its code."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$")]


class FiguresView(View):
    """Counts: clicks, and registrations by what became of them."""

    clicks: int
    registrations: int
    pending: int
    approved: int
    rejected: int

    @classmethod
    def of(cls, noun: Figures) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class DayFiguresView(View):
    """The counts of one day (UTC)."""

    day: date
    figures: FiguresView

    @classmethod
    def of(cls, noun: DayFigures) -> Self:
        """See `View.of`."""
        return cls(day=noun.day, figures=FiguresView.of(noun.figures))


class OwnLinkView(View):
    """A link that a client may share: its address has their referral code in it."""

    id: str
    name: str
    target: LinkTarget
    language: str
    url: str
    figures: FiguresView

    @classmethod
    def of(cls, noun: LinkSheet) -> Self:
        """See `View.of`."""
        return cls(**_shared(noun))


class OwnLinkSheetView(OwnLinkView):
    """The same with the QR code by rows, and the days on which something was counted."""

    qr: list[str]
    days: list[DayFiguresView]

    @classmethod
    def of(cls, noun: LinkSheet) -> Self:
        """See `View.of`."""
        return cls(**_shared(noun), **_drawn(noun))


class LinkRowView(View):
    """A link in the list of all."""

    id: str
    code: str
    name: str
    source: str
    target: LinkTarget
    audience: Audience
    language: str
    url: str
    active: bool
    deleted_at: Instant | None
    created_at: Instant
    created_by: str
    figures: FiguresView

    @classmethod
    def of(cls, noun: LinkSheet) -> Self:
        """See `View.of`."""
        return cls(**_row(noun))


class NamedClientView(View):
    """A client whom a link names; without a name where the reader does not see them."""

    id: str
    name: str


class LinkSchemeView(View):
    """The flexible scheme that IBs who come by a link begin with."""

    id: str
    name: str


class LinkSheetView(LinkRowView):
    """A link with all its settings, its QR code and its days."""

    group_id: str
    landing_url: str
    scheme: LinkSchemeView | None
    named: list[NamedClientView]
    qr: list[str]
    days: list[DayFiguresView]

    @classmethod
    def of(cls, noun: LinkSheet) -> Self:
        """See `View.of`."""
        draft = noun.link.draft
        scheme = LinkSchemeView(id=draft.scheme_id, name=noun.scheme_name)
        return cls(
            **_row(noun),
            **_drawn(noun),
            group_id=draft.group_id,
            landing_url=draft.landing_url,
            scheme=scheme if draft.scheme_id else None,
            named=[
                NamedClientView(id=one, name=noun.names.get(one, "")) for one in draft.named_ids
            ],
        )


class LinkReferrerView(View):
    """What one referrer has brought by a link."""

    referrer_id: str
    name: str
    figures: FiguresView


def _shared(noun: LinkSheet) -> dict[str, Any]:
    draft = noun.link.draft
    return {
        "id": noun.link.id,
        "name": draft.name,
        "target": draft.target,
        "language": draft.language,
        "url": noun.url,
        "figures": FiguresView.of(noun.figures),
    }


def _row(noun: LinkSheet) -> dict[str, Any]:
    link = noun.link
    return _shared(noun) | {
        "code": link.code,
        "source": link.draft.source,
        "audience": link.draft.audience,
        "active": link.draft.active,
        "deleted_at": link.deleted_at,
        "created_at": link.created_at,
        "created_by": link.created_by,
    }


def _drawn(noun: LinkSheet) -> dict[str, Any]:
    return {"qr": list(noun.qr), "days": [DayFiguresView.of(one) for one in noun.days]}

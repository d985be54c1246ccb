"""What readers of the bell send and get."""

from typing import Any, Literal, Self

from chalicelib.edge.schemas import Body, Instant, PageQuery, SummaryFacts, View
from chalicelib.notifications.service.bell import Told


class NotificationFilter(PageQuery):
    """Which notices to list."""

    state: Literal["read", "unread"] | None = None


class ReadForm(Body):
    """The only change a reader can make."""

    read: Literal[True]


class LinkView(View):
    """What a notice is about."""

    type: str
    id: str


class NotificationView(View):
    """One notice. The front end has the words for its ``code``."""

    id: str
    code: str
    facts: SummaryFacts
    link: LinkView | None
    at: Instant
    read: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        told: Told = noun
        shown = {name: getattr(told.item, name) for name in ("id", "code", "facts", "link", "at")}
        return cls.model_validate(shown | {"read": told.read})


class UnreadView(View):
    """How many notices are unread."""

    unread: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(unread=noun)

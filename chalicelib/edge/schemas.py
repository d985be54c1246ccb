"""The bases of requests and views, and the types they share: money, pages, query parts.

Models are built at their first use, not at import: a cold start serves one route, not ninety.
"""

from datetime import datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageRequest

I = TypeVar("I")  # noqa: E741 - one letter, as type variables are


class Body(BaseModel):
    """A request body or query: unknown fields are refused, text is trimmed, types are not bent."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        str_strip_whitespace=True,
        str_max_length=5000,
        frozen=True,
        defer_build=True,
    )


class View(BaseModel):
    """What is answered. `of` makes it from the noun; override where names differ."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_serialization_defaults_required=True,
        defer_build=True,
    )

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The view of ``noun``."""
        return cls.model_validate(noun)


class MoneyView(View):
    """An amount in whole units as exact text, with its currency."""

    amount: str = Field(examples=["12.50"])
    currency: str = Field(examples=["USD"])


def _money_in(value: Any) -> Any:
    if isinstance(value, Money):
        return MoneyView(amount=str(value), currency=value.currency)
    return value


MoneyOut = Annotated[MoneyView, BeforeValidator(_money_in)]
Instant = Annotated[datetime, PlainSerializer(iso, return_type=str)]
AmountText = Annotated[str, Field(max_length=40, examples=["12.50"])]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3,5}$", examples=["USD"])]
LanguageCode = Annotated[str, Field(pattern=r"^(en|zh|ar)$", examples=["en"])]
Email = Annotated[str, Field(max_length=254, examples=["lin@example.com"])]


class PageView(View, Generic[I]):
    """One page of a list; ``next_cursor`` is null on the last."""

    items: list[I]
    next_cursor: str | None = None


class ItemsView(View, Generic[I]):
    """A whole short list."""

    items: list[I]


class Nothing(Body):
    """No body, no query."""


class PageQuery(Body):
    """The query of every list."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    limit: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE
    cursor: Annotated[str, Field(max_length=600)] | None = None

    @property
    def page(self) -> PageRequest:
        """The page that is asked for."""
        return PageRequest(self.limit, self.cursor)

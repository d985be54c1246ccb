"""The bases of requests and views, and the types they share: money, pages, query parts.

Models are built at their first use, not at import: a cold start serves one route, not ninety.
"""

from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)
from pydantic_core import core_schema

from chalicelib.core import filters
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageRequest
from chalicelib.core.veil import CLEAR, SensitiveField, Veil

I = TypeVar("I")  # noqa: E741 - one letter, as type variables are


class Body(BaseModel):
    """A request body or query: unknown fields are refused, text is trimmed, types are not bent."""

    model_config = filters.AS_SENT


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


class OfClient(View):
    """A view about one client, whom ``whose`` leads to: what it shows hangs on their group too."""

    whose: ClassVar[str] = "client_id"

    @property
    def of_whom(self) -> str:
        """The client's id; empty where it is about none."""
        return str(attrgetter(self.whose)(self) or "")

    @model_serializer(mode="wrap")
    def _seen(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo):  # type: ignore[no-untyped-def]
        context = info.context or {}
        if "sight" not in context:
            return handler(self)
        before = context["veil"]
        context["veil"] = context["sight"].of(self.of_whom)
        try:
            return handler(self)
        finally:
            context["veil"] = before


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
CurrencyCode = filters.CurrencyCode
LanguageCode = Annotated[str, Field(pattern=r"^(en|zh|ar)$", examples=["en"])]
# As it was typed: white space at its ends is part of a password, though all other text is trimmed.
Password = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=False)]
SlideToken = Annotated[str, Field(max_length=120)]
Email = Annotated[str, Field(max_length=254, examples=["lin@example.com"])]


def _veil(info: SerializationInfo) -> Veil:
    veil: Veil = (info.context or {}).get("veil", CLEAR)
    return veil


@dataclass(frozen=True)
class Sensitive:
    """Marks a text in a view as carrying ``of``: rendered as the veil of whoever asks lets it.

    Rendering is the one place where veils are drawn, so a list, a detail, a search result and an
    export that use the view cannot differ.
    """

    of: SensitiveField

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """The schema of the text, serialised through the veil."""

        def shown(text: str, info: SerializationInfo) -> str:
            return _veil(info).text(self.of, text)

        schema: dict[str, Any] = {**handler(source)}
        schema["serialization"] = core_schema.plain_serializer_function_ser_schema(
            shown, info_arg=True, return_schema=core_schema.str_schema()
        )
        return schema

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A text that says what it carries."""
        return {**handler(schema), "x-sensitive": self.of.value}


def _facts_shown(facts: dict[str, Any], info: SerializationInfo) -> dict[str, Any]:
    return _veil(info).facts(facts)


def fact_shown(name: str, value: str, info: SerializationInfo) -> str:
    """The fact called ``name``, rendered as the veil of whoever asks lets it."""
    return str(_veil(info).facts({name: value})[name])


def sensitive_shown(of: SensitiveField, text: str, info: SerializationInfo) -> str:
    """``text``, which carries ``of``, rendered as the veil of whoever asks lets it."""
    return _veil(info).text(of, text)


def _payout_fields_shown(fields: dict[str, str], info: SerializationInfo) -> dict[str, str]:
    veil = _veil(info)
    return {key: veil.text(SensitiveField.WITHDRAWAL_DETAILS, text) for key, text in fields.items()}


ClientEmail = Annotated[str, Sensitive(SensitiveField.EMAIL)]
ClientPhone = Annotated[str, Sensitive(SensitiveField.PHONE)]
ClientNationality = Annotated[str, Sensitive(SensitiveField.NATIONALITY)]
ClientAddress = Annotated[str, Sensitive(SensitiveField.IP_ADDRESS)]
# The place of an address tells about as much as the address.
ClientPlace = Annotated[str, Sensitive(SensitiveField.IP_ADDRESS)]
PayoutLabel = Annotated[str, Sensitive(SensitiveField.WITHDRAWAL_DETAILS)]
PayoutFields = Annotated[
    dict[str, str], PlainSerializer(_payout_fields_shown, return_type=dict[str, str])
]
# Facts by name: those whose names stand for something sensitive are rendered like it.
Facts = Annotated[dict[str, Any], PlainSerializer(_facts_shown, return_type=dict[str, Any])]
SummaryFacts = Annotated[
    dict[str, str | int], PlainSerializer(_facts_shown, return_type=dict[str, str | int])
]


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

"""What a list can be cut by, whether it is read page by page or written to a file.

Owns: the base of all filters, periods, types that several lists take, and what each filter takes
when somebody gives it something else. A list's query and the export of that list are made of the
same filters, so neither takes what the other refuses.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from chalicelib.core.clock import whole_milliseconds

AS_SENT = ConfigDict(
    extra="forbid",
    strict=True,
    str_strip_whitespace=True,
    str_max_length=5000,
    frozen=True,
    defer_build=True,
)
"""Unknown fields are refused, text is trimmed, types are not bent; built at the first use."""

CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3,5}$", examples=["USD"])]
ClientNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]{7}$", examples=["10000001"])]
Login = Annotated[int, Field(ge=1, le=10**18, examples=["1000123"])]


class Filters(BaseModel):
    """What a list is cut by; each is given as a text, under its name in the list's query."""

    model_config = AS_SENT


class Period(Filters):
    """``from`` and ``to`` are times, or whole days (UTC); a day given as ``to`` is included."""

    model_config = ConfigDict(populate_by_name=True)

    since: AwareDatetime | date | None = Field(None, alias="from")
    until: AwareDatetime | date | None = Field(None, alias="to")

    @property
    def since_at(self) -> datetime | None:
        """The first moment of the period."""
        return _moment(self.since)

    @property
    def until_at(self) -> datetime | None:
        """The first moment after the period."""
        until = _moment(self.until)
        if until is not None and not isinstance(self.until, datetime):
            return until + timedelta(days=1)
        return until


def _moment(given: date | None) -> datetime | None:
    if given is None:
        return None
    if isinstance(given, datetime):
        return whole_milliseconds(given)
    return datetime.combine(given, time(), UTC)


def problems(fault: ValidationError, model: type[BaseModel]) -> list[dict[str, Any]]:
    """What is wrong with the filters that ``model`` did not take: each filter once, by its name.

    ``facts`` say what it takes: ``takes`` is ``choice`` (with ``choices``), ``yes_no``, ``moment``,
    ``day``, ``number`` (with ``least``), ``like`` (with ``example``) or ``text`` (with
    ``at_most`` characters). A filter that there is not has none.
    """
    schema = model.model_json_schema()
    found: dict[str, dict[str, Any]] = {}
    for error in fault.errors(include_url=False, include_input=False, include_context=False):
        name = str(error["loc"][0]) if error["loc"] else ""
        facts = taken(schema, name)
        said = {"field": name or None, "problem": error["type"], "hint": error["msg"]}
        found.setdefault(name, said | {"facts": facts} if facts else said)
    return list(found.values())


def taken(schema: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the filter ``name`` takes, by the JSON schema of all; empty if there is none."""
    shapes = list(_shapes(schema.get("properties", {}).get(name, {}), schema.get("$defs", {})))
    merged: dict[str, Any] = {}
    for shape in reversed(shapes):
        merged |= shape
    formats = {shape.get("format") for shape in shapes}
    if choices := merged.get("enum") or ([merged["const"]] if "const" in merged else []):
        return {"takes": "choice", "choices": choices}
    if formats & {"date-time", "date"}:
        return {"takes": "moment" if "date-time" in formats else "day"}
    match merged.get("type"):
        case "boolean":
            return {"takes": "yes_no"}
        case "integer":
            return {"takes": "number", "least": merged.get("minimum", 0)}
        case "string" if "examples" in merged:
            return {"takes": "like", "example": str(merged["examples"][0])}
        case "string":
            return {"takes": "text", "at_most": merged["maxLength"]}
    return {}


def _shapes(schema: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The alternatives of a filter that may be left out."""
    if "$ref" in schema:
        schema = named[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _shapes(one, named)
    elif schema and schema.get("type") != "null":
        yield schema

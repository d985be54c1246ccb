"""In which formats each list is written, and what its filters say. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from chalicelib.core.filters import Filters, problems
from chalicelib.reports.model import (
    ExportFormat,
    ExportKind,
    FilterMalformed,
    FilterMissing,
    FilterUnknown,
    FormatUnknown,
)

F = TypeVar("F", bound=Filters)

_LISTS = (ExportFormat.CSV, ExportFormat.XLSX)
_DOCUMENTS = (ExportFormat.PDF, ExportFormat.XLSX)
_REFUSALS = {"extra_forbidden": FilterUnknown, "missing": FilterMissing}


def check_format(kind: ExportKind, wanted: ExportFormat) -> None:
    """Whether this list is written in that format.

    Raises:
        FormatUnknown: it is not.
    """
    formats = _DOCUMENTS if kind is ExportKind.COMMISSION_STATEMENT else _LISTS
    if wanted not in formats:
        raise FormatUnknown(
            "not in this format", field="format", formats=[one.value for one in formats]
        )


def given(filters: Mapping[str, str]) -> dict[str, str]:
    """``filters`` without what is empty."""
    return {name: value for name, value in filters.items() if value}


def taken(shape: type[F], filters: Mapping[str, str]) -> F:
    """``filters`` as the list that has this shape takes them.

    Raises:
        FilterUnknown, FilterMissing, FilterMalformed: of the first at fault; the fact ``errors``
            has all of them, each with its field and what it takes.
    """
    try:
        return shape.model_validate_strings(given(filters))
    except ValidationError as fault:
        errors = [one | {"field": f"filters.{one['field']}"} for one in problems(fault, shape)]
        first = errors[0]
        refusal = _REFUSALS.get(first["problem"], FilterMalformed)
        facts = first.get("facts", {})
        raise refusal(first["hint"], field=first["field"], errors=errors, **facts) from fault

"""What can be cut to a period, lists and sums: two moments, or two whole days."""

from chalicelib.core import filters
from chalicelib.edge.schemas import Body, PageQuery


class Period(filters.Period, Body):
    """The period of what is added up."""


class PeriodQuery(filters.Period, PageQuery):
    """A list of what is in the period."""

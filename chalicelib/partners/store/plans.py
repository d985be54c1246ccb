"""Rows of plans: a short list of heads per kind, and the versions of each plan."""

from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.plans import PlanKind
from chalicelib.partners.model.versions import PlanHead, PlanVersion, kind_of
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("partners")
_SHOWN = 100


def _number(number: int) -> str:
    return f"VERSION#{number:08d}"


_HEADS = Rows(_TABLE, PlanHead, lambda head: Key(f"PLANS#{head.kind}", head.id))
_VERSIONS = Rows(_TABLE, PlanVersion, lambda one: Key(f"PLAN#{one.plan_id}", _number(one.number)))


def heads(kind: PlanKind, request: PageRequest) -> Page[PlanHead]:
    """The plans of a kind, the newest first."""
    return _HEADS.page(Range(f"PLANS#{kind}"), request)


def head(plan_id: str) -> PlanHead | None:
    """One plan as of now, or None."""
    kind = kind_of(plan_id)
    return None if kind is None else _HEADS.find(Key(f"PLANS#{kind}", plan_id))


def add_head(unit: Unit, new: PlanHead) -> PlanHead:
    """Store a new plan."""
    return _HEADS.insert(unit, new, Stale("a plan's id came twice"))


def change_head(unit: Unit, before: PlanHead, after: PlanHead) -> PlanHead:
    """Store a plan in place of the one read."""
    return _HEADS.change(unit, before, after)


def require_head(unit: Unit, head: PlanHead) -> None:
    """Let ``unit`` fail if the plan is no longer as it was read."""
    _HEADS.require(unit, head)


def version(plan_id: str, number: int) -> PlanVersion:
    """One version.

    Raises:
        NotFound: there is none of that number.
    """
    return _VERSIONS.get(Key(f"PLAN#{plan_id}", _number(number)))


def versions(plan_id: str) -> list[PlanVersion]:
    """The newest hundred versions of a plan, newest first."""
    return _VERSIONS.all(Range(f"PLAN#{plan_id}", prefix="VERSION#"), _SHOWN)


def add_version(unit: Unit, new: PlanVersion) -> PlanVersion:
    """Store a new version."""
    return _VERSIONS.insert(unit, new, Stale("the plan has just been changed"))


def change_version(unit: Unit, before: PlanVersion, after: PlanVersion) -> PlanVersion:
    """Store what became of a version."""
    return _VERSIONS.change(unit, before, after)

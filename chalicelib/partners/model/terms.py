"""What an introducing broker works by: tier, schemes, and since when.

A tier is a place in one rank structure: where the tree is under another structure it does not
count, and has to be given anew.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import FixedScheme, FlexibleScheme, RankStructure


class Origin(StrEnum):
    """Who gave somebody their terms."""

    DEFAULT = "default"
    STAFF = "staff"
    RULE = "rule"


@dataclass(frozen=True)
class Step:
    """Terms from ``since`` on, until the next step.

    ``scheme_id`` is the fixed scheme of the whole tree, at its top alone; ``tier`` a place in
    ``structure_id``, 1 for the lowest. Empty texts are for none.
    """

    since: datetime
    scheme_id: str = ""
    structure_id: str = ""
    tier: int | None = None
    flexible_id: str = ""
    origin: Origin = Origin.STAFF
    by_id: str = ""
    by_name: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Terms:
    """All steps of one client, in the order of time; those of the past are never altered."""

    client_id: str
    steps: tuple[Step, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class TermsChange:
    """What staff want to change; None leaves as it is, the empty text and tier 0 are for none.

    With ``resets_tiers`` it is understood that all tiers of the tree have to be given anew.
    """

    scheme_id: str | None = None
    tier: int | None = None
    flexible_id: str | None = None
    effective_at: datetime | None = None
    resets_tiers: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Covering:
    """The tree's scheme as it covers one client: whose tree it is, and what is in force there."""

    top_id: str = ""
    scheme_id: str = ""
    scheme: FixedScheme | None = None
    ranks: RankStructure | None = None

    @property
    def structure_id(self) -> str:
        """The rank structure that tiers of this tree are of; empty for none."""
        return self.scheme.rank_structure_id if self.scheme else ""


@dataclass(frozen=True)
class TermsSheet:
    """The terms of one client with what they mean, as of ``at``.

    ``plan_names`` are of the schemes in ``steps``; ``tier_names`` are by rank structure. Both are
    for staff and empty for the client's own sheet.
    """

    client_id: str
    is_ib: bool
    covering: Covering
    top_name: str
    step: Step | None
    tier: int | None
    flexible: FlexibleScheme | None
    at: datetime
    steps: tuple[Step, ...] = field(default_factory=tuple)
    plan_names: Mapping[str, str] = field(default_factory=dict)
    tier_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_top(self) -> bool:
        """Whether the tree's scheme is given here."""
        return self.covering.top_id == self.client_id

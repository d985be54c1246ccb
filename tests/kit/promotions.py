"""Promotional links for tests, made by a member of staff who may."""

from dataclasses import replace
from itertools import count
from typing import Any

from chalicelib.core.actor import Actor
from chalicelib.core.permissions import Permission
from chalicelib.promotions.model import Audience, Figures, LinkDraft, LinkSheet, LinkTarget
from chalicelib.promotions.service import links
from tests.kit.clients import command
from tests.kit.plans import ANN

_numbers = count(1)
MAYA: Actor = replace(
    ANN, id="stf_maya", name="Maya", permissions=frozenset({Permission.UPDATE_COMMISSION_TERMS})
)


def draft(**changes: Any) -> LinkDraft:
    """A link to the registration of traders that everybody who may refer can share."""
    plain = LinkDraft("Spring", "spring campaign", LinkTarget.TRADER, Audience.ALL)
    return replace(plain, **changes)


def link(code: str = "", by: Actor = MAYA, **changes: Any) -> LinkSheet:
    """The same, made."""
    return links.create(by, code or f"spring-{next(_numbers)}", draft(**changes), command())


def figures(sheet: LinkSheet) -> Figures:
    """What a link has brought by now."""
    return links.sheet(MAYA, sheet.link.id).figures


def form(**changes: Any) -> dict[str, Any]:
    """A link as the back office sends it."""
    plain: dict[str, Any] = {
        "code": f"summer-{next(_numbers)}",
        "name": "Summer",
        "source": "summer campaign",
        "target": "trader",
        "audience": "all",
    }
    return plain | changes

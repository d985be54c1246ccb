"""Every page of both applications, and where to see it with something on it.

Owns the one table of pages; a test compares it with the routers, so that a new page cannot be
forgotten. `$names` are filled in from what the story has left behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
App = Literal["portal", "desk"]

SIGNED_OUT: dict[App, tuple[str, ...]] = {
    "portal": (
        "/sign-in",
        "/forgot-password",
        "/register",
        "/keep-email",
        "/visit",
    ),
    "desk": ("/sign-in", "/forgot-password"),
}
SIGNED_IN: dict[App, tuple[str, ...]] = {
    "portal": (
        "/",
        "/accounts",
        "/accounts/new",
        "/accounts/bind",
        "/accounts/$accountId",
        "/funds/deposit",
        "/funds/deposits/$depositId",
        "/funds/transfer",
        "/funds/transfers/$transferId",
        "/funds/withdraw",
        "/funds/withdrawal-details",
        "/profile/registration",
        "/profile/data",
        "/funds/statement",
        "/funds/wallets",
        "/funds/wallets/$currency",
        "/funds/transactions",
        "/funds/entry?id=$entryId",
        "/funds/requests",
        "/funds/requests/$requestId",
        "/tickets",
        "/tickets/new",
        "/notifications",
        "/profile",
        "/profile/verification",
        "/become-ib",
        "/clients",
        "/clients/reports",
        "/clients/requests",
        "/clients/tree",
        "/commissions",
        "/links",
        "/passing",
    ),
    "desk": (
        "/",
        "/approvals",
        "/approvals/times",
        "/approvals/$requestId",
        "/clients",
        "/clients/new",
        "/clients/import",
        "/clients/$clientId",
        "/tickets",
        "/tasks",
        "/messages",
        "/clients/jobs",
        "/clients/jobs/$jobId",
        "/blacklist",
        "/blacklist/import",
        "/accounts",
        "/accounts/unknown",
        "/accounts/symbols",
        "/accounts/$accountId",
        "/accounts/import",
        "/batches",
        "/batches/$batchId",
        "/wallets",
        "/wallets/$clientId/$currency",
        "/entries/$entryId",
        "/ledger",
        "/reconciliation",
        "/reconciliation/$breakId",
        "/providers",
        "/unmatched",
        "/payouts",
        "/rates",
        "/tiers",
        "/commission-reviews",
        "/commission-report",
        "/transactions",
        "/commission-plans",
        "/commission-plans/$kind/$planId",
        "/commissions",
        "/promotional-links",
        "/claw-backs",
        "/recalculations",
        "/simulations",
        "/staff",
        "/staff/team",
        "/roles",
        "/roles/compare",
        "/roles/$roleId",
        "/message-templates",
        "/message-templates/$event",
        "/audit",
        "/client-logins",
        "/staff-logins",
        "/mails",
        "/exports",
        "/settings",
        "/settings/$settingKey",
        "/approval-processes",
        "/parked-events",
        "/profile",
        "/notifications",
    ),
}
# Seen in stories of their own: `test_commissions`, whose reader must have brought a trader,
# `test_tiers`, `test_ticket`, `test_task` and `test_promotional_links`.
ELSEWHERE: dict[App, tuple[str, ...]] = {
    "portal": ("/commissions/$deal", "/tickets/$ticketId", "/links/$linkId", "/join/$code"),
    "desk": (
        "/recalculations/$runId",
        "/simulations/$runId",
        "/commissions/$deal",
        "/tickets/$ticketId",
        "/tasks/$taskId",
        "/tiers/$structureId",
        "/promotional-links/$linkId",
    ),
}
CLIENT_TABS = (
    "accounts",
    "wallets",
    "transactions",
    "requests",
    "details",
    "tickets",
    "tasks",
    "logins",
    "mails",
    "audit",
    "referral",
    "kyc",
    "registration",
    "comments",
    "commissions",
)
# Settings whose editors are more than a line.
DESIGNED = (
    "clients.groups",
    "clients.public_tags",
    "clients.agreements",
    "clients.registration_form.trader",
)


@dataclass(frozen=True)
class Place:
    """A page at an address."""

    app: App
    path: str
    signed_in: bool = True

    def __str__(self) -> str:
        """As it stands in the report of a test."""
        return f"{self.app}{self.path}"

    def address(self, names: dict[str, str]) -> str:
        """The path with its names filled in."""
        quoted = {name: quote(text, safe="") for name, text in names.items()}
        return Template(self.path).substitute(quoted)


def every_place() -> list[Place]:
    """All pages, a client's tabs, editors of settings, and an address at which there is nothing."""
    apps: tuple[App, ...] = ("portal", "desk")
    return [
        *(Place(app, path, signed_in=False) for app in apps for path in SIGNED_OUT[app]),
        *(Place(app, path) for app in apps for path in (*SIGNED_IN[app], "/nowhere")),
        *(Place("desk", f"/clients/$clientId?tab={tab}") for tab in CLIENT_TABS),
        *(Place("desk", f"/settings/{key}") for key in DESIGNED),
    ]


def routed(app: App) -> set[str]:
    """The addresses that the application's router knows."""
    source = (ROOT / f"frontend/src/{app}/router/routes.tsx").read_text(encoding="utf-8")
    return set(re.findall(r"(?:\bpath:|\binside\()\s*'(/[^']*)'(?! as)", source))

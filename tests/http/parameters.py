"""The one table of what stands in paths and bodies for something of a client's, or of the broker's.

A new path parameter, and a new body member that names a thing by its id, must be entered here
before a route may have it; the tests say so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.http.contract import Ids, Route
from tests.http.world import Party, World, unique
from tests.kit import trading
from tests.kit.promotions import form as link_form
from tests.kit.trading import SERVER

SETTING = "approvals.deadline_hours.deposit"


class Whose(StrEnum):
    """Whom a thing belongs to, and so for whom it exists."""

    CLIENT = "a client: for themself, and for staff whose scope has them"
    READER = "whoever reads: for nobody else"
    BROKER = "the broker: for all staff with the permission"
    COMPANY = "the broker: for staff with the permission who see the whole company"
    PUBLIC = "nobody"


@dataclass(frozen=True)
class Parameter:
    """What a name in a path stands for; ``of_broker`` gives one where it is no client's."""

    whose: Whose
    of_broker: Callable[[World], str] | None = None


def _first(world: World, path: str) -> str:
    return str(world.done(world.owner.get(path)).body["items"][0]["id"])


def slide(world: World, face: str) -> str:
    """A slide puzzle that nobody has solved."""
    drawn = world.anyone.post(f"/api/{face}/slides", {"purpose": "sign_in"})
    return str(world.done(drawn).body["id"])


def ranks_form() -> dict[str, Any]:
    """A rank structure to propose."""
    return {"plan": {"name": unique("Metals"), "tiers": ["Bronze", "Silver"]}}


def rank_plan(world: World) -> str:
    """A rank structure that waits to be agreed to."""
    path = "/api/desk/commission-plans/rank_structure"
    return str(world.done(world.owner.post(path, ranks_form())).body["id"])


def promotional_link(world: World) -> str:
    """A link that everybody who may refer can share."""
    path = "/api/desk/promotional-links"
    return str(world.done(world.owner.post(path, link_form())).body["id"])


SPAN = {"server_id": SERVER, "since": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z"}


def referred(world: World) -> str:
    """A client whom somebody has referred."""
    client_id = world.newcomer().id
    wanted = {"referrer": world.newcomer().id, "bring_downlines": True}
    path = f"/api/desk/clients/{client_id}/referrer"
    world.done(world.kay.call("PUT", path, wanted))
    return client_id


def planned_move(world: World) -> str:
    """A client who will have no referrer one day."""
    client_id = referred(world)
    body = {"referrer": None, "bring_downlines": True, "effective_at": "2031-01-01T00:00:00Z"}
    world.done(world.kay.post(f"/api/desk/clients/{client_id}/moves", body))
    return client_id


def recalculation(world: World) -> str:
    """Past deals that are looked at anew."""
    return str(world.done(world.owner.post("/api/desk/recalculations", SPAN)).body["id"])


def simulation(world: World) -> str:
    """A plan that is tried on past deals."""
    body = {**SPAN, "plan_id": rank_plan(world)}
    return str(world.done(world.owner.post("/api/desk/simulations", body)).body["id"])


_CLIENTS = Parameter(Whose.CLIENT)
PARAMETERS: dict[tuple[str, str], Parameter] = {
    ("desk", "account_id"): _CLIENTS,
    ("desk", "client_id"): _CLIENTS,
    ("desk", "break_id"): _CLIENTS,
    ("desk", "repair_id"): _CLIENTS,
    ("desk", "blacklisted_id"): Parameter(Whose.BROKER, lambda world: world.blacklist()),
    ("desk", "comment_id"): Parameter(Whose.READER, lambda _: "log_nobodys"),
    ("desk", "currency"): Parameter(Whose.PUBLIC, lambda _: "USD"),
    ("desk", "deal_key"): _CLIENTS,
    ("desk", "deposit_id"): _CLIENTS,
    ("desk", "details_id"): _CLIENTS,
    ("desk", "entry_id"): _CLIENTS,
    ("desk", "event"): Parameter(Whose.BROKER, lambda _: "deposit_approved"),
    ("desk", "export_id"): Parameter(Whose.READER, lambda world: world.export()),
    ("desk", "file_id"): _CLIENTS,
    ("desk", "batch_id"): Parameter(Whose.READER, lambda world: world.batch()),
    ("desk", "job_id"): Parameter(Whose.READER, lambda world: world.job()),
    ("desk", "key"): Parameter(Whose.BROKER, lambda _: SETTING),
    ("desk", "link_id"): Parameter(Whose.BROKER, promotional_link),
    ("desk", "list_name"): Parameter(Whose.PUBLIC, lambda _: "desk.clients"),
    ("desk", "kind"): Parameter(Whose.PUBLIC, lambda _: "rank_structure"),
    ("desk", "language"): Parameter(Whose.PUBLIC, lambda _: "en"),
    ("desk", "mail_id"): _CLIENTS,
    ("desk", "notification_id"): Parameter(
        Whose.READER, lambda world: _first(world, "/api/desk/notifications")
    ),
    ("desk", "parked_id"): Parameter(Whose.BROKER, lambda world: world.park()),
    ("desk", "payout_id"): _CLIENTS,
    ("desk", "plan_id"): Parameter(Whose.BROKER, rank_plan),
    ("desk", "recalculation_id"): Parameter(Whose.COMPANY, recalculation),
    ("desk", "simulation_id"): Parameter(Whose.COMPANY, simulation),
    ("desk", "record_id"): _CLIENTS,
    ("desk", "request_id"): _CLIENTS,
    ("desk", "review_id"): _CLIENTS,
    ("desk", "role_id"): Parameter(Whose.BROKER, lambda world: world.powerful),
    ("desk", "server_id"): Parameter(Whose.BROKER, lambda _: trading.SERVER),
    ("desk", "session_id"): Parameter(
        Whose.READER, lambda world: _first(world, "/api/desk/sessions")
    ),
    ("desk", "settlement_id"): _CLIENTS,
    ("desk", "slide_id"): Parameter(Whose.PUBLIC, lambda world: slide(world, "desk")),
    ("desk", "staff_id"): Parameter(Whose.BROKER, lambda world: world.keeper.id),
    ("desk", "task_id"): _CLIENTS,
    ("desk", "ticket_id"): _CLIENTS,
    ("desk", "unmatched_id"): Parameter(Whose.COMPANY, lambda world: world.stray()),
    ("desk", "upgrade_id"): _CLIENTS,
    ("desk", "withdrawal_id"): _CLIENTS,
    ("hooks", "text_id"): Parameter(Whose.PUBLIC, lambda _: "txt_nobodys"),
    ("portal", "account_id"): _CLIENTS,
    ("portal", "client_id"): _CLIENTS,
    ("portal", "code"): Parameter(Whose.PUBLIC, lambda _: "NOBODYS1"),
    ("portal", "copy_id"): _CLIENTS,
    ("portal", "currency"): Parameter(Whose.PUBLIC, lambda _: "USD"),
    ("portal", "deal_key"): _CLIENTS,
    ("portal", "deposit_id"): _CLIENTS,
    ("portal", "details_id"): _CLIENTS,
    ("portal", "entry_id"): _CLIENTS,
    ("portal", "file_id"): _CLIENTS,
    ("portal", "link_id"): Parameter(Whose.PUBLIC, promotional_link),
    ("portal", "notification_id"): _CLIENTS,
    ("portal", "request_id"): _CLIENTS,
    ("portal", "session_id"): _CLIENTS,
    ("portal", "statement_id"): _CLIENTS,
    ("portal", "slide_id"): Parameter(Whose.PUBLIC, lambda world: slide(world, "portal")),
    ("portal", "ticket_id"): _CLIENTS,
    ("portal", "sub_broker_id"): Parameter(Whose.READER, lambda _: "00000000"),
    ("portal", "transfer_id"): _CLIENTS,
    ("portal", "withdrawal_id"): _CLIENTS,
}

# What bodies name: something of a client's with the ids that a stranger must not use, or not.
Named = Callable[[Party], list[str]]
BODY_MEMBERS: dict[str, Named | None] = {
    "account_id": lambda party: party.ids["account_id"],
    "details_id": lambda party: party.ids["details_id"],
    "proof": lambda party: party.ids["file_id"],
    "account_type_id": None,
    "assignee_id": None,
    "category_id": None,
    "client_id": None,
    "file_id": lambda party: party.ids["file_id"],
    "fixed_scheme_id": None,
    "flexible_scheme_id": None,
    "form_id": None,
    "group_id": None,
    "method_id": None,
    "owner_id": None,
    "passkey_id": None,
    "plan_id": None,
    "provider_id": None,
    "rank_structure_id": None,
    "role_id": None,
    "server_id": None,
    "source_id": None,
    "supervisor_id": None,
    "symbol_group_id": None,
}


def unmapped(route: Route) -> list[str]:
    """The parameters of ``route`` that the table does not know."""
    return [name for name in route.parameters if (route.face, name) not in PARAMETERS]


def names_of_clients(route: Route) -> list[str]:
    """The parameters of ``route`` that stand for something of a client's."""
    return [n for n in route.parameters if PARAMETERS[route.face, n].whose is Whose.CLIENT]


def ids_of(world: World, route: Route, party: Party) -> Ids:
    """Ids for a request about ``party`` that reaches something."""
    found: Ids = {}
    for name in route.parameters:
        of_broker = PARAMETERS[route.face, name].of_broker
        found[name] = party.first[name] if of_broker is None else of_broker(world)
    return found


def every_id(world: World, route: Route, party: Party) -> list[Ids]:
    """The same for each id of the last client's thing in the path."""
    last = names_of_clients(route)[-1]
    return [ids_of(world, route, party) | {last: one} for one in party.ids[last]]


def named_in(schema: dict[str, Any]) -> set[str]:
    """The members of a body that name a thing by its id."""
    every = [schema, *schema.get("$defs", {}).values()]
    return {name for part in every for name in part.get("properties", {}) if name.endswith("_id")}

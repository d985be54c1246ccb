"""Roles: making, changing and deleting them. Nobody shapes a role beyond what they have."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.staff import RoleChanged
from chalicelib.staff import rules, store
from chalicelib.staff.model import DataScope, NotificationScope, Role, RoleDraft
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def role(role_id: str) -> Role:
    """One role.

    Raises:
        NotFound: no such role.
    """
    return store.role(role_id)


def roles(page: PageRequest) -> Page[Role]:
    """All roles, by name."""
    return store.roles(page)


def role_names(role_ids: Iterable[str]) -> dict[str, str]:
    """See `public.role_names`."""
    return {one.id: one.name for one in store.roles_with(role_ids)}


def add_role(actor: Actor, draft: RoleDraft, command: Command | None = None) -> Role:
    """See `public.add_role`; settles ``command``, if there is one, with the role."""

    def work(unit: Unit) -> Role:
        new = Role(
            id=unit.ids.new("rol", unit.now),
            name=draft.name,
            description=draft.description,
            permissions=draft.permissions,
            scope=draft.scope,
            veil=draft.veil,
            notification_scope=draft.notification_scope,
            created_at=unit.now,
        )
        rules.check_reach(actor, new)
        audit.record(unit, "role_added", "role", new.id, after=_facts(new))
        stored = store.add_role(unit, new)
        if command is not None:
            command.settle(unit, stored)
        return stored

    return ports.transact(actor, work)


def change_role(actor: Actor, role_id: str, shape: Callable[[Role], RoleDraft]) -> Role:
    """Let a role be as ``shape`` makes it of what it is.

    Raises:
        NotFound. Forbidden: ``system_role``, ``role_beyond_own``. Conflict: ``role_name_taken``.
    """

    def work(unit: Unit) -> Role:
        before = store.role(role_id)
        wanted = shape(before)
        after = replace(
            before,
            name=wanted.name,
            description=wanted.description,
            permissions=wanted.permissions,
            scope=wanted.scope,
            veil=wanted.veil,
            notification_scope=wanted.notification_scope,
        )
        rules.check_shapeable(before)
        for one in (before, after):
            rules.check_reach(actor, one)
        if after == before:
            return before
        audit.record(
            unit, "role_changed", "role", role_id, before=_facts(before), after=_facts(after)
        )
        unit.publish(RoleChanged(role_id=role_id))
        return store.change_role(unit, before, after)

    return ports.transact(actor, work)


def remove_role(actor: Actor, role_id: str) -> None:
    """Delete a role that nobody has.

    Raises:
        NotFound. Forbidden: ``system_role``, ``role_beyond_own``. Conflict: ``role_in_use``.
    """

    def work(unit: Unit) -> None:
        before = store.role(role_id)
        rules.check_shapeable(before)
        rules.check_reach(actor, before)
        rules.check_unused(before)
        audit.record(unit, "role_removed", "role", role_id, before=_facts(before))
        store.remove_role(unit, before)

    ports.transact(actor, work)


def _facts(role: Role) -> dict[str, object]:
    return {
        "name": role.name,
        "description": role.description,
        "permissions": sorted(role.permissions),
        "scope": _ticked(role.scope),
        "notification_scope": _ticked(role.notification_scope),
        "partly_shown": sorted(role.veil.partly),
        "hidden": sorted(role.veil.hidden),
    }


def _ticked(scope: DataScope | NotificationScope) -> list[str]:
    return sorted(part for part, ticked in vars(scope).items() if ticked)

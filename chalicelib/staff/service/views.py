"""Saved views: how a member of staff wants to see a list, by names of their own."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.staff import store
from chalicelib.staff.model import SavedView
from chalicelib.storage.unit import Unit


def views(actor: Actor, list_name: str) -> tuple[SavedView, ...]:
    """The actor's views of a list, in the order they were put."""
    return store.views(actor.id, list_name).views


def save(actor: Actor, list_name: str, wanted: tuple[SavedView, ...]) -> tuple[SavedView, ...]:
    """Let the actor have exactly these views of a list.

    Raises:
        Invalid: ``view_named_twice``, ``defaults_too_many``.
    """
    names = [one.name.casefold() for one in wanted]
    if len(set(names)) < len(names):
        raise Invalid("two views have this name", code="view_named_twice", field="name")
    if sum(one.is_default for one in wanted) > 1:
        raise Invalid("one view can be the first", code="defaults_too_many", field="is_default")

    def work(unit: Unit) -> tuple[SavedView, ...]:
        before = store.views(actor.id, list_name)
        return store.keep_views(unit, before, replace(before, views=wanted)).views

    return ports.transact(actor, work)

"""Telling those above that somebody has joined below them, as far up as the broker wants it."""

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model.news import DOWNLINE_NEWS
from chalicelib.clients.service import lineage
from chalicelib.core.actor import Actor
from chalicelib.messages.clients import DownlineArrived, DownlineJoined
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

AT_ONCE = 20


def tell_uplines(actor: Actor, message: DownlineArrived, command: Command) -> None:
    """Let the uplines from ``message.level`` on be told, as far as the broker's setting reaches.

    Those who may not act are passed over. A chain that is longer than a unit holds goes on with a
    message from where it was left, so that nobody hears it twice.
    """

    def work(unit: Unit) -> None:
        client = store.find(message.client_id)
        chain = [] if client is None else lineage.uplines(client)
        heard = rules.hearers(settings.value(DOWNLINE_NEWS), len(chain), message.level)
        for level in heard[:AT_ONCE]:
            if chain[level - 1].is_active:
                unit.publish(
                    DownlineJoined(
                        client_id=chain[level - 1].id, downline_id=message.client_id, level=level
                    )
                )
        if len(heard) > AT_ONCE:
            unit.publish(DownlineArrived(client_id=message.client_id, level=heard[AT_ONCE]))
        command.settle(unit)

    ports.transact(actor, work)

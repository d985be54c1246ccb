"""Notices about the tree of who referred whom."""

from chalicelib.messages.clients import DownlineJoined
from chalicelib.notifications.model import Facts, Notice
from chalicelib.notifications.rules.telling import client_notice, notices


@notices.register
def _of_downline(message: DownlineJoined) -> tuple[Notice, ...]:
    """The newcomer goes by their id: what an upline may see of them, the pages decide."""
    facts: Facts = {"downline": message.downline_id, "level": message.level}
    return (client_notice("downline_joined", message.client_id, facts, None),)

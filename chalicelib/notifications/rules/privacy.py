"""Notices about a client's own data; whoever was erased is told nothing more."""

from chalicelib.messages.privacy import CopyReady
from chalicelib.notifications.model import Link, Notice
from chalicelib.notifications.rules.telling import client_notice, notices


@notices.register
def _of_copy(message: CopyReady) -> tuple[Notice, ...]:
    link = Link("data_copy", message.copy_id)
    return (client_notice("data_copy_ready", message.client_id, {}, link),)

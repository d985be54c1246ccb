"""Notices about the tree of who referred whom, its codes, and the tiers of those above."""

from chalicelib.messages.clients import ClientRecoded, DownlineJoined
from chalicelib.messages.partners import TierChanged
from chalicelib.notifications.model import Facts, Link, Notice
from chalicelib.notifications.rules.telling import client_notice, notices


@notices.register
def _of_downline(message: DownlineJoined) -> tuple[Notice, ...]:
    """The newcomer goes by their id: what an upline may see of them, the pages decide."""
    facts: Facts = {"downline": message.downline_id, "level": message.level}
    return (client_notice("downline_joined", message.client_id, facts, None),)


@notices.register
def _of_code(message: ClientRecoded) -> tuple[Notice, ...]:
    facts: Facts = {"referral_code": message.referral_code}
    told = client_notice("referral_code_changed", message.client_id, facts, None)
    return (told,) if message.tells else ()


@notices.register
def _of_tier(message: TierChanged) -> tuple[Notice, ...]:
    facts: Facts = {"former_tier": message.before, "tier": message.after}
    facts = {name: value for name, value in facts.items() if value}
    event = "tier_raised" if message.direction == "up" else "tier_lowered"
    return (client_notice(event, message.client_id, facts, Link("commissions", "")),)

"""Becoming an introducing broker: the form, and asking."""

from chalice.app import Blueprint

from chalicelib.clients.schemas.upgrades import UpgradeBody, UpgradeView
from chalicelib.clients.service import upgrading
from chalicelib.clients.service.upgrading import UpgradeOffer
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing

portal = Blueprint(__name__)


@portal.route("/api/portal/upgrade", methods=["GET"])
@endpoint(access=CLIENT, returns=UpgradeView)
def read_upgrade(call: Call[Nothing, Nothing]) -> UpgradeOffer:
    """Whether one can ask to become an introducing broker, what is asked, and how it stands."""
    return upgrading.offer(call.actor)


@portal.route("/api/portal/upgrade", methods=["POST"])
@endpoint(access=CLIENT, body=UpgradeBody, returns=UpgradeView, status=201, once=True)
def ask_for_upgrade(call: Call[UpgradeBody, Nothing]) -> UpgradeOffer:
    """Ask to become an introducing broker."""
    return upgrading.ask(call.actor, call.body.form(), call.command)

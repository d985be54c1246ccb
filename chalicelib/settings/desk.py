"""Routes of the back office for settings and for its own brand."""

from typing import Any

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import PUBLIC, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.settings.model import Described, SettingVersion
from chalicelib.settings.schemas import (
    DeskBrandView,
    RollbackForm,
    SettingDecisionForm,
    SettingForm,
    SettingVersionView,
    SettingView,
)
from chalicelib.settings.service import changes, values

desk = Blueprint(__name__)


@desk.route("/api/desk/brand", methods=["GET"])
@endpoint(access=PUBLIC, returns=DeskBrandView)
def read_desk_brand(call: Call[Nothing, Nothing]) -> dict[str, Any]:
    """The broker's name, colours, languages and rules, for anyone."""
    return values.public_values()


@desk.route("/api/desk/settings", methods=["GET"])
@endpoint(access=staff(Permission.READ_SETTINGS), returns=ItemsView[SettingView])
def list_settings(call: Call[Nothing, Nothing]) -> list[Described]:
    """Every setting with its type, what is in force and what waits."""
    return values.listed()


@desk.route("/api/desk/settings/{key}", methods=["PUT"])
@endpoint(
    access=staff(Permission.UPDATE_SETTINGS), body=SettingForm, returns=SettingView, once=True
)
def change_setting(call: Call[SettingForm, Nothing], key: str) -> Described:
    """Change a setting, or propose the change where a second person must agree."""
    return changes.propose(call.actor, key, call.body.asked(), call.command)


@desk.route("/api/desk/settings/{key}", methods=["PATCH"])
@endpoint(access=staff(Permission.APPROVE_SETTINGS), body=SettingDecisionForm, returns=SettingView)
def decide_setting(call: Call[SettingDecisionForm, Nothing], key: str) -> Described:
    """Agree to a waiting change, or reject it."""
    return changes.decide(call.actor, key, call.body.decision, call.body.comment)


@desk.route("/api/desk/settings/{key}/versions", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_SETTINGS), query=PageQuery, returns=PageView[SettingVersionView]
)
def list_setting_versions(call: Call[Nothing, PageQuery], key: str) -> Page[SettingVersion]:
    """The history of a setting, newest first."""
    return values.history(key, call.query.page)


@desk.route("/api/desk/settings/{key}/rollbacks", methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_SETTINGS), body=RollbackForm, returns=SettingView, status=201
)
def roll_setting_back(call: Call[RollbackForm, Nothing], key: str) -> Described:
    """Return to the value of an earlier version, as a new version."""
    return changes.roll_back(call.actor, key, call.body.version, call.body.comment)

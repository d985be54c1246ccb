"""Verify v2: a code for a number, sent up to five times, tried up to five times, for ten minutes.

A code stays the same while its verification is pending. A wrong code is no error; a verification
that is over (approved, cancelled, expired) is not found any more. The old field ``valid`` is there.
"""

import secrets

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.twilio.exchange import Refusal, Settings, answer, required
from infra.simulators.twilio.numbers import REFUSALS, check_number, outcome
from infra.simulators.twilio.state import Row, World, new_sid, zulu
from infra.simulators.twilio.texts import keep_text

_LIFETIME_SECONDS = 600
_SENDS = 5
_CHECKS = 5
_CHANNELS = frozenset({"sms", "call"})


def start(world: World, settings: Settings, question: Question) -> Reply:
    """Begin a verification, or send the code of the pending one again."""
    to, channel = required(question.form, "To"), required(question.form, "Channel")
    check_number(to)
    if channel not in _CHANNELS:
        raise Refusal(400, 60200, f"Invalid parameter `Channel`: {channel}")
    fate = outcome(to, world.kept["ranges"])
    if fate in REFUSALS:
        raise Refusal(*REFUSALS[fate])
    found = _pending(world, to) or _new(world, settings, to, channel)
    if len(found["send_code_attempts"]) >= _SENDS:
        raise Refusal(429, 60203, "Max send attempts reached")
    _send(world, settings, found, channel)
    return answer(201, _public(found) | {"lookup": {}, "sna": None})


def _send(world: World, settings: Settings, found: Row, channel: str) -> None:
    found["send_code_attempts"].append(
        {"time": zulu(world.now), "channel": channel.upper(), "attempt_sid": new_sid("VL")}
    )
    found["updated"] = world.now
    body = f"Your {settings.service_name} verification code is: {found['code']}"
    keep_text(world, settings, {"to": found["to"], "from": "Verify", "body": body}, "delivered")


def check(world: World, question: Question) -> Reply:
    """Try a code."""
    code = required(question.form, "Code")
    found = _asked_for(world, question)
    if found["checks"] >= _CHECKS:
        found["status"] = "max_attempts_reached"
        raise Refusal(429, 60202, "Max check attempts reached")
    found["checks"] += 1
    found["updated"] = world.now
    if secrets.compare_digest(code.encode(), str(found["code"]).encode()):
        found["status"] = "approved"
    return answer(200, _public(found))


def _asked_for(world: World, question: Question) -> Row:
    sid, to = question.form.get("VerificationSid"), question.form.get("To")
    if not sid and not to:
        raise Refusal(400, 60200, "Either To or VerificationSid is required")
    found = _pending(world, to or "") if to else world.find("verifications", sid or "")
    if found is None or not _is_pending(world, found):
        raise _gone(question.path)
    return found


def read(world: World, question: Question, sid: str) -> Reply:
    """One verification."""
    found = world.find("verifications", sid)
    if found is None or (found["status"] == "pending" and not _is_pending(world, found)):
        raise _gone(question.path)
    return answer(200, _public(found))


def update(world: World, question: Question, sid: str) -> Reply:
    """Cancel or approve one by hand."""
    wanted = required(question.form, "Status")
    found = world.find("verifications", sid)
    if found is None or not _is_pending(world, found):
        raise _gone(question.path)
    if wanted not in {"canceled", "approved"}:
        raise Refusal(400, 60200, f"Invalid parameter `Status`: {wanted}")
    found["status"] = wanted
    return answer(200, _public(found))


def read_service(settings: Settings) -> Reply:
    """The Verify service itself."""
    body = {
        "sid": settings.service_sid,
        "account_sid": settings.account_sid,
        "friendly_name": settings.service_name,
        "code_length": 6,
        "lookup_enabled": False,
        "psd2_enabled": False,
        "skip_sms_to_landlines": False,
        "dtmf_input_required": True,
        "date_created": zulu(0),
        "date_updated": zulu(0),
        "url": f"https://verify.twilio.com/v2/Services/{settings.service_sid}",
        "links": {},
    }
    return answer(200, body)


def _pending(world: World, to: str) -> Row | None:
    of_number = (row for row in reversed(world.rows("verifications")) if row["to"] == to)
    found = next(of_number, None)
    return found if found is not None and _is_pending(world, found) else None


def _is_pending(world: World, row: Row) -> bool:
    return bool(row["status"] == "pending" and world.now < row["created"] + _LIFETIME_SECONDS)


def _new(world: World, settings: Settings, to: str, channel: str) -> Row:
    row: Row = {
        "sid": new_sid("VE"),
        "service_sid": settings.service_sid,
        "account_sid": settings.account_sid,
        "to": to,
        "channel": channel,
        "status": "pending",
        "code": f"{secrets.randbelow(1_000_000):06}",
        "checks": 0,
        "send_code_attempts": [],
        "created": world.now,
        "updated": world.now,
    }
    world.rows("verifications").append(row)
    return row


def _public(row: Row) -> Row:
    shown = ("sid", "service_sid", "account_sid", "to", "channel", "status", "send_code_attempts")
    return {name: row[name] for name in shown} | {
        "valid": row["status"] == "approved",
        "amount": None,
        "payee": None,
        "date_created": zulu(row["created"]),
        "date_updated": zulu(row["updated"]),
        "url": f"https://verify.twilio.com/v2/Services/{row['service_sid']}/Verifications/{row['sid']}",
    }


def _gone(path: str) -> Refusal:
    return Refusal(404, 20404, f"The requested resource {path} was not found")

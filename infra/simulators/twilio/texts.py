"""Text messages: taken in, sent, and later delivered or not, with a callback each time."""

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.twilio.exchange import Refusal, Settings, answer, required
from infra.simulators.twilio.faults import take_callback_fault
from infra.simulators.twilio.numbers import UNDELIVERABLE, check_number, outcome
from infra.simulators.twilio.state import Row, World, new_sid, rfc2822

_LONGEST_BODY = 1600
_UNDELIVERED = 30005
_STEPS = {"queued": "sent", "accepted": "sent", "sent": "delivered"}


def send(world: World, settings: Settings, question: Question) -> Reply:
    """Take a message in."""
    form = question.form
    to, body = required(form, "To"), required(form, "Body")
    sender = form.get("From") or form.get("MessagingServiceSid")
    if not sender:
        raise Refusal(400, 21603, "A 'From' phone number is required")
    try:
        check_number(to)
    except Refusal as refusal:
        raise Refusal(400, 21211, f"The 'To' number {to} is not a valid phone number") from refusal
    if len(body) > _LONGEST_BODY:
        raise Refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if outcome(to, world.kept["ranges"]) == "country":
        raise Refusal(400, 21408, "Permission to send an SMS has not been enabled for the region")
    status = "queued" if form.get("From") else "accepted"
    text = {"to": to, "from": form.get("From"), "body": body}
    text["service"] = form.get("MessagingServiceSid")
    text["callback"] = form.get("StatusCallback")
    return answer(201, _public(keep_text(world, settings, text, status)))


def keep_text(world: World, settings: Settings, text: Row, status: str) -> Row:
    """Keep a message that goes out, whoever asked for it."""
    row = {
        "sid": new_sid("SM"),
        "account_sid": settings.account_sid,
        "service": None,
        "callback": None,
        "error": None,
        "status": status,
        "created": world.now,
        "due": world.now + settings.delivery_seconds,
        **text,
    }
    world.rows("messages").append(row)
    return row


def let_time_pass(world: World, settings: Settings) -> None:
    """Move on every message whose time has come, and plan the callbacks that this brings."""
    for row in world.rows("messages"):
        if row["status"] in _STEPS and row["due"] <= world.now:
            _advance(world, row)
            row["due"] = world.now + settings.delivery_seconds


def _advance(world: World, row: Row) -> None:
    following = _STEPS[row["status"]]
    if following == "delivered" and outcome(row["to"], world.kept["ranges"]) == UNDELIVERABLE:
        following, row["error"] = "undelivered", _UNDELIVERED
    row["status"] = following
    if row["callback"]:
        _plan_callback(world, row)


def _plan_callback(world: World, row: Row) -> None:
    """Put one callback on its way: or none, two, a late one, or a forged one before it."""
    fault = take_callback_fault(world)
    if fault == "callback_lose":
        return
    callback = {
        "sid": new_sid("CB"),
        "url": row["callback"],
        "params": _params(row),
        "due": world.now,
        "attempts": 0,
        "state": "waiting",
        "forged": False,
    }
    if fault == "callback_reorder":
        callback["due"] = world.now + 2.0
    if fault == "callback_forge":
        world.rows("callbacks").append(callback | {"sid": new_sid("CB"), "forged": True})
    if fault == "callback_duplicate":
        world.rows("callbacks").append(callback | {"sid": new_sid("CB")})
    world.rows("callbacks").append(callback)


def _params(row: Row) -> dict[str, str]:
    params = {
        "MessageSid": row["sid"],
        "SmsSid": row["sid"],
        "MessageStatus": row["status"],
        "SmsStatus": row["status"],
        "To": row["to"],
        "From": row["from"] or "+15005550006",
        "AccountSid": row["account_sid"],
        "ApiVersion": "2010-04-01",
    }
    if row["error"]:
        params["ErrorCode"] = str(row["error"])
    return params


def read(world: World, question: Question, sid: str) -> Reply:
    """One message."""
    found = world.find("messages", sid)
    if found is None:
        raise Refusal(404, 20404, f"The requested resource {question.path} was not found")
    return answer(200, _public(found))


def _public(row: Row) -> Row:
    account = f"/2010-04-01/Accounts/{row['account_sid']}"
    return {
        "sid": row["sid"],
        "account_sid": row["account_sid"],
        "messaging_service_sid": row["service"],
        "to": row["to"],
        "from": row["from"],
        "body": row["body"],
        "status": row["status"],
        "direction": "outbound-api",
        "num_segments": str(1 + len(row["body"]) // 160),
        "num_media": "0",
        "error_code": row["error"],
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "api_version": "2010-04-01",
        "date_created": rfc2822(row["created"]),
        "date_updated": rfc2822(row["created"]),
        "date_sent": None,
        "uri": f"{account}/Messages/{row['sid']}.json",
        "subresource_uris": {},
    }

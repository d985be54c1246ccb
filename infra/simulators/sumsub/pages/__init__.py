"""The hosted page's HTML. Everything that came from outside is escaped on its way in."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from infra.simulators.kit.exchange import Reply
from infra.simulators.sumsub.applicants import LABELS

_HERE = Path(__file__).parent
_FRAME = Template((_HERE / "frame.html").read_text())
_HOSTED = Template((_HERE / "hosted.html").read_text())
_STYLE = (_HERE / "page.css").read_text()
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_STATES = {
    "init": ("Nothing sent yet", "Send the documents to begin."),
    "pending": ("In review", "A reviewer looks at the documents now."),
    "GREEN": ("Verified", "Everything was in order."),
    "RETRY": ("Please try again", "Something could not be read. Send the documents again."),
    "FINAL": ("Not verified", "The verification was refused for good."),
}


def style() -> Reply:
    """The style sheet."""
    return Reply(200, _STYLE, kind="text/css; charset=utf-8")


def hosted(link: Mapping[str, Any], applicant: Mapping[str, Any]) -> Reply:
    """Where the applicant stands, what they can send, and the reviewer's buttons."""
    state = _state(applicant["review"])
    title, text = _STATES[state]
    body = _HOSTED.substitute(
        state=escape(state.lower()),
        title=escape(title),
        text=escape(text),
        who=escape(applicant["externalUserId"]),
        level=escape(link["level"]),
        submit="disabled" if state in {"pending", "FINAL"} else "",
        retry_labels=_labels("RETRY"),
        final_labels=_labels("FINAL"),
        back=_back(link["return_url"]),
    )
    return _page("Verify your identity", body)


def notice(title: str, text: str, status: int) -> Reply:
    """A page that only says something."""
    body = f'<main class="card"><h1>{escape(title)}</h1><p>{escape(text)}</p></main>'
    return _page(title, body, status)


def _state(review: Mapping[str, Any]) -> str:
    result = review.get("reviewResult") or {}
    if review["reviewStatus"] == "completed":
        return str(result.get("reviewRejectType") or result["reviewAnswer"])
    return str(review["reviewStatus"])


def _labels(kind: str) -> str:
    return "".join(
        f'<label><input type="checkbox" name="label" value="{one}"> {one}</label>'
        for one in LABELS[kind]
    )


def _back(url: str) -> str:
    return f'<a class="back" href="{escape(url)}">Back to Meridian Markets</a>' if url else ""


def _page(title: str, body: str, status: int = 200) -> Reply:
    html = _FRAME.substitute(title=escape(title), body=body)
    return Reply(status, html, kind="text/html; charset=utf-8", headers=dict(_HEADERS))

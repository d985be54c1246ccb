"""The mailbox page: every e-mail that the stack sent, for reading in a browser and in tests.

Owns the archive of mails over restarts (the embedded AWS forgets them) and the page. Refuses to
deliver anything: no mail leaves the machine.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

_LINK = re.compile(r"https?://[^\s\"'<>)]+")
_SHOWN = 200


class Mailbox:
    """All mails, oldest first: those of earlier runs and those of the running engine."""

    def __init__(self, archive: Path, sent: Callable[[], list[dict[str, Any]]]) -> None:
        """`archive` is the file of earlier mails, `sent` asks the engine for this run's."""
        self._archive = archive
        self._sent = sent
        self._earlier: list[dict[str, Any]] = (
            json.loads(archive.read_text(encoding="utf-8")) if archive.exists() else []
        )

    def mails(self, to: str | None = None) -> list[dict[str, Any]]:
        """Every mail, or those to one address."""
        everything = self._earlier + [_mail(record) for record in self._sent()]
        return [mail for mail in everything if to is None or to.lower() in mail["to"]]

    def keep(self) -> None:
        """Writes all mails to the archive; call before the engine stops."""
        self._archive.write_text(json.dumps(self.mails()), encoding="utf-8")


def _mail(record: dict[str, Any]) -> dict[str, Any]:
    text, page = record.get("BodyText") or "", record.get("BodyHtml") or ""
    links = dict.fromkeys(html.unescape(link) for link in _LINK.findall(f"{text}\n{page}"))
    return {
        "id": record["MessageId"].split("@")[0],
        "at": datetime.fromtimestamp(float(record["Timestamp"]), UTC).isoformat(),
        "from": record["Source"],
        "to": [address.lower() for address in record["To"]],
        "subject": record["Subject"],
        "text": text,
        "html": page,
        "links": list(links),
    }


def mailbox_app(mailbox: Mailbox) -> Starlette:
    """The page at `/`, one mail's HTML at `/mail/{id}`, JSON at `/messages?to=...`."""

    def listing(request: Request) -> Response:
        to = request.query_params.get("to") or None
        return HTMLResponse(_page(mailbox.mails(to)[::-1][:_SHOWN], to))

    def messages(request: Request) -> Response:
        return JSONResponse({"messages": mailbox.mails(request.query_params.get("to"))})

    def one(request: Request) -> Response:
        wanted = request.path_params["mail_id"]
        found = next((mail for mail in mailbox.mails() if mail["id"] == wanted), None)
        if found is None:
            return HTMLResponse("No such mail.", 404)
        return HTMLResponse(found["html"] or f"<pre>{html.escape(found['text'])}</pre>")

    return Starlette(
        routes=[
            Route("/", listing),
            Route("/messages", messages),
            Route("/mail/{mail_id}", one),
        ]
    )


def _page(mails: list[dict[str, Any]], to: str | None) -> str:
    rows = "".join(_row(mail) for mail in mails) or "<p class=empty>No mail yet.</p>"
    title = f"Mail to {html.escape(to)}" if to else "Mailbox"
    return _FRAME.format(title=title, rows=rows)


def _row(mail: dict[str, Any]) -> str:
    links = "".join(
        f'<li><a href="{html.escape(link)}">{html.escape(link)}</a></li>' for link in mail["links"]
    )
    return _ROW.format(
        at=html.escape(mail["at"][:19].replace("T", " ")),
        to=html.escape(", ".join(mail["to"])),
        subject=html.escape(mail["subject"]),
        text=html.escape(mail["text"]),
        id=html.escape(mail["id"]),
        links=f"<ul>{links}</ul>" if links else "",
    )


_ROW = """<details id="{id}"><summary><time>{at} UTC</time> <b>{subject}</b>
<span>to {to}</span></summary>{links}<pre>{text}</pre>
<iframe src="/mail/{id}" title="HTML of the mail" loading="lazy" sandbox="allow-popups"></iframe>
</details>"""

# Reloads the list, not the page, so that an opened mail stays open.
_FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root {{ color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }}
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
details {{ border-bottom: 1px solid #8884; padding: .6rem 0; }}
summary {{ cursor: pointer; }} time, span {{ opacity: .7; font-size: .85em; }}
pre {{ white-space: pre-wrap; font: inherit; }}
iframe {{ width: 100%; height: 26rem; border: 1px solid #8884; background: #fff; }}
</style></head><body><h1>{title}</h1>
<p>E-mails that this stack sent. None of them left this machine.</p>
<main>{rows}</main><script>
setInterval(async () => {{
  const page = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
  const shown = new Set([...document.querySelectorAll("details")].map(d => d.id));
  const main = document.querySelector("main");
  for (const mail of [...page.querySelectorAll("details")].reverse())
    if (!shown.has(mail.id)) main.prepend(mail);
  if (main.querySelector("details")) document.querySelector(".empty")?.remove();
}}, 2000);
</script></body></html>"""

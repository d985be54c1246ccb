"""The page of sent text messages, for reading in a browser beside the mailbox."""

import html

from infra.simulators.twilio.state import Row, zulu

_SHOWN = 200


def page(texts: list[Row]) -> str:
    """All messages, newest first."""
    rows = "".join(_row(one) for one in texts[:_SHOWN])
    return _FRAME.replace("ROWS", rows or "<p class=empty>No text message yet.</p>")


def _row(text: Row) -> str:
    at = zulu(text["created"]).replace("T", " ").replace("Z", " UTC")
    return (
        f'<article id="{text["sid"]}"><p><time>{at}</time> <span>to {html.escape(text["to"])}'
        f"</span> <em>{html.escape(text['status'])}</em></p>"
        f"<blockquote>{html.escape(text['body'])}</blockquote></article>"
    )


_FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Text messages</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
article { border-bottom: 1px solid #8884; padding: .6rem 0; }
article p { margin: 0 0 .3rem; opacity: .75; font-size: .85em; }
blockquote { margin: 0; padding: .5rem .8rem; border-radius: .8rem; background: #8882;
  width: fit-content; }
</style></head><body><h1>Text messages</h1>
<p>Text messages that this stack sent. None of them left this machine.</p>
<main>ROWS</main><script>
setInterval(async () => {
  const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
  document.querySelector("main").innerHTML = page.querySelector("main").innerHTML;
}, 2000);
</script></body></html>"""

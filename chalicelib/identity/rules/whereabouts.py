"""Whether somebody signs in from where, and with what, they never did before."""

import re
from collections.abc import Iterable

from chalicelib.identity.model.sessions import LoginEvent, Outcome

_BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


def device_kind(agent: str) -> str:
    """``Chrome, Windows``: what stays of a user agent when its versions move on.

    An agent that is no browser is its own kind.
    """
    found = [
        next((name for pattern, name in table if re.search(pattern, agent)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or agent


def is_remote(city: str, agent: str, earlier: Iterable[LoginEvent]) -> bool:
    """Whether both the city and the kind of device are new.

    Only earlier sign-ins whose city is known count. The first of them is no news, and neither is
    one whose own city is unknown.
    """
    located = [one for one in earlier if one.outcome is Outcome.SIGNED_IN and one.city]
    if not city or not located:
        return False
    kind = device_kind(agent)
    return all(one.city != city and device_kind(one.device) != kind for one in located)

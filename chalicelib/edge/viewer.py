"""Who is at the other end: the viewer's address, as far as it can be believed.

On AWS the browser meets CloudFront and CloudFront meets API Gateway, which sees only the edge's
address. CloudFront puts the viewer last into ``X-Forwarded-For`` and API Gateway adds the edge
behind it. Anybody can call API Gateway directly and write that header too, so it is believed only
beside the key that our distributions alone send along.
"""

import hmac
import os
from collections.abc import Mapping

from chalicelib.storage import secrets

EDGE_HEADER = "x-fairlead-edge"


def address(headers: Mapping[str, str], source_ip: str) -> str:
    """The viewer's address; ``source_ip`` is whoever called API Gateway."""
    if os.environ.get("FAIRLEAD_EDGE") != "cloudfront" or not _came_through_edge(headers):
        return source_ip
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",")]
    return hops[-2] if len(hops) > 1 else source_ip


def _came_through_edge(headers: Mapping[str, str]) -> bool:
    key = str(secrets.secret("edge-key")["key"])
    return hmac.compare_digest(headers.get(EDGE_HEADER, "").encode(), key.encode())

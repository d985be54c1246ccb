"""A front end on the laptop: its built files, with CloudFront's routing, caching and headers.

Owns what S3 and CloudFront do on AWS. The headers are read from the same declaration that
CloudFront gets, so a page that breaks the content security policy breaks here too.
"""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from infra.edge_rules import cache_control, is_page
from infra.local.resources import resolver

_COMPRESS_FROM_BYTES = 1000


def page_headers(stage: str, endpoint: str) -> dict[str, str]:
    """The headers of every page, as the resource PageHeaders declares them.

    Without the one that demands HTTPS: the laptop speaks plain HTTP on loopback.
    """
    answer = resolver(stage, endpoint)
    policy = answer.template["Resources"]["PageHeaders"]["Properties"]
    config = answer.resolve(policy["ResponseHeadersPolicyConfig"])
    security = config["SecurityHeadersConfig"]
    custom = config["CustomHeadersConfig"]["Items"]
    return {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        **{item["Header"]: item["Value"] for item in custom},
    }


class Pages(StaticFiles):
    """The files of one front end; whatever is a page, is its index page."""

    def __init__(self, directory: Path, headers: dict[str, str]) -> None:
        """`headers` go with every answer."""
        super().__init__(directory=directory, html=False)
        self._headers = headers

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`, or a short 404."""
        wanted = "index.html" if path == "." or is_page(path) else path
        try:
            response = await super().get_response(wanted, scope)
        except HTTPException as refusal:
            response = Response(str(refusal.detail), refusal.status_code, media_type="text/plain")
        else:
            response.headers["Cache-Control"] = cache_control(wanted)
        response.headers.update(self._headers)
        return response


class Origin:
    """One origin as CloudFront makes it: `/api/*` to the gateway, everything else the pages."""

    def __init__(self, pages: ASGIApp, api: ASGIApp) -> None:
        """Both take requests with their whole path."""
        self._pages = pages
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on to whom its path belongs."""
        is_api = scope["path"].startswith("/api/")
        await (self._api if is_api else self._pages)(scope, receive, send)


def front_end(directory: Path, api: ASGIApp, headers: dict[str, str]) -> ASGIApp:
    """The whole of one front end's address: pages and API, compressed."""
    return GZipMiddleware(Origin(Pages(directory, headers), api), _COMPRESS_FROM_BYTES)

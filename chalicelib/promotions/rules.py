"""Addresses of links, and what a draft may say."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from chalicelib.core.errors import Invalid
from chalicelib.promotions.model import Audience, LinkDraft, LinkTarget, Way


def address(portal_url: str, code: str, referral_code: str = "") -> str:
    """The address that is shared: the link's, with somebody's referral code in it."""
    query = f"?{urlencode({'ref': referral_code})}" if referral_code else ""
    return f"{portal_url}/join/{code}{query}"


def way(draft: LinkDraft, code: str, referral_code: str) -> Way:
    """Where a click on the link leads; a landing page is told the code and the link."""
    landing = draft.landing_url
    if landing:
        parts = urlsplit(landing)
        said = {"source": code} | ({"ref": referral_code} if referral_code else {})
        kept = [one for one in parse_qsl(parts.query) if one[0] not in said]
        landing = urlunsplit(parts._replace(query=urlencode([*kept, *said.items()])))
    return Way(draft.target, draft.language, landing)


def check(draft: LinkDraft) -> None:
    """Refuse what does not fit together.

    Raises:
        Invalid: ``nobody_named``, ``scheme_for_ibs_only``, ``landing_url_invalid``.
    """
    if draft.audience is Audience.NAMED and not draft.named_ids:
        raise Invalid("name at least one client", code="nobody_named", field="named_ids")
    if draft.scheme_id and draft.target is not LinkTarget.IB:
        raise Invalid(
            "only brokers begin with a scheme", code="scheme_for_ibs_only", field="scheme_id"
        )
    if draft.landing_url and not _is_page(draft.landing_url):
        raise Invalid("not an https address", code="landing_url_invalid", field="landing_url")


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        return False

"""A client's document as staff get to it."""

from chalicelib.edge.schemas import Instant, View


class FileLinkView(View):
    """A link to the document; it works for a minute."""

    url: str
    expires_at: Instant

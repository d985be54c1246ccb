"""How a file is announced, and where it is sent: the same for everybody who sends one."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View


class FileForm(Body):
    """What the browser is about to send."""

    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content_type: Annotated[str, Field(min_length=3, max_length=100)]
    size_bytes: Annotated[int, Field(ge=0, le=50_000_000)]


class FileTargetView(View):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""

    file_id: str
    url: str
    fields: dict[str, str]
    expires_at: Instant

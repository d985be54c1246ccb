"""What the routes of saved views take and answer."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.schemas import Body, View
from chalicelib.staff.model import SavedView

_Texts = dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)]]


class SavedViewForm(Body):
    """A list as somebody wants to see it."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    search: Annotated[_Texts, Field(max_length=20)]
    columns: Annotated[dict[Annotated[str, Field(max_length=40)], bool], Field(max_length=60)]
    is_default: bool = False


class SavedViewsForm(Body):
    """All views that somebody wants of one list."""

    items: Annotated[list[SavedViewForm], Field(max_length=20)]

    def views(self) -> tuple[SavedView, ...]:
        """The same for the use case."""
        return tuple(SavedView(**one.model_dump()) for one in self.items)


class SavedViewView(View):
    """A saved view."""

    name: str
    search: dict[str, str]
    columns: dict[str, bool]
    is_default: bool

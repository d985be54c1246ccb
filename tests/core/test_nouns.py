"""Nouns against the standard library's frozen dataclasses: the same, only later."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from pydantic import TypeAdapter, ValidationError

from chalicelib.core.nouns import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """A noun with everything that our nouns use."""

    NAME: ClassVar[str] = "place"

    city: str
    secret: str = field(default="s", repr=False)
    visits: int = 0
    tags: list[str] = field(default_factory=list)
    noise: int = field(default=0, compare=False)

    @cached_property
    def length(self) -> int:
        return len(self.city)


@dataclasses.dataclass(frozen=True)
class StandardPlace:
    """The same by the standard library."""

    NAME: ClassVar[str] = "place"

    city: str
    secret: str = field(default="s", repr=False)
    visits: int = 0
    tags: list[str] = field(default_factory=list)
    noise: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A base whose fields are given by name."""

    id: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldTwice(Told):
    """One more field, after a field with a default."""

    again: str

    def __post_init__(self) -> None:
        if not self.again:
            raise ValueError("nothing told")


@dataclass(frozen=True)
class Box(Generic[T]):
    """A generic noun of one field."""

    content: T


@dataclass(frozen=True)
class Nothing:
    """A noun without fields."""


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("Riga",), {}),
    (("Riga", "x", 3), {}),
    (("Riga",), {"visits": 2, "tags": ["sea"]}),
    (("Riga",), {"noise": 9}),
]


@pytest.mark.parametrize(("given", "named"), CALLS)
def test_construction_gives_every_field_what_the_standard_gives(
    given: tuple[Any, ...], named: dict[str, Any]
):
    ours, standard = Place(*given, **named), StandardPlace(*given, **named)
    assert ours.__dict__ == standard.__dict__
    assert repr(ours) == repr(standard).replace("StandardPlace", "Place")


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("Riga",), {"unknown": 1}), (("Riga",), {"city": "Bonn"}), (tuple("abcdefg"), {})],
)
def test_a_wrong_construction_is_refused_as_the_standard_refuses_it(
    given: tuple[Any, ...], named: dict[str, Any]
):
    for kind in (Place, StandardPlace):
        with pytest.raises(TypeError, match="__init__"):
            kind(*given, **named)


def test_each_noun_gets_a_list_of_its_own():
    first, second = Place("Riga"), Place("Riga")
    first.tags.append("sea")
    assert second.tags == []


def test_nouns_are_equal_by_what_is_compared_and_by_their_class():
    assert Place("Riga", noise=1) == Place("Riga", noise=2)
    assert Place("Riga") != Place("Bonn")
    assert Place("Riga") != StandardPlace("Riga")
    assert Box(1) == Box(1)
    assert Nothing() == Nothing()
    assert Nothing() != Box(1)


def test_equal_nouns_have_equal_hashes():
    assert len({Box("a"), Box("a"), Box("b"), Nothing(), Nothing()}) == 3


def test_a_noun_of_lists_has_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Place("Riga"))


def test_a_noun_cannot_be_changed():
    place = Place("Riga")
    with pytest.raises(FrozenInstanceError):
        place.city = "Bonn"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.city
    assert place == Place("Riga")


def test_a_cached_property_keeps_its_value():
    place = Place("Riga")
    assert place.length == 4
    assert place.__dict__["length"] == 4


def test_fields_by_name_may_follow_defaults_and_come_from_the_base():
    told = ToldTwice(id="1", again="yes")
    assert (told.id, told.note, told.again) == ("1", "", "yes")
    with pytest.raises(TypeError):
        ToldTwice("1", again="yes")  # type: ignore[misc]


def test_what_is_checked_after_construction_is_checked_by_replace_too():
    told = ToldTwice(id="1", again="yes")
    assert replace(told, note="n").note == "n"
    with pytest.raises(ValueError, match="nothing told"):
        replace(told, again="")


def test_a_method_of_the_nouns_own_stays():
    @dataclass(frozen=True)
    class Loud:
        word: str

        def __repr__(self) -> str:
            return self.word.upper()

    assert repr(Loud("hi")) == "HI"


def test_nouns_match_by_position_and_survive_copying():
    match Place("Riga", "x"):
        case Place(city, secret):
            assert (city, secret) == ("Riga", "x")
    place = Place("Riga", tags=["sea"])
    assert copy.deepcopy(place) == place
    assert pickle.loads(pickle.dumps(Box(1))) == Box(1)  # noqa: S301 - our own bytes


def test_pydantic_takes_it_for_a_dataclass():
    adapter = TypeAdapter(Place)
    place = adapter.validate_python({"city": "Riga", "visits": 2})
    assert place == Place("Riga", visits=2)
    assert adapter.dump_python(place)["visits"] == 2
    with pytest.raises(ValidationError):
        adapter.validate_python({"visits": 2})
    with pytest.raises(ValidationError, match="nothing told"):
        TypeAdapter(ToldTwice).validate_python({"id": "1", "again": ""})


def test_no_name_of_a_field_disturbs_the_initializer():
    @dataclass(frozen=True)
    class Awkward:
        own: int
        scope: int
        absent: int
        dict: int = 4
        make: list[int] = field(default_factory=list)
        default: int = 6

    assert vars(Awkward(1, 2, 3)) == {
        "own": 1,
        "scope": 2,
        "absent": 3,
        "dict": 4,
        "make": [],
        "default": 6,
    }


def test_the_initializer_is_written_once_and_not_before_it_is_needed():
    @dataclass(frozen=True)
    class Fresh:
        word: str

    before = Fresh.__init__
    Fresh("a")
    written = Fresh.__init__
    Fresh("b")
    assert before is not written
    assert Fresh.__init__ is written
    assert [one.name for one in fields(Fresh)] == ["word"]

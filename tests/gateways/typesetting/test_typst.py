"""Documents are set as they are told: texts stay texts, in every script, the same each time."""

import pytest

from chalicelib.gateways.typesetting.port import (
    Column,
    Facts,
    Grid,
    Heading,
    Kind,
    Note,
    Paper,
    Part,
)
from chalicelib.gateways.typesetting.typst import TypstTypesetter
from tests.kit.statements import extent_of, fonts_of, links_of, pages_of

COLUMNS = (Column("Deal", 2, Kind.CODE), Column("Name", 3), Column("Amount", 2, Kind.NUMBER))


def paper(*parts: Part, language: str = "en") -> Paper:
    return Paper("A paper", language, "Meridian", parts)


def text_of(*parts: Part, language: str = "en") -> str:
    return "\n".join(pages_of(TypstTypesetter().pdf(paper(*parts, language=language))))


def test_all_parts_stand_on_the_paper_in_their_order():
    text = text_of(
        Heading("Statement", 1),
        Facts((("Broker", "Meridian"),)),
        Note("Small letters."),
        Grid(COLUMNS, (("d1", "Lin", "1.25"),), (("", "Sum", "1.25"),)),
    )
    places = [text.index(one) for one in ("Statement", "Broker", "Small", "Deal", "d1", "Sum")]
    assert places == sorted(places)
    assert "1 / 1" in text


@pytest.mark.parametrize("nasty", ["#panic()", "*a* _b_ $x$", "@ref <lbl>", "\\u{1F600}", "= h"])
def test_a_text_is_never_markup(nasty):
    assert nasty in text_of(Heading(nasty), Note(nasty), Grid(COLUMNS, ((nasty, nasty, nasty),)))


def test_a_long_table_goes_on_with_its_heading_on_every_page():
    rows = tuple((f"d{number}", "Lin", "1.00") for number in range(200))
    pages = pages_of(TypstTypesetter().pdf(paper(Grid(COLUMNS, rows))))
    assert len(pages) > 2
    assert all("Deal Name Amount" in page for page in pages)
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    assert "d199" in pages[-1]


def test_the_first_cells_of_rows_open_their_addresses():
    grid = Grid(
        COLUMNS,
        (("d1", "a", "1"), ("d2", "b", "2")),
        links=("https://p.example/1", "https://p.example/2"),
    )
    assert links_of(TypstTypesetter().pdf(paper(grid))) == list(grid.links)


@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("en", "Lin", "Inter"),
        ("zh", "佣金结算单", "NotoSansSC"),
        ("ar", "كشف العمولات", "NotoSansArabic"),
    ],
)
def test_every_script_is_set_in_a_font_that_has_it(language, text, font):
    content = TypstTypesetter().pdf(paper(Heading(text, 1), language=language))
    assert any(font in name for name in fonts_of(content))


def test_arabic_letters_are_joined_and_begin_at_the_right():
    def extent(text: str) -> tuple[float, float]:
        return extent_of(TypstTypesetter().pdf(paper(Heading(text, 1), language="ar")), text)

    apart = "\u200c"
    joined, separate = extent("كشف"), extent(apart.join("كشف"))
    assert joined[1] == pytest.approx(separate[1], abs=2)
    assert joined[1] > 800
    assert joined[1] - joined[0] < separate[1] - separate[0]


def test_the_same_paper_makes_the_same_file():
    one = paper(Heading("Statement", 1), Note("Small letters."))
    assert TypstTypesetter().pdf(one) == TypstTypesetter().pdf(one)

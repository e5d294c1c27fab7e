"""One palette: Streamlit's theme, our style sheet and the charts say the same colours."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from cds_tracker.style.colours import DARK, LIGHT, ORDER
from cds_tracker.ui.charts import queries
from cds_tracker.ui.menu import MENU, registered
from cds_tracker.ui.theme import style_sheet

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def test_the_theme_of_the_configuration_is_the_palette() -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    for look in (LIGHT, DARK):
        said = theme[look.name]
        assert said["backgroundColor"].lower() == look.ground.lower()
        assert said["textColor"].lower() == look.ink.lower()
        assert said["primaryColor"].lower() == look.brand.lower()


def test_every_meaning_has_its_colours_and_pattern_in_the_style_sheet() -> None:
    written = style_sheet()
    for meaning in ORDER:
        assert f".m-{meaning} {{" in written
        assert LIGHT[meaning].fill in written
        assert DARK[meaning].fill in written
    assert "http" not in written, "no request to anybody else"


def test_a_mark_gives_the_query_that_it_carries() -> None:
    event: dict[str, dict[str, list[Mapping[str, object]]]] = {
        "selection": {"points": [{"customdata": '{"unit": "VP"}'}, {"customdata": ['{"id": "7"}']}, {"customdata": None}]}
    }
    assert queries(event) == [{"unit": "VP"}, {"id": "7"}]


def test_every_page_of_the_menu_is_there_and_short() -> None:
    assert registered() == MENU
    for entry in MENU:
        assert len(entry.path.read_text(encoding="utf-8").splitlines()) <= 80
        assert f'= open_page("{entry.slug}", Act.' in entry.path.read_text(encoding="utf-8")

"""Units as files bring them: known by code, else by name, and never doubled."""

from datetime import date

from cds_tracker.store import units
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved

DAY = date(2025, 3, 31)


def load(database: Database, *lines: str) -> Saved:
    with database.write() as connection:
        return units.load_csv(connection, "\n".join(("code,name", *lines)).encode(), Cause("units", "Lan", DAY))


def test_a_unit_is_known_by_its_code_else_by_its_name_and_loading_twice_is_loading_once(database: Database) -> None:
    assert load(database, "XYZ,Vụ Dữ liệu số").new == ("XYZ",)
    assert load(database, "XYZ,Vụ Dữ liệu số") == Saved((), (), ("XYZ",), None)
    assert load(database, "DLS,VỤ DỮ LIỆU SỐ").new == ()


def test_a_renamed_unit_still_answers_to_the_name_that_it_gave_up(database: Database) -> None:
    load(database, "XYZ,Vụ Dữ liệu số")
    assert load(database, "XYZ,Cục Dữ liệu số").changed == ("XYZ",)
    assert load(database, "XYZ,Cục Dữ liệu số").revision is None
    with database.read() as connection:
        registry = units.load(connection)
    assert registry.read("Vụ Dữ liệu số").refs == registry.read("Cục Dữ liệu số").refs == ["XYZ"]


def test_a_name_that_another_unit_takes_over_is_the_others(database: Database) -> None:
    load(database, "XYZ,Vụ Dữ liệu số")
    load(database, "XYZ,Vụ Hạ tầng số", "NEW,Vụ Dữ liệu số")
    with database.read() as connection:
        assert units.load(connection).read("Vụ Dữ liệu số").refs == ["NEW"]

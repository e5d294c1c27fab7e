"""A workbook of ours that LibreOffice has opened and saved in its own way is still ours."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.domain.people import operator
from cds_tracker.store.database import connect
from cds_tracker.workflows import importing
from cds_tracker.workflows.exporting import Exported
from cds_tracker.workflows.importing import Target
from tests.workflows.offices import opened
from tests.workflows.readings import reading
from tests.workflows.test_exporting import HARD, changes, give, read

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
FORMS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}


def saved(given: Exported, folder: Path, form: str) -> Exported:
    """The file as LibreOffice writes it."""
    before, profile = folder / "ours.xlsx", (folder / "profile").as_uri()
    before.write_bytes(given.content)
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", FORMS[form], "--outdir",
         str(folder / "theirs"), str(before)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return Exported(f"ours.{form}", (folder / "theirs" / f"ours.{form}").read_bytes(), given.tasks)


def test_saved_by_libreoffice_in_either_form_it_changes_nothing_and_its_rows_are_known(sqlite_url: str, tmp_path: Path) -> None:
    database = connect(sqlite_url)
    opened(database)
    whoever = operator("test")
    more = importing.preview(database, reading(HARD, first=20), Target("KH"), date(2025, 6, 30), whoever)
    assert importing.carry_out(database, more, whoever) is not None
    for form in FORMS:
        back = saved(give(database), tmp_path, form)
        assert all(row.mark for row in read(database, back).rows), form
        counts = changes(database, back)
        assert counts["unchanged"] == counts["rows"] > 4, form
    database.close()

"""django-import-export doing the same as we do with a workbook: reading it, a preview with differences, the import.

As its documentation has it: a model with the same 14 columns, rows known by their code, unchanged ones skipped, a dry run
with differences for the page that asks for confirmation, then the import itself. It keeps neither what was said before nor
who said it; units, areas and wordings of deadlines stay the texts that they are.
"""

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.process import Watch

LARGEST = 10_000  # rows; with ten times as many it takes minutes for every run
FIRST = "TT"  # what the header begins with


def is_here() -> bool:
    """Whether it is installed: ``make bench`` does that, the tests do not need it."""
    return find_spec("import_export") is not None


def run(path: Path, database: Path, quick: bool = False) -> Watch:
    """Reading, preview and import of one workbook. ``quick``: by its settings for bulk, which show no differences."""
    resource = _resource(database, quick)
    import tablib

    watch = Watch()
    with watch("read"):
        sheet = list(tablib.import_set(path.read_bytes(), format="xlsx"))
        start = next(place for place, row in enumerate(sheet) if row[0] == FIRST) + 1
        rows = [[_day(cell) for cell in row] for row in sheet[start:]]
        dataset = tablib.Dataset(*rows, headers=list(resource.fields))
    with watch("preview"):
        shown = resource.import_data(dataset, dry_run=True)
    if shown.has_errors() or shown.has_validation_errors():
        raise SystemExit(f"refused: {shown.row_errors()[:1]}")
    with watch("apply"):
        resource.import_data(dataset, dry_run=False, raise_errors=True)
    return watch


def _day(cell: object) -> object:
    """Days without a time: with one they would count as changed whenever the same file comes again."""
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def _resource(database: Path, quick: bool) -> Any:
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["import_export", "benchmarks"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    task = _model()
    from django.db import connection
    from import_export.instance_loaders import CachedInstanceLoader
    from import_export.resources import modelresource_factory

    if task._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as schema:
            schema.create_model(task)
    options: dict[str, Any] = {"import_id_fields": ("code",), "exclude": ("id",)}
    options |= {"skip_unchanged": True, "report_skipped": True}
    if quick:
        options |= {"use_bulk": True, "skip_diff": True, "instance_loader_class": CachedInstanceLoader}
    return modelresource_factory(task, meta_options=options)()


def _model() -> Any:
    from django.db import models

    def text() -> Any:
        return models.TextField(null=True, blank=True)

    names = ("lead", "coordinating", "deadline", "deliverable", "area", "status")
    fields = {
        "stt": models.IntegerField(null=True),
        "code": models.CharField(max_length=40, unique=True),
        "title": models.TextField(),
        **{name: text() for name in names},
        "progress": models.FloatField(null=True),
        "completed_on": models.DateField(null=True),
        **{name: text() for name in ("evidence", "difficulty", "note")},
    }
    about = type("Meta", (), {"app_label": "benchmarks"})
    return type("Task", (models.Model,), {"__module__": __name__, "Meta": about, **fields})

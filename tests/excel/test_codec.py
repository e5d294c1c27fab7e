"""What crosses between the two processes arrives as it left."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cds_tracker.domain.picture import ColumnSeen, Picture, Question, RowSeen
from cds_tracker.domain.reading import Outcome, Problem, Reading, Row, Severity, Sheet, Skipped
from cds_tracker.domain.task import FIELDS, Value
from cds_tracker.excel.codec import BATCH, Encoder, decode, encode

TEXTS = st.text(st.characters(), max_size=20)
NUMBERS = st.integers(-(10**15), 10**15) | st.just(10**30) | st.floats(allow_nan=False, allow_infinity=False)
DEADLINES = st.dictionaries(TEXTS, TEXTS | st.none() | st.lists(TEXTS, max_size=2), max_size=3)
VALUES: st.SearchStrategy[Value] = st.one_of(TEXTS, NUMBERS, st.lists(TEXTS, max_size=3), DEADLINES)
NAMES = st.sampled_from(sorted(FIELDS))
ROWS = st.builds(
    Row,
    sheet=TEXTS,
    row=st.integers(1, 1_048_576),
    values=st.dictionaries(NAMES, VALUES, max_size=5),
    id=st.none() | st.integers(1),
    parent_row=st.none() | st.integers(1, 99),
    unreadable=st.frozensets(NAMES, max_size=3),
    cells=st.dictionaries(NAMES, st.sampled_from(["A7", "B17", "C1"]), max_size=3),
    columns=st.frozensets(NAMES, max_size=4),
    mark=st.none() | TEXTS,
)
LISTED = st.lists(TEXTS, max_size=2).map(tuple)
ROWS_SEEN = st.builds(RowSeen, st.integers(1), TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2), st.booleans())
COLUMNS_SEEN = st.builds(ColumnSeen, TEXTS, TEXTS, st.none() | NAMES, st.just("exact"), TEXTS, LISTED, LISTED, st.booleans())
PICTURES = st.builds(
    Picture,
    rows=st.lists(ROWS_SEEN, max_size=2).map(tuple),
    columns=st.lists(COLUMNS_SEEN, max_size=2).map(tuple),
    merges=LISTED,
)
QUESTIONS = st.builds(Question, st.just("column"), TEXTS, TEXTS, LISTED, TEXTS, st.integers(0), LISTED, st.none() | NAMES)
PROBLEMS = st.builds(
    Problem,
    code=TEXTS,
    severity=st.sampled_from(Severity),
    sheet=st.none() | TEXTS,
    cell=st.none() | st.just("F17"),
    row=st.none() | st.integers(1),
    column=st.none() | st.just("F"),
    field=st.none() | NAMES,
    value=st.none() | TEXTS,
    values=st.dictionaries(TEXTS, NUMBERS | TEXTS, max_size=2),
)
SHEETS = st.builds(
    Sheet,
    name=TEXTS,
    header_row=st.integers(1, 60),
    columns=st.dictionaries(NAMES, TEXTS, max_size=3),
    tasks=st.integers(0),
    headings=st.lists(TEXTS, max_size=3).map(tuple),
    unmapped=st.dictionaries(TEXTS, TEXTS, max_size=2),
    layout=TEXTS,
    picture=st.none() | PICTURES,
)
READINGS = st.builds(
    Reading,
    file=TEXTS,
    sha256=TEXTS,
    sheets=st.lists(SHEETS, max_size=2).map(tuple),
    rows=st.lists(ROWS, max_size=4).map(tuple),
    skipped=st.lists(st.builds(Skipped, sheet=TEXTS, row=st.integers(1), reason=TEXTS, text=TEXTS), max_size=2).map(tuple),
    problems=st.lists(PROBLEMS, max_size=3).map(tuple),
    refused=st.none() | st.sampled_from([Outcome.REJECT, Outcome.REJECT_WITH_ADVICE]),
    questions=st.lists(QUESTIONS, max_size=2).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(READINGS)
def test_every_reading_arrives_as_it_left(reading: Reading) -> None:
    arrived = decode(encode(reading))
    assert arrived == reading
    assert [type(v) for row in reading.rows for v in row.values.values()] == [
        type(v) for row in (arrived.rows if arrived else ()) for v in row.values.values()
    ]


def test_rows_by_the_batch_arrive_in_order() -> None:
    rows = tuple(Row("S", n, {"title": f"Nhiệm vụ {n}"}, cells={"title": f"B{n}"}) for n in range(1, 2 * BATCH + 2))
    assert decode(encode(Reading("a.xlsx", "0", rows=rows))) == Reading("a.xlsx", "0", rows=rows)


def test_a_reading_that_was_cut_off_is_none() -> None:
    lines = list(encode(Reading("a.xlsx", "0", rows=(Row("S", 1, {"title": "x"}),))))
    assert decode(lines[:-1]) is None
    assert decode([lines[0], lines[-1]]) is None
    assert decode(lines[1:]) is None


def test_rows_that_went_ahead_are_taken_back_where_the_reading_came_to_something_else() -> None:
    ahead = tuple(Row("S", n, {"title": f"Nhiệm vụ {n}"}, cells={"title": f"B{n}"}) for n in range(1, 4))
    for rows in (ahead, (*ahead, Row("S", 9, {"title": "y"})), ahead[:2], (Row("S", 1, {"title": "x"}), *ahead[1:]), ()):
        encoder = Encoder()
        lines = [encoder.rows(ahead[:1]), encoder.rows(ahead[1:]), *encoder.rest(Reading("a.xlsx", "0", rows=rows))]
        assert decode(lines) == Reading("a.xlsx", "0", rows=rows)

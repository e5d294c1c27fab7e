"""Who may read which task: every role by every tie, on the page of the task, in lists, in searches and on the command line."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.cli.app import main
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.scope import Scope
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from tests.pages.shell import links, markup, opened
from tests.permissions.plan import CANARIES, CODE, DAY, ROLES, UNIT

VI = Words("vi")
EVERYTHING = {"own", "lead", "help", "group", "other"}
TABLE = {
    "leadership": EVERYTHING,
    "admin": EVERYTHING,
    "viewer": EVERYTHING,
    "head": EVERYTHING - {"other"},
    "staff": EVERYTHING - {"other"},
}
READABLE = [(role, tie, tie in ties) for role, ties in TABLE.items() for tie in sorted(EVERYTHING)]
NARROW = ("head", "staff")
ON = {"as_of": DAY.isoformat()}
PAGES = ("tong-quan", "theo-don-vi", "theo-thoi-han", "theo-nen-tang", "nhiem-vu")
QUERIES = (
    {},
    {"lang": "en"},
    {"unit": "PC"},
    {"unit": "PC", "role": "lead", "timeliness": "open_overdue"},
    {"q": "chung"},
    {"assignee": "binh"},
    {"assignee": "@binh"},
    {"area": "none"},
    {"timeliness": "open", "parts": "yes"},
    {"due": "2025-02"},
    {"as_of": "2025-02-15"},
    {"known_at": "99"},
    {"explained": "yes"},
)


def sent(app: AppTest) -> str:
    """Everything that the run sent to the browser, figures and their alternative texts too; in small letters."""
    return "\n".join(str(proto) for proto in _protos(app._tree)).lower()


def _protos(node: object) -> Iterator[object]:
    if (proto := getattr(node, "proto", None)) is not None:
        yield proto
    for child in getattr(node, "children", {}).values():
        yield from _protos(child)


@pytest.mark.parametrize(("role", "tie", "readable"), READABLE)
def test_the_page_of_a_task_opens_for_those_who_may_read_it(
    numbers: dict[str, int], role: str, tie: str, readable: bool
) -> None:
    shown = markup(opened("chi-tiet", ROLES[role], id=str(numbers[tie]), **ON))
    assert (VI("tasks.detail.missing") not in shown) is readable
    assert (VI("tasks.detail.history") in shown) is readable


@pytest.mark.parametrize("role", NARROW)
def test_a_task_out_of_scope_is_answered_like_one_that_does_not_exist(numbers: dict[str, int], role: str) -> None:
    hidden = markup(opened("chi-tiet", ROLES[role], id=str(numbers["other"]), **ON))
    nothing = markup(opened("chi-tiet", ROLES[role], id="999999", **ON))
    assert hidden == nothing
    assert VI("scope.maybe") in hidden


@pytest.mark.parametrize("role", TABLE)
@pytest.mark.parametrize("query", [{}, {"q": "chung"}, {"role": "any"}, {"sort": "overdue"}], ids=str)
def test_lists_and_searches_hold_what_one_may_read(numbers: dict[str, int], role: str, query: dict[str, str]) -> None:
    shown = markup(opened("nhiem-vu", ROLES[role], **query, **ON))
    opens = {dict(parse_qsl(urlsplit(address).query)).get("id") for address, _ in links(shown)}
    assert {tie for tie, number in numbers.items() if str(number) in opens} == TABLE[role]


@pytest.mark.parametrize("role", NARROW)
@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_nothing_of_a_task_out_of_scope_reaches_the_browser(
    numbers: dict[str, int], role: str, slug: str, query: dict[str, str]
) -> None:
    told = sent(opened(slug, ROLES[role], **{**ON, **query}))
    assert [word for word in CANARIES if word in told] == []


@pytest.mark.parametrize("role", NARROW)
@pytest.mark.parametrize("slug", [*PAGES, "chi-tiet"])
def test_nor_by_its_number_in_the_address_of_any_page(numbers: dict[str, int], role: str, slug: str) -> None:
    told = sent(opened(slug, ROLES[role], id=str(numbers["other"]), month="2025-02", page="1", **ON))
    assert [word for word in CANARIES if word in told] == []


def test_leadership_is_sent_every_canary_so_that_their_absence_means_something(numbers: dict[str, int]) -> None:
    detail = sent(opened("chi-tiet", "ha", id=str(numbers["other"]), **ON))
    assert [word for word in CANARIES if word not in detail] == ["zqstt", "zqbasis"]  # these two are shown nowhere
    for slug in ("tong-quan", "theo-thoi-han", "theo-nen-tang", "nhiem-vu"):
        assert "zqtitle" in sent(opened(slug, "ha", **ON)), slug
    assert "zqassignee" in sent(opened("nhiem-vu", "ha", **ON))  # among the choices
    assert "zqtitle" in sent(opened("theo-don-vi", "ha", unit="PC", **ON))


@pytest.mark.parametrize("role", NARROW)
def test_counts_of_the_whole_ministry_are_the_same_for_everybody(numbers: dict[str, int], role: str) -> None:
    def cards(account: str) -> list[str]:
        return re.findall(r'class="cds-num">([^<]+)<', markup(opened("tong-quan", account, **ON)))

    assert cards(ROLES[role]) == cards("ha")


LEFT_OUT = [({}, 3), ({"unit": "PC"}, 3), ({"unit": "VP"}, 0), ({"due": "2025-02"}, 1)]


@pytest.mark.parametrize(("query", "hidden"), LEFT_OUT, ids=str)
def test_the_same_link_says_how_many_are_left_out(numbers: dict[str, int], query: dict[str, str], hidden: int) -> None:
    shown = markup(opened("nhiem-vu", "lan", **query, **ON))
    assert (VI("scope.hidden", count=hidden) in shown) is (hidden > 0)
    assert "cds-sub" in shown
    assert VI("scope.hidden", count=hidden) not in markup(opened("nhiem-vu", "ha", **query, **ON))


def test_a_number_opens_a_list_that_says_how_many_of_them_are_shown(numbers: dict[str, int]) -> None:
    shown = markup(opened("nhiem-vu", "lan", **ON))
    assert VI("scope.shown", here=4, count=7) in shown
    assert VI("scope.none") in markup(opened("nhiem-vu", "lan", due="2025-02", **ON))


def test_a_search_counts_within_the_scope_only(numbers: dict[str, int]) -> None:
    revision = data.revision()
    mine = Scope((UNIT,))
    for found in (Filters(q="zqtitle"), Filters(assignee="Zqassignee"), Filters(section="Zqsection 2 chung")):
        asked = Filters(plan=CODE, as_of=DAY, lang="vi", q=found.q, assignee=found.assignee, section=found.section)
        assert data.count(asked, revision, mine) == 0
        assert data.count(asked, revision) > 0
    assert VI("scope.searched") in markup(opened("tong-quan", "lan", q="chung", **ON))


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.parametrize("role", TABLE)
def test_the_command_line_obeys_the_rights_of_the_account(
    numbers: dict[str, int], capsys: pytest.CaptureFixture[str], role: str
) -> None:
    code, out, err = command(capsys, "tasks", "--as", ROLES[role], "--as-of", DAY.isoformat(), "--json")
    listed = {task["id"] for task in json.loads(out)}
    assert code == 0
    assert {tie for tie, number in numbers.items() if number in listed} == TABLE[role]
    assert ("3" in err) is (role in NARROW)
    if role in NARROW:
        assert not any(word in (out + err).lower() for word in CANARIES)
        _, out, err = command(capsys, "tasks", "--as", ROLES[role], "--q", "zqtitle", "--as-of", DAY.isoformat(), "--json")
        assert (json.loads(out), err) == ([], "")


def test_without_an_account_the_operator_of_the_server_reads_everything(
    numbers: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = command(capsys, "tasks", "--as-of", DAY.isoformat(), "--json")
    assert len(json.loads(out)) == 7
    assert err == ""


@pytest.mark.parametrize("account", ["gone", "nobody"])
def test_an_account_without_a_valid_grant_reads_nothing(
    numbers: dict[str, int], capsys: pytest.CaptureFixture[str], account: str
) -> None:
    for name in ("tasks", "figures"):
        code, out, _ = command(capsys, name, "--as", account, "--as-of", DAY.isoformat(), "--json")
        assert (code, json.loads(out)["outcome"]) == (2, "reject")


@pytest.mark.parametrize("role", TABLE)
def test_figures_are_for_all_who_may_follow(numbers: dict[str, int], capsys: pytest.CaptureFixture[str], role: str) -> None:
    code, out, _ = command(capsys, "figures", "--as", ROLES[role], "--as-of", DAY.isoformat(), "--json")
    assert (code, json.loads(out)["total"]) == (0, 7)


@pytest.mark.parametrize("role", [role for role in TABLE if role != "admin"])
def test_only_an_admin_loads_units_on_the_command_line(
    numbers: dict[str, int], capsys: pytest.CaptureFixture[str], tmp_path: object, role: str
) -> None:
    file = f"{tmp_path}/units.csv"
    with open(file, "w", encoding="utf-8") as written:
        written.write("order,code,name,short_names,valid_from,valid_to,successor,basis\n900,XYZ,Đơn vị thử,,,,,\n")
    code, out, _ = command(capsys, "units", "load", file, "--as", ROLES[role], "--json")
    assert (code, json.loads(out)["outcome"]) == (2, "reject")
    assert "XYZ" not in data.registry(data.revision()).units

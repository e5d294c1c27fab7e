"""What must hold before the port opens."""

import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.web import configuration, server
from cds_tracker.web.secret import cookie_secret
from tests.browser.serving import CHECKOUT, environment

KNOWN = {**configuration.EXPECTED, **configuration.AT_MOST}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("runner.postScriptGC", True),
        ("server.fileWatcherType", "auto"),
        ("client.showErrorDetails", "full"),
        ("client.toolbarMode", "auto"),
        ("browser.gatherUsageStats", True),
        ("client.disableDataExport", False),
        ("client.allowedOrigins", ["https://example.com"]),
        ("server.enableXsrfProtection", False),
        ("server.enableAgentApi", True),
        ("server.maxUploadSize", 200),
        ("server.maxWidgetStateSize", None),
    ],
)
def test_a_weakened_value_is_named(name: str, value: object) -> None:
    weak = configuration.weaknesses({**KNOWN, name: value}.__getitem__)
    assert len(weak) == 1
    assert weak[0].startswith(f"{name} = {value!r}")


def test_the_values_of_the_file_are_strong() -> None:
    assert configuration.weaknesses(KNOWN.__getitem__) == []


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "cookie"
    with ThreadPoolExecutor(4) as several:
        secrets = set(several.map(cookie_secret, [path] * 8))
    assert secrets == {path.read_text(encoding="ascii")}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["cookie"]


def test_an_emptied_secret_is_not_accepted(tmp_path: Path) -> None:
    (tmp_path / "cookie").write_text("", encoding="ascii")
    with pytest.raises(ValueError, match="cookie"):
        cookie_secret(tmp_path / "cookie")


def test_streamlit_signs_with_the_kept_secret(tmp_path: Path) -> None:
    asked = "import dashboard; from streamlit.web.server.server_util import get_cookie_secret; print(get_cookie_secret())"
    said = [
        subprocess.run(
            [sys.executable, "-c", asked], cwd=CHECKOUT, env=environment(tmp_path), capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said[0] == said[1] == (tmp_path / "secrets" / "cookie").read_text(encoding="ascii")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.com"])
def test_no_other_address_is_served(host: str) -> None:
    with pytest.raises(TrackerError) as refused:
        server.bind(host, 0)
    assert refused.value.key == "serve_loopback_only"


def test_a_taken_port_is_told_and_a_free_one_has_no_delay() -> None:
    with server.bind("127.0.0.1", 0) as listening:
        assert server.url(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"
        assert listening.proto != 0
        with pytest.raises(TrackerError) as refused:
            server.bind("127.0.0.1", listening.getsockname()[1])
        assert refused.value.key == "serve_port_taken"


def test_serve_refuses_with_exit_code_2_and_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cds_tracker", "serve", "--host", "0.0.0.0"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--host 127.0.0.1" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_demo_is_served_to_no_other_machine_whatever_its_name(demo_folder: Path, tmp_path: Path) -> None:
    there = environment(shutil.copytree(demo_folder, tmp_path / "demo"), CDS_PUBLIC_URL="https://cds.example.vn")
    command = [sys.executable, "-m", "cds_tracker", "serve", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(command, cwd=CHECKOUT, env=there, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "dữ liệu minh họa" in done.stderr


def test_serve_says_in_one_line_that_the_database_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "cds.db").write_bytes(b"this is no database at all, but it is long enough to look like a file" * 20)
    command = [sys.executable, "-m", "cds_tracker", "serve", "--port", "0"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1

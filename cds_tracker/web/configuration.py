"""Streamlit's configuration: found under every launcher, and not weaker than what this application rests on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from streamlit import config

HOSTS = ["localhost", "127.0.0.1", "::1"]
TRUSTED = {"x-cds-account": "account", "x-cds-session": "session", "x-cds-address": "address", "x-cds-form": "form"}
EXPECTED: Mapping[str, object] = MappingProxyType(
    {
        "browser.gatherUsageStats": False,
        "client.allowedOrigins": [],
        "client.disableDataExport": True,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "global.developmentMode": False,
        "global.e2eTest": False,
        "runner.postScriptGC": False,
        "server.allowedHosts": HOSTS,
        "server.allowRunOnSave": False,
        "server.corsAllowedOrigins": [],
        "server.customComponentBaseUrlPath": "",
        "server.enableAgentApi": False,
        "server.enableCORS": True,
        "server.enableStaticServing": False,
        "server.enableXsrfProtection": True,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.scriptHealthCheckEnabled": False,
        "server.trustedUserHeaders": TRUSTED,
        "server.unsafeMetricsUserAttributes": [],
    }
)
AT_MOST: Mapping[str, int] = MappingProxyType(
    {
        "server.disconnectedSessionTTL": 30,
        "server.maxMessageSize": 50,
        "server.maxUploadSize": 25,
        "server.maxWidgetStateSize": 2,
    }
)


class WeakConfiguration(RuntimeError):
    """The effective configuration is weaker than the one in ``.streamlit/config.toml``."""


def anchor(dashboard: Path) -> None:
    """Make Streamlit look for ``.streamlit/config.toml`` beside ``dashboard``, as ``streamlit run`` does.

    Without it the file is looked for beside the script of ``st.App`` and in the working directory only.
    """
    if config._main_script_path is None:
        config._main_script_path = str(dashboard)


def set_cookie_secret(secret: str) -> None:
    """Sign Streamlit's cookies with a secret that outlives the process."""
    config.set_option("server.cookieSecret", secret, "data directory")


def admit(host: str | None) -> None:
    """Let Streamlit answer under the public name too."""
    if host is not None:
        config.set_option("server.allowedHosts", [*config.get_option("server.allowedHosts"), host], "CDS_PUBLIC_URL")


def weaknesses(option: Callable[[str], object] = config.get_option, host: str | None = None) -> list[str]:
    """Every option whose effective value is not as asserted: ``name = found (expected …)``. ``host`` is the public name."""
    expected = {**EXPECTED, "server.allowedHosts": [*HOSTS, *([host] if host else [])]}
    found = [(name, option(name), repr(wanted)) for name, wanted in expected.items()]
    found = [(name, value, wanted) for name, value, wanted in found if (value or None) != (expected[name] or None)]
    for name, most in AT_MOST.items():
        value = option(name)
        if not isinstance(value, int | float) or value > most:
            found.append((name, value, f"at most {most}"))
    return [f"{name} = {value!r} (expected {wanted})" for name, value, wanted in found]


def assert_hardened(host: str | None) -> None:
    """Refuse to start with a weakened configuration."""
    if weak := weaknesses(host=host):
        raise WeakConfiguration("weakened configuration: " + "; ".join(weak))

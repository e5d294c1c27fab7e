"""The style sheet: the palette of meaning as variables that follow light and dark by themselves, then the files of ``css/``."""

from functools import cache
from pathlib import Path

from cds_tracker.style.colours import DARK, LIGHT

OVER = "[data-st-overlay-root]"  # what opens over the page lies outside .stApp, which alone knows light from dark
GROUND = ("ground", "raised", "ink", "muted", "grid", "track", "brand")
PATTERNS = {  # the pattern of a meaning (Plotly's names) as a CSS background, in the colour of its line
    "/": "repeating-linear-gradient(135deg, var(--l) 0 1.5px, transparent 1.5px 6px)",
    "\\": "repeating-linear-gradient(45deg, var(--l) 0 1.5px, transparent 1.5px 5px)",
    "-": "repeating-linear-gradient(0deg, var(--l) 0 1px, transparent 1px 5px)",
    "|": "repeating-linear-gradient(90deg, var(--l) 0 1px, transparent 1px 5px)",
    ".": "radial-gradient(var(--l) 1.1px, transparent 1.4px) 0 0 / 5px 5px",
    "+": "repeating-linear-gradient(0deg, var(--l) 0 1px, transparent 1px 6px), "
    "repeating-linear-gradient(90deg, var(--l) 0 1px, transparent 1px 6px)",
    "x": "repeating-linear-gradient(45deg, var(--l) 0 1px, transparent 1px 5px), "
    "repeating-linear-gradient(135deg, var(--l) 0 1px, transparent 1px 5px)",
    "": "none",
}


@cache
def style_sheet() -> str:
    """All of it, as one ``<style>`` element."""
    written = (path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "css").glob("*.css")))
    return f"<style>{_ground()}{_meanings()}{''.join(written)}</style>"


def _ground() -> str:
    said = (f"--{name}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});" for name in GROUND)
    return f":is(.stApp, {OVER}) {{ {' '.join(said)} }}\n{OVER} {{ color-scheme: light dark; }}\n"


def _meanings() -> str:
    rules = []
    for name, light in LIGHT.meanings.items():
        dark = DARK[name]
        pairs = {"c": (light.fill, dark.fill), "t": (light.text, dark.text), "l": (light.line, dark.line)}
        pairs["w"] = (light.word, dark.word)
        said = " ".join(f"--{short}: light-dark({a}, {b});" for short, (a, b) in pairs.items())
        rules.append(f".m-{name} {{ {said} --p: {PATTERNS[light.pattern]}; }}\n")
    return "".join(rules)

"""A tiny line as inline SVG: numbers alone, so that nothing of a workbook gets into the markup."""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 120, 28, 3


def spark(values: Sequence[int], colour: str, label: str = "", width: int = WIDTH, height: int = HEIGHT) -> str:
    """A line through ``values``, its last point marked; flat where nothing changed. ``label`` is for those who hear it."""
    if not values:
        return ""
    low, high = min(values), max(values)
    across = (width - 2 * EDGE) / max(len(values) - 1, 1)
    up = (height - 2 * EDGE) / (high - low) if high > low else 0.0
    foot = height - EDGE if up else height / 2
    points = [(EDGE + place * across, foot - (value - low) * up) for place, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    said = f' role="img" aria-label="{_attribute(label)}"' if label else ' aria-hidden="true"'
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" preserveAspectRatio="none"{said}>'
        f'<polyline points="{line}" fill="none" stroke="{_attribute(colour)}" stroke-width="1.6" stroke-linejoin="round"'
        ' stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
        f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.4" fill="{_attribute(colour)}"/></svg>'
    )


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")

"""The look's colours keep their contrast in both themes (WCAG 2.2: text 4.5, edges that mean something 3.0)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parent.parent / "static/css/tokens.css").read_text()
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", part, re.I)) for part in CSS.split("@media", 1))
STATES = ("aman", "segera", "kritis", "lewat", "tepat", "telat", "tunggu")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_reads_on_every_ground(theme):
    pairs = [(ink, ground) for ink in ("ink", "muted", "link") for ground in ("canvas", "surface", "sunken")]
    pairs += [(s, f"{s}-ground") for s in STATES] + [(s, "surface") for s in STATES]
    pairs += [("add-ink", "add"), ("del-ink", "del"), ("on-btn", "btn"), ("on-rail", "rail"), ("rail-muted", "rail")]
    assert not [(a, b) for a, b in pairs if contrast(theme[a], theme[b]) < 4.5]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_that_mean_something_are_seen(theme):
    pairs = [("line-strong", g) for g in ("canvas", "surface", "sunken")] + [
        ("accent", "canvas"),
        ("rail-mark", "rail"),
    ]
    pairs += [(f"{s}-bar", "surface") for s in STATES if s != "segera"]
    assert not [(a, b) for a, b in pairs if contrast(theme[a], theme[b]) < 3]
    assert contrast(theme["segera"], theme["surface"]) >= 3, "the amber bar is edged with its word's colour"

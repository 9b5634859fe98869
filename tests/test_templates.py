"""The form of the templates: short lines, short files, tags that close where they open, and no app of the roof's below."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from config import gallery, urls
from incidents.templatetags import parts
from tests.production import GOOD, start

urlpatterns = [*urls.urlpatterns, *gallery.urlpatterns]  # as in development, for the tests of the gallery

BASE = Path(__file__).resolve().parent.parent
TEMPLATES = BASE / "templates"
LONGEST_LINE = LONGEST_FILE = 120
EVERY = sorted(TEMPLATES.rglob("*.html"))
# mails, and words of letters
PLAIN = sorted(path for path in TEMPLATES.rglob("*") if path.is_file() and path.suffix != ".html")
VOID = set("area base br col embed hr img input link meta source track wbr".split())
OPTIONAL = {"html", "body", "head"}  # may be left out, as in the page for faults


def name(path):
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", [*EVERY, *PLAIN], ids=name)
def test_lines_and_files_are_short(path):
    lines = path.read_text().splitlines()
    assert [(n, len(line)) for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []
    assert len(lines) < LONGEST_FILE


TAG = re.compile(r"{%\s*(?P<end>end)?(?P<tag>\w+).*?%}")
BRANCHES = {"else", "elif", "empty", "plural"}


def wordy(text):
    """The lines on which words stand beside a tag that has its other end, or a branch, on another line."""
    blocks, lines = set(re.findall(r"{%\s*end(\w+)", text)), text.split("\n")
    opened, beside = [], set()  # of each open tag the lines it stands on
    for tag in TAG.finditer(text):
        line = text.count("\n", 0, tag.start())
        if tag["end"]:
            stands = {*opened.pop(), line}
            beside |= stands if len(stands) > 1 else set()
        elif tag["tag"] in BRANCHES:
            opened[-1].add(line)
        elif tag["tag"] in blocks:
            opened.append({line})
    return [lines[n] for n in sorted(beside) if TAG.sub("", lines[n]).strip()]


@pytest.mark.parametrize("path", PLAIN, ids=name)
def test_in_plain_texts_a_tag_that_closes_further_down_stands_beside_no_words(path):
    assert wordy(path.read_text()) == []


def test_the_check_of_plain_texts_sees_what_it_is_for():
    assert wordy("a{% if b %}\nc{% endif %}") == ["a{% if b %}", "c{% endif %}"]
    assert wordy("{% if b %}\nc\n{% else %}d\n{% endif %}") == ["{% else %}d"]
    assert not wordy(
        "a{% if b %} c{% else %} d{% endif %}\n{% autoescape off %}{% if b %}\nc\n{% endif %}{% endautoescape %}"
    )


def test_the_record_s_templates_never_load_the_post_room():
    assert not [path for path in (TEMPLATES / "incidents").rglob("*.html") if "load postroom" in path.read_text()]


def test_every_badge_has_a_look_that_there_is():
    words = r'(?:_\("[^"]*"\)|"[^"]*"|\S+)'
    badge = re.compile(rf'{{% badge {words} "(\w+)"(?: "[\w-]+")? %}}')
    said = {look for path in EVERY for look in badge.findall(path.read_text())}
    assert len(said) > 4 and said <= parts.LOOKS
    with pytest.raises(ValueError):
        parts.badge("x", "beres")


@pytest.mark.parametrize(
    "tool", [("djhtml", "--check", "--tabwidth", "2"), ("djade", "--check", "--target-version", "5.2")]
)
def test_formatters_agree(tool):
    program = Path(sys.executable).parent / tool[0]
    done = subprocess.run([str(program), *tool[1:], *map(str, EVERY)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


TOKENS = re.compile(
    r"{#.*?#}|{{.*?}}|<!.*?>|{%\s*(?P<end>end)?(?P<tag>\w+).*?%}"
    r"|</(?P<closed>[a-zA-Z][\w-]*)|<(?P<opened>[a-zA-Z][\w-]*)|(?P<rest>/?>)",
    re.DOTALL,
)


def unbalanced(text):
    """Complaints about elements that do not close in the very branch of the very template tag they open in."""
    blocks = set(re.findall(r"{%\s*end(\w+)", text))
    stack, wrong = [], []  # of template tags, as "%if", and elements
    for token in TOKENS.finditer(text):
        if token["tag"] and (token["end"] or token["tag"] in BRANCHES):
            while stack and not stack[-1].startswith("%"):
                wrong.append(f"<{stack.pop()}> stays open at {token[0]}")
            if token["end"] and stack:
                stack.pop()
        elif token["tag"] in blocks:
            stack.append("%" + token["tag"])
        elif token["opened"] and token["opened"] not in VOID | OPTIONAL:
            stack.append(token["opened"])
        elif token["rest"] == "/>" and stack and not stack[-1].startswith("%"):
            stack.pop()
        elif token["closed"] and token["closed"] not in OPTIONAL:
            if stack and stack[-1] == token["closed"]:
                stack.pop()
            else:
                wrong.append(f"</{token['closed']}> closes nothing")
    return wrong + [f"<{what}> is never closed" for what in stack]


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_elements_close_where_they_open(path):
    assert unbalanced(path.read_text()) == []


def test_the_check_sees_what_it_is_for():
    assert unbalanced("{% if a %}<div>{% endif %}x{% if a %}</div>{% endif %}")
    assert unbalanced("{% for x in y %}{% if x %}<b>{% else %}<i>{% endif %}</b>{% endfor %}")
    assert unbalanced("<div><span></div></span>")
    assert not unbalanced('<ul {% if a %}class="b"{% endif %}>{% for x in y %}<li><br>{{ x }}</li>{% endfor %}</ul>')
    assert not unbalanced('{# <b> #}<svg><path d="M0 0"/></svg><input {% if a %}checked{% endif %}>')


def test_no_page_fills_two_places_of_its_layout_with_one_block():
    """A block inside another that has the name of one of the layout's would be shown there too, above the page."""
    layouts = [TEMPLATES / name for name in ("base.html", "staff.html", "visitor.html")]
    places = "|".join(sorted({name for path in layouts for name in re.findall(r"{% block (\w+) %}", path.read_text())}))
    inner = re.compile(rf"^ +.*{{% block ({places}) %}}", re.MULTILINE)
    assert {name(path): inner.findall(path.read_text()) for path in EVERY if path not in layouts} == {
        name(path): [] for path in EVERY if path not in layouts
    }


# --- the gallery of parts -------------------------------------------------------------------------------------------
def test_every_part_stands_in_the_gallery_with_what_it_takes_and_says():
    shown = "".join(path.read_text() for path in (TEMPLATES / "gallery").glob("*.html"))
    for part in gallery.every_part():
        assert f"parts.{part.name} %}}" in shown, part.name
        assert re.search(rf"{{% {part.name}\b", shown), part.name
        assert part.says and (":" in part.takes or not part.takes), part.name


@pytest.mark.urls("tests.test_templates")
@pytest.mark.parametrize("look", gallery.LOOKS)
def test_the_gallery_shows_every_part_in_both_looks(db, look):
    page = Client().get("/dev/parts/", {"look": look})
    assert page.status_code == 200
    text = page.content.decode()
    assert f'<body class="{look}">' in text
    assert all(f'id="{part.name}"' in text for part in gallery.every_part())
    sheet = Client().get("/dev/parts/looks.css").content.decode()
    assert f"body.{look} {{" in sheet and "--canvas: #0B131F" in sheet.partition("body.dark")[2]


@pytest.mark.parametrize(
    ("environment", "there"),
    [(GOOD, False), ({"DEMO": "1"}, True), ({"TANGGAP_MODE": "development"}, True), ({"TANGGAP_MODE": "test"}, False)],
)
def test_the_gallery_is_open_in_development_and_demo_alone(environment, there, tmp_path):
    code = "import django; django.setup(); from config.urls import urlpatterns as all; print([u.name for u in all if hasattr(u, 'name')])"
    done = start({**environment, "VAR_DIR": str(tmp_path)}, code)
    assert done.returncode == 0 and ("'gallery'" in done.stdout) is there, done.stderr

"""The plan of the house, held by tests: direction, size, one place for each question. Floors and style: `make check`."""

import ast
import re
from pathlib import Path

import polib
import pytest

from tests import second_database

BASE = Path(__file__).resolve().parent.parent
APPS = ("incidents", "notifications", "config")
SOURCES = [p for app in APPS for p in (BASE / app).rglob("*.py") if "migrations" not in p.parts]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def test_the_record_never_imports_the_post_room_nor_the_roof():
    for path in (p for p in SOURCES if p.parts[len(BASE.parts)] == "incidents"):
        assert not [m for m in imports(path) if m.split(".")[0] in ("notifications", "config")], path


def test_the_pure_modules_know_no_django():
    rooms = (BASE / "incidents" / room for room in ("plain", "workflow", "inspection"))
    files = [path for room in rooms for path in room.glob("*.py")]
    loose = (BASE / "incidents" / name for name in ("files/sheets.py", "errors.py", "translatable.py"))
    for path in [*files, *loose]:
        assert not [m for m in imports(path) if m.split(".")[0] in ("django", "celery")], path


def test_whatever_asks_on_which_database_it_runs_is_tested_on_both():
    asking = [p for p in SOURCES if re.search(r"\.vendor\b|sqlite_errorname", p.read_text())]
    assert {p.relative_to(BASE).as_posix() for p in asking} == set(second_database.EACH_IN_ITS_OWN_WAY)
    assert not [path for path in second_database.DECIDED_BY_A_DATABASE if not (BASE / path).is_file()]


@pytest.mark.parametrize("app", ["incidents", "notifications"])
def test_at_most_eight_files_lie_loose_at_an_apps_root(app):
    assert len(list((BASE / app).glob("*.py"))) <= 8


def test_no_query_set_reaches_a_model_through_the_metadata_of_another():
    """What stands beside its model is seen by a reader and by a type checker."""
    for path in SOURCES:
        text = path.read_text()
        assert not re.search(r"_meta\.get_field\([^)]*\)\.related_model|_meta\.apps\.get_model\(", text), path


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_file_of_the_apps_is_longer_than_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


def test_every_module_says_what_it_is_for():
    silent = [
        p
        for p in SOURCES
        if p.name not in ("__init__.py", "apps.py") and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert not silent


def test_no_task_is_ever_scheduled_by_eta_or_countdown():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                assert not {k.arg for k in node.keywords} & {"eta", "countdown"}, path


def calls(path):
    """Each call of a method or of a function of a module: (what is called, its name, its arguments)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, [ast.unparse(each) for each in node.args]


def other_spellings_of_a_day(path):
    """Calls that turn an instant into a day or into the hour of Jakarta without plain/clocks.py."""
    return [
        (on, name)
        for on, name, arguments in calls(path)
        if name in ("localdate", "localtime", "today", "make_aware")
        or (name == "date" and not arguments)
        or (name == "astimezone" and arguments != ["UTC"])
    ]


def test_the_day_of_an_instant_is_asked_of_the_clocks_alone():
    """A law, a letter's date and a list go by the day in WIB: one function says it, in whatever zone a process runs."""
    clocks = BASE / "incidents/plain/clocks.py"
    assert len(other_spellings_of_a_day(clocks)) == 2  # local() and day()
    assert not {path: found for path in SOURCES if path != clocks and (found := other_spellings_of_a_day(path))}


def test_no_file_of_tests_stands_on_another():
    """What several share stands beside tests/world.py, under its own name."""
    for path in (BASE / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                named = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
                of_tests = node.level or named[0] == "tests"
                assert not of_tests or not [each for each in named if each.startswith("test_")], path


# What is computed for an instant is given it: a sweep, a preview and the deed itself then see the same.
GIVEN_THE_INSTANT = (
    "incidents/plain",
    "incidents/workflow",
    "incidents/reports",
    "incidents/rule_previews",
    "notifications/mails",
)


def test_what_is_computed_for_an_instant_never_asks_the_clock_itself():
    for path in (path for room in GIVEN_THE_INSTANT for path in (BASE / room).rglob("*.py")):
        assert not [name for _on, name, _arguments in calls(path) if name in ("now", "utcnow")], path


SHARED_BY_VIEWS = {
    "base",
    "deed_page",
    "buttons",
    "button_addresses",
    "button_facts",
    "autosave",
    "kept_form",
    "list_page",
    "rate_limits",
    "case_letter_page",
    "complaint_page",
    "sheet_page",
    "register_sheet_words",
    "exporting",
    "fan_out_said",
}


def test_no_page_is_built_of_another_page():
    """What pages share stands in modules of its own; a view imports no other noun's view."""
    room = BASE / "incidents/views"
    for path in room.rglob("*.py"):
        out_of_its_folder = len(path.relative_to(room).parts)  # dots that lead from here to the room
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == out_of_its_folder:
                found = {node.module} if node.module else {alias.name for alias in node.names}
                assert found <= SHARED_BY_VIEWS, path


# Tables without a history of their own, and the events of a batch.
IN_BULK = ("deeds.py", "batch.py", "search.py", "duplicates.py", "transparency.py")


def test_tracked_models_are_never_updated_in_bulk():
    """.update() and bulk_* write no history; the post room's own rows and the index of words are not tracked."""
    for path in (p for p in SOURCES if p.parts[len(BASE.parts)] == "incidents"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "bulk_update", path
                assert node.func.attr != "bulk_create" or path.name in IN_BULK, path
                if node.func.attr == "update":
                    assert path.name in ("record.py", "keeping.py", "search.py", "door.py"), path


@pytest.mark.parametrize("app", ["incidents", "notifications"])
def test_two_branches_with_migrations_meet_in_git(app):
    """max_migration.txt names the last one: two branches that both add a migration conflict there, not in production."""
    folder = BASE / app / "migrations"
    assert (folder / "max_migration.txt").read_text().strip() == max(p.stem for p in folder.glob("0*.py"))


def test_every_icon_of_the_sprite_is_shown_and_every_icon_shown_is_there():
    there = set(re.findall(r'<symbol id="([\w-]+)"', (BASE / "static/img/icons.svg").read_text()))
    pages = [path.read_text() for path in (BASE / "templates").rglob("*.html")]
    texts = [*pages, *(path.read_text() for path in SOURCES)]
    named = set(re.findall(r"""(?<=["'])[\w-]+(?=["'])""", "".join(texts)))
    shown = {name for text in texts for name in re.findall(r'(?:{% icon |\bicon=)"([\w-]+)"', text)}
    assert not there - named and not shown - there


def test_styles_and_script_read_like_the_rest():
    """Short files, short lines, one declaration a line."""
    for path in (each for kind in ("css", "js") for each in (BASE / "static" / kind).rglob("*.*")):
        lines = path.read_text().splitlines()
        assert len(lines) <= 300 and all(len(line) <= 120 for line in lines), path
        assert path.suffix != ".css" or not [line for line in lines if re.search(r"[{;].*:.*;", line)], path


def test_only_pictures_that_a_page_shows_are_kept():
    pages = "".join(page.read_text() for page in (*BASE.glob("*.md"), *(BASE / "docs").rglob("*.md")))
    kept = {path.name for path in (BASE / "docs/pictures").iterdir()}
    assert kept == set(re.findall(r"pictures/([\w-]+\.png)", pages))


def test_the_indonesian_catalogue_is_complete():
    catalogue = polib.pofile(str(BASE / "locale/id/LC_MESSAGES/django.po"))
    missing = [e.msgid for e in catalogue if not e.obsolete and not e.translated()]
    assert not missing and not [e for e in catalogue if e.fuzzy]


MARKS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")


def test_every_text_marked_for_translation_is_in_the_catalogue():
    """Without gettext installed: the marks in code and templates are read from the sources."""
    catalogue = polib.pofile(str(BASE / "locale/id/LC_MESSAGES/django.po"))
    known = {text for entry in catalogue if not entry.obsolete for text in (entry.msgid, entry.msgid_plural)}
    marks = set()
    for path in (BASE / "templates").rglob("*.html"):
        marks |= set(re.findall(r"""\{% translate (?:"([^"]+)"|'[^']+')""", path.read_text())) - {""}
        marks |= set(re.findall(r"""\{% translate '([^']+)'""", path.read_text()))
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in MARKS:
                texts = node.args[: 2 if name.startswith("n") else 1]  # ngettext: one and many
                marks |= {each.value for each in texts if isinstance(each, ast.Constant)}
    assert not marks - known


@pytest.mark.asvs(15, 21)
def test_no_page_asks_another_host_and_no_template_carries_script_or_style():
    for path in (BASE / "templates").rglob("*.html"):
        text = path.read_text()
        if path.parent.name == "emails":  # a mail has no stylesheet but its own words; it asks no host either
            text = re.sub(r'\sstyle="[^"]*"|<style>[^<]*</style>', "", text)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r"""(src|href)=["']https?://""", text), path


def conditions_around_buttons(text):
    """What is asked before each button of a template that is not drawn out of the table of moves."""
    asked = []
    for tag, rest in re.findall(r"""{% (\w+)([^%]*)%}|<button""", text):
        if tag == "if":
            asked.append(rest)
        elif tag == "elif":
            asked[-1] += rest
        elif tag == "endif":
            asked.pop()
        elif tag in ("", "link_button", "post_button"):
            yield from asked


def test_no_template_asks_a_status_before_it_shows_a_button():
    """Which moves exist is the table's to say."""
    for path in (BASE / "templates").rglob("*.html"):
        assert not [asked for asked in conditions_around_buttons(path.read_text()) if "status" in asked], path
    assert list(conditions_around_buttons("{% if a.status == 'x' %}{% link_button _('Issue') here %}{% endif %}"))


def test_no_remark_of_a_template_reaches_a_reader():
    """Django's {# … #} ends with its line; one that runs on is printed, in a letter too."""
    for path in (each for each in (BASE / "templates").rglob("*.*") if each.is_file()):
        for line in path.read_text().splitlines():
            assert line.count("{#") == line.count("#}"), path


@pytest.mark.asvs(3)
def test_no_command_goes_through_a_shell_and_no_text_becomes_a_program():
    by_a_shell = re.compile(r"\bshell=|\bos\.(system|popen)\(|\bgetoutput\(|(?<![.\w])(eval|exec)\(")
    assert not [path for path in SOURCES if by_a_shell.search(path.read_text())]


@pytest.mark.asvs(65)
def test_no_script_keeps_anything_in_a_browser():
    """What somebody typed is kept on the server: a machine that several use would show it to the next."""
    keeping = re.compile(r"localStorage|sessionStorage|indexedDB|caches\.")
    scripts = {path.name: path.read_text() for path in (BASE / "static/js").rglob("*.js")}
    assert len(scripts) > 5 and not [name for name, text in scripts.items() if keeping.search(text)]
    cookies = {name: text.split("document.cookie")[1:] for name, text in scripts.items() if "document.cookie" in text}
    assert [*cookies] == ["clock.js"], "for five seconds, that nobody clicked"
    assert [each.split(";")[0] for each in cookies["clock.js"]] == [' = "sendiri=1']

"""What the guide names is there: files, folders, commands of make, links, names of the code. So it cannot rot unseen.

And what it says of tests and hooks holds: a test stands where its module's name leads, a commit meets what `make check` checks.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import audit
from scripts.check import PARTS

BASE = Path(__file__).resolve().parent.parent
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/recipes.md", "docs/glossary.md")
LISTS = ("SECURITY.md", "docs/looked-at.md", "docs/letters-a-to-e.md", "docs/mails/README.md")
PAGES = [*(BASE / name for name in (*GUIDES, *LISTS)), *sorted((BASE / "docs/decisions").glob("*.md"))]
ROOMS = [path for path in BASE.iterdir() if path.is_dir() and path.name not in (".git", ".venv", "var")]
FILES = [path for room in ROOMS for path in room.rglob("*") if path.is_file() and path.suffix != ".pyc"]
TREE = {
    f"/{path.relative_to(BASE)}"
    for path in [*BASE.iterdir(), *FILES, *(p for f in FILES for p in f.parents)]
    if BASE in path.parents
}
CODE = "\n".join(path.read_text() for path in FILES if path.suffix in (".py", ".html", ".js", ".csv", ".txt"))
WORDS = set(re.findall(r"\w+", CODE + " ".join(TREE)))

QUOTED = re.compile(r"```sh\n.*?```|`[^`\n]+`", re.DOTALL)
ENDINGS = "py|html|md|csv|css|js|txt|toml|svg|yaml"
# Made when the product runs or by pip, not kept in the tree; and what stands on other machines.
MADE = (".venv", "var", "out")


def quoted(page):
    return [each.strip("`") for each in QUOTED.findall(page.read_text())]


def paths(page):
    """Everything quoted that reads as a file or folder of the tree; `<noun>` stands for any name."""
    for each in quoted(page):
        for word in re.findall(r"[^\s\"'(),;=→×]+", each):
            word = word.partition("::")[0]
            bare = re.fullmatch(rf"[\w.<>-]+\.({ENDINGS})", word)
            nested = re.fullmatch(r"[\w.<>-]+(/[\w.<>-]+)*/?", word) and "/" in word and not word.startswith("/")
            if (bare or nested) and word.split("/")[0] not in MADE:
                yield word.strip("/")


def is_there(path):
    """True for a path from the root of the tree, or from any room in it."""
    pattern = re.compile(re.sub(r"<\w+>", r"[\\w]+", re.escape(f"/{path}")) + "$")
    return any(pattern.search(each) for each in TREE)


def name(page):
    return page.relative_to(BASE).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_that_a_page_names_exists(page):
    assert not [path for path in paths(page) if not is_there(path)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_of_make_exists(page):
    targets = re.findall(r"^([a-z]+):", (BASE / "Makefile").read_text(), re.MULTILINE)
    named = {target for each in quoted(page) for target in re.findall(r"(?<!\w)make ([a-z]+)", each)}
    assert named <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text())]
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]


def test_the_line_that_needs_no_server_and_no_setting_needs_none():
    """The very line of README, in a shell in which nothing is set, on one test that asks the database."""
    [line] = re.findall(r"`\.venv/bin/(pytest \S+)` needs no server and no setting", (BASE / "README.md").read_text())
    program, *arguments = line.split()
    command = [Path(sys.executable).parent / program, *arguments, "-k", "chain_of_custody"]
    bare = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=BASE, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout + done.stderr


def test_every_decision_has_a_number_of_its_own():
    decisions = {path.name[:4]: path.read_text() for path in (BASE / "docs/decisions").glob("*.md")}
    assert len(decisions) == len(list((BASE / "docs/decisions").iterdir()))
    assert not [number for number, text in decisions.items() if not text.startswith(f"# {int(number)}. ")]


@pytest.mark.parametrize("page", [BASE / each for each in (*GUIDES[1:], "docs/letters-a-to-e.md")], ids=name)
def test_every_name_of_the_code_that_a_guide_names_is_in_the_code(page):
    names = [each for each in quoted(page) if re.fullmatch(r"[A-Za-z_][\w.]*(\(.*\))?", each)]
    parts = {part for each in names for part in re.findall(r"\w+", each.partition("(")[0])}
    assert not {part for part in parts if part not in WORDS and not re.fullmatch(ENDINGS, part)}


# What a file of tests may be about: the rooms of its app. The post room stands on the record, so it judges that too.
JUDGES = {"incidents": ("incidents",), "notifications": ("notifications", "incidents")}
OF_SEVERAL_ROOMS = {
    "test_every_letter",  # the golden letters: table, wording, sheet and PDF at once
    "test_cancelled_meetings",  # act, letter, mail and calendar entry at once
    "test_joint_letters",  # act, number, bytes, mails and pages of one letter to several bodies
    "test_result_letters",  # act, letter, mail and page of each kind of result
    "test_nothing_untrue",  # what closing a case asks of its assertions, law and outcome
    "test_mistaken_cases_shut",  # table, door, verbs and pages of what is entered in a mistake, or leaves it
}


@pytest.mark.parametrize("app", JUDGES)
def test_every_file_of_tests_is_named_after_what_it_judges(app):
    rooms = [BASE / each for each in JUDGES[app]]
    modules = {path.stem for room in rooms for path in room.rglob("*") if path.suffix in (".py", "")}
    named = {path.stem for path in (BASE / "tests" / app).glob("test_*.py")} - OF_SEVERAL_ROOMS
    assert not {each for each in named if each.removeprefix("test_") not in modules}


def test_a_commit_meets_what_make_check_checks_and_fetches_nothing():
    hooks = (BASE / ".pre-commit-config.yaml").read_text()
    asked = re.findall(r'entry: \.venv/bin/python scripts/check\.py "?([\w -]+?)"?$', hooks, re.MULTILINE)
    assert sorted(asked) == sorted(PARTS) and set(re.findall(r"repo: (.*)", hooks)) == {"local"}
    assert hooks.count("- id:") == hooks.count("language: system") == hooks.count("pass_filenames: false") == len(asked)
    assert all(re.compile(pattern) for pattern in re.findall(r"files: (.*)", hooks))


def test_what_the_product_stands_on_may_be_used_and_stands_in_the_inventory():
    pins = audit.pinned("requirements.txt")
    told = {name: named for name in pins if (named := audit.licences(name))}
    assert [name for name, named in told.items() if not audit.is_allowed(named)] == [] and len(told) > 60
    assert {part["name"] for part in audit.inventory(pins)["components"]} == pins.keys()
    assert not audit.is_allowed(["GPL-3.0-only"]) and not audit.is_allowed(["MIT AND AGPL-3.0-only"])


def test_the_check_sees_what_it_is_for(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "`incidents/actions/<noun>.py`, `letters/html.py`, `tests/incidents/test_gone.py`, `old.csv`, `/v/`, `var/x.md`"
    )
    assert [path for path in paths(page) if not is_there(path)] == ["tests/incidents/test_gone.py", "old.csv"]


@pytest.mark.parametrize("recipe", ["## 5. A move", "## 10. A role"])
def test_a_recipe_that_names_the_tables_of_moves_names_all_of_them(recipe):
    said = (BASE / "docs/recipes.md").read_text().split(recipe)[1].split("\n## ")[0]
    tables = {path.name for path in (BASE / "incidents/workflow").glob("of_*.py")}
    assert {name for name in tables if name not in said} == set() and len(tables) > 6


@pytest.mark.asvs(61)
def test_every_setting_by_which_the_product_calls_somebody_stands_in_the_list_of_whom_it_calls():
    settings = "".join(path.read_text() for path in (BASE / "config/settings").glob("*.py"))
    listed = (BASE / "SECURITY.md").read_text().partition("## Whom the product calls")[2].partition("\n## ")[0]
    names = {*re.findall(r'"([A-Z_]+_URL|LOG_HEADS|SEAL_CERTIFICATES)"', settings)} - {"SITE_URL"}
    assert len(names) >= 8 and [name for name in names if f"`{name}`" not in listed] == []

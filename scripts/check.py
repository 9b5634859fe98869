"""`make check`: what can be said of the tree without running the product. Each part by name; under a minute in all."""

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from packaging.requirements import Requirement

BASE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def templates():
    return sorted((BASE / "templates").rglob("*.html"))


def run(*command):
    """What the command complained of; "" when it is content."""
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {"TANGGAP_MODE": "test", "VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [str(part) for part in command], cwd=BASE, env=environment, capture_output=True, text=True, check=False
        )
    return (done.stdout + done.stderr or f"exit code {done.returncode}") if done.returncode else ""


def manage(*arguments):
    return run(sys.executable, "manage.py", *arguments)


def workflow():
    """docs/workflow.md is what the table of moves prints."""
    program = (
        "import sys; from pathlib import Path; import django; django.setup();"
        "from incidents.management.commands.print_workflow import document;"
        "sys.exit(document() != Path('docs/workflow.md').read_text()"
        " and 'stale: python manage.py print_workflow > docs/workflow.md')"
    )
    return run(sys.executable, "-c", program)


def pins():
    """Every dependency of pyproject.toml is pinned as it wishes, in each file that names it."""
    read = tomllib.loads((BASE / "pyproject.toml").read_text())
    project = read["project"]
    wanted = {"requirements.txt": project["dependencies"], "requirements-audit.txt": read["dependency-groups"]["audit"]}
    wanted["requirements-test.txt"] = project["dependencies"] + project["optional-dependencies"]["test"]
    return "\n".join(
        f"{file}: nothing pins {each}; make lock" for file, needs in wanted.items() for each in _unpinned(file, needs)
    )


def _unpinned(file, needs):
    lines = [line.split(" ")[0] for line in (BASE / file).read_text().splitlines() if "==" in line.split(" ")[0]]
    pinned = dict(line.lower().split("==") for line in lines)
    for need in map(Requirement, needs):
        version = pinned.get(need.name.lower())
        if version is None or version not in need.specifier:
            yield need


# The long ones first.
PARTS = {
    "mypy": lambda: run(BIN / "mypy"),
    "missing migrations": lambda: manage("makemigrations", "--check", "--dry-run"),
    "import-linter": lambda: run(BIN / "lint-imports", "--no-cache"),
    "workflow printed": workflow,
    "ruff": lambda: run(BIN / "ruff", "check", "."),
    "ruff format": lambda: run(BIN / "ruff", "format", "--check", "."),
    "djhtml": lambda: run(BIN / "djhtml", "--tabwidth", "2", "--check", *templates()),
    "djade": lambda: run(BIN / "djade", "--target-version", "5.2", "--check", *templates()),
    "pins": pins,
}


def timed(part):
    started = time.monotonic()
    return part(), time.monotonic() - started


def main(names):
    """All parts, or those that are named (by a hook before a commit)."""
    started, failed = time.monotonic(), []
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        running = {name: hands.submit(timed, PARTS[name]) for name in names or PARTS}
        for name, outcome in running.items():
            complaint, seconds = outcome.result()
            print(f"{'FAILED' if complaint else 'ok':<7}{name:<20}{seconds:5.1f} s", flush=True)
            if complaint:
                failed.append(name)
                print(complaint, flush=True)
    print(f"make check: {', '.join(failed) or 'all well'}, {time.monotonic() - started:.0f} s", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make audit`: what the product stands on. An inventory in CycloneDX, its licences against those that we allow, and what is known of its
weaknesses, by pip-audit in an environment of its own; of how many packages nobody could be asked is said. Ends with one JSON line, and with 1 when
something is wrong.
"""

import json
import re
import subprocess
import sys
import uuid
import venv
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VAR = BASE / "var"
INVENTORY, TOOLS = VAR / "sbom.cdx.json", VAR / "audit"
PINS, OF_TOOLS = ("requirements.txt", "requirements-test.txt"), BASE / "requirements-audit.txt"
# Free to use unchanged beside our own code. A library under the LGPL stays one of its own, which anybody may exchange.
ALLOWED = re.compile(
    r"(MIT(-0|-CMU)?( License)?|(New )?BSD.*|(The )?Apache.*|PSF-2\.0|Python Software Foundation License|ISC|MPL-2\.0|Mozilla Public License.*"
    r"|LGPL-3\.0-only|GNU Lesser General Public License.*)",
    re.IGNORECASE,
)
GENERAL = ("OSI Approved", "Dual License")  # which one they do not say


def pinned(file):
    """{name: (version, hashes)} of a file of pins."""
    found, name = {}, None
    for line in (BASE / file).read_text().splitlines():
        if pin := re.match(r"([\w.-]+)==([^\s;]+)", line):
            name = pin.group(1)
            found[name] = (pin.group(2), [])
        elif hashed := re.search(r"--hash=sha256:(\w+)", line):
            found[name][1].append(hashed.group(1))
    return found


def licences(name):
    """What a package says of itself, its alternatives one by one; None where it is not installed (another system, another Python)."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    if expression := told.get("License-Expression"):
        return expression.split(" OR ")
    classes = [each.split("::")[-1].strip() for each in told.get_all("Classifier") or () if each.startswith("License")]
    return [each for each in classes if each not in GENERAL] or [(told.get("License") or "").splitlines()[0][:60]]


def is_allowed(alternatives):
    return any(all(ALLOWED.fullmatch(each.strip()) for each in one.split(" AND ")) for one in alternatives)


def inventory(pins):
    """The components as CycloneDX 1.6 has them; the hashes are of the files that may be installed."""
    parts = []
    for name, (version, hashes) in sorted(pins.items()):
        named = licences(name)
        parts.append(
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "licenses": [{"license": {"name": " OR ".join(named)}}] if named else [],
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"pkg:pypi/{name}@{version}",
                        "hashes": [{"alg": "SHA-256", "content": each} for each in hashes],
                    }
                ],
            }
        )
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "bom-ref": "tanggap", "name": "tanggap"},
        },
        "components": parts,
    }


def weaknesses():
    """(what is known, of how many packages nobody could be asked, what was said of that). pip-audit calls it no weakness when its source
    does not know a package, or answers nothing at all."""
    python, files = TOOLS / "bin/python", [part for file in PINS for part in ("-r", BASE / file)]
    every = {name for file in PINS for name in pinned(file)}
    if not python.exists():
        venv.create(TOOLS, with_pip=True)
    got = _run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", OF_TOOLS)
    if got.returncode:
        return [], len(every), f"pip-audit could not be installed: {_last(got)}"
    asking = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "-f=json")
    asked = _run(python, *asking, *files)
    try:
        found = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], len(every), _last(asked)
    known = [f"{each['name']} {each['version']}: {one['id']}" for each in found for one in each.get("vulns", ())]
    unasked = [each for each in found if "skip_reason" in each]
    return known, len(unasked), unasked[0]["skip_reason"] if unasked else ""


def _run(*command):
    return subprocess.run([str(part) for part in command], cwd=BASE, capture_output=True, text=True, check=False)


def _last(done):
    return (done.stderr or done.stdout).strip().splitlines()[-1][:300] if done.stderr or done.stdout else "no word"


def main():
    VAR.mkdir(exist_ok=True)
    pins = pinned(PINS[0])
    INVENTORY.write_text(json.dumps(inventory(pins), indent=1) + "\n")
    told = {name: licences(name) for name in pins}
    forbidden = [name for name, named in told.items() if named is not None and not is_allowed(named)]
    for name, named in told.items():
        print(
            f"{'FORBIDDEN' if name in forbidden else 'ok':<10}{name:<28}{'not installed here' if named is None else ' OR '.join(named)}"
        )
    print(f"{len(pins)} packages of {PINS[0]}: {INVENTORY.relative_to(BASE)}")
    known, unasked, why = weaknesses()
    for each in known:
        print(f"WEAK      {each}")
    if unasked:
        print(f"OF {unasked} PACKAGES NOBODY COULD BE ASKED WHETHER A WEAKNESS IS KNOWN: {why}")
    told = {"name": "audit", "packages": len(pins), "weaknesses": len(known), "not_asked": unasked}
    print(json.dumps(told | {"forbidden_licences": forbidden}))
    return bool(known or forbidden)


if __name__ == "__main__":
    sys.exit(main())

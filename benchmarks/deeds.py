"""What a deed costs beside a plain save, and a letter beside the bare renderer: ratios to a floor in the same run.

Run by `make bench` on a PostgreSQL of its own. Pairs are interleaved and the median of the ratios counts, because the
machine is noisy. Goals: a deed touching one row at most 5.0 plain saves (8.0 with the bell, a bound of our own); a letter at most 1.10 bare renders (CPU); its seal at
most 0.30 of the render (CPU).
"""

import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from incidents.actions import cases  # noqa: E402
from incidents.deeds import recorded  # noqa: E402
from notifications import doorbell  # noqa: E402
from notifications.letters import compose, pdf, signing  # noqa: E402
from tests import certificates  # noqa: E402
from tests.conftest import build_world, make_request  # noqa: E402


def pairs(floor, work, rounds):
    """The median of work/floor over interleaved rounds, and both medians in milliseconds."""
    floors, works = [], []
    for _ in range(rounds):
        for act, into in ((floor, floors), (work, works)):
            started = time.process_time() if act.cpu else time.perf_counter()
            act()
            into.append((time.process_time() if act.cpu else time.perf_counter()) - started)
    ratio = statistics.median(w / f for w, f in zip(works, floors, strict=True))
    return ratio, 1000 * statistics.median(floors), 1000 * statistics.median(works)


def timed(act, *, cpu=False):
    act.cpu = cpu
    return act


def deed(world):
    """Floor: one transaction that saves the same row without history. Work: the deed that amends it."""
    incident = make_request(world, "draft").incident
    plain_row = type(incident).objects.get(pk=incident.pk)
    plain_row.skip_history_when_saving = True
    state = {"version": incident.version}

    def plain():
        with transaction.atomic():
            plain_row.title, plain_row.version = str(time.time()), state["version"]
            plain_row.save()

    def amend():
        done = cases.amend(incident, by=world.officer, seen=state["version"], title=str(time.time()), reason="ukur")
        state["version"] = done.version

    return timed(plain), timed(amend)


def letter(world):
    """Floor: bare write_pdf of the same HTML with the same fonts and style. Work: from frozen content to bytes."""
    content = make_request(world, "open").letters.get().content
    html = compose.html(content)
    weasyprint, fonts, css = pdf._weasyprint()

    def bare():
        weasyprint.HTML(string=html, url_fetcher=pdf._fetch).write_pdf(
            stylesheets=[css], font_config=fonts, pdf_variant=pdf.VARIANT, pdf_tags=True, output_intent="srgb"
        )

    return timed(bare, cpu=True), timed(lambda: pdf.letter(content), cpu=True)


def seal(world):
    """Floor: the letter's render. Work: its seal (PAdES B-B, RSA 2048), the parsed key kept."""
    folder = Path(tempfile.mkdtemp(prefix="tanggap-seal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    certificates.make(folder / "segel.p12")
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(folder / "segel.p12"), certificates.PASSWORD
    content = make_request(world, "open").letters.get().content
    html, data = compose.html(content), pdf.letter(content)
    return timed(lambda: pdf.render(html), cpu=True), timed(lambda: signing.seal(data, content), cpu=True)


def main():
    world = build_world()
    rounds = int(os.environ.get("ROUNDS", "200"))
    failed = False
    # The goal of a deed is lock, check, history, event and pending work; the bell rings after the commit.
    plan = (
        ("deed and bell", deed, rounds, 8.0),
        ("deed", deed, rounds, 5.0),
        ("letter", letter, rounds // 5, 1.10),
        ("seal", seal, rounds // 5, 0.30),
    )
    for name, make, count, goal in plan:
        if name == "deed":
            recorded.disconnect(doorbell.ring)
        floor, work = make(world)
        for _ in range(5):
            floor(), work()
        ratio, low, high = pairs(floor, work, count)
        failed |= ratio > goal
        print(
            f"{name}: {ratio:.2f}x its floor (goal {goal:.2f}x) · floor {low:.2f} ms · work {high:.2f} ms · {timezone.now():%F}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""What letters cost beside the bare renderer (goals 1 to 6): ratios to a floor in the same run, CPU unless said.

1 through the worker at most 1.10 bare renders · 2 two workers at least 1.9 times one · 3 memory over 500 letters at most
15 MB more than after the first · 4 the same bytes in other processes, hash seeds and zones · 5 the seal at most 0.30 of
the render · 6 a warm preview at most 1.3 renders (wall). Run by `make bench`.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402

from benchmarks.measure import pairs, timed  # noqa: E402
from incidents.models import Letter  # noqa: E402
from incidents.record.deeds import recorded  # noqa: E402
from notifications import postroom, tasks  # noqa: E402
from notifications.letters import html, pdf, seal  # noqa: E402
from notifications.letters import preview as previews  # noqa: E402
from notifications.postroom import doorbell  # noqa: E402
from tests import certificates  # noqa: E402
from tests.processes import BASE, Processes, unforked, until  # noqa: E402
from tests.world import build_world, make_request  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "200")) // 5
MANY = int(os.environ.get("LETTERS", "500"))
IN_ANOTHER = (
    "import django, hashlib, json, sys; django.setup(); from notifications.letters import pdf;"
    "print(hashlib.sha256(pdf.letter(json.load(open(sys.argv[1])))).hexdigest())"
)


def bare(content):
    """The floor: write_pdf of the same HTML with the same fonts, style, variant and attachment, nothing around it."""
    page, (weasyprint, fonts, css) = html.render(content), pdf._weasyprint()

    def render():
        weasyprint.HTML(string=page, url_fetcher=pdf._fetch).write_pdf(
            stylesheets=css,
            font_config=fonts,
            pdf_variant=pdf.VARIANT,
            pdf_tags=True,
            output_intent="srgb",
            attachments=pdf._data(content),  # can be written once only
        )

    return render


def through_the_worker(world):
    keys = iter([make_request(world, "open").letter.pk for _ in range(ROUNDS + 5)])
    content = make_request(world, "open").letter.content
    return timed(bare(content), cpu=True), timed(lambda: postroom.make_letter(next(keys)), cpu=True)


def drawn(world):
    content = make_request(world, "open").letter.content
    return timed(bare(content), cpu=True), timed(lambda: pdf.letter(content), cpu=True)


def sealed(world):
    content = make_request(world, "open").letter.content
    data = pdf.letter(content)
    return timed(bare(content), cpu=True), timed(lambda: seal.seal(data, content), cpu=True)


def preview(world):
    content = make_request(world, "open").letter.content

    def warm():
        cache.clear()
        pdf.picture(previews.draft(content), 1)

    return timed(bare(content)), timed(warm)


def memory(content):
    """Megabytes that 500 letters add to what one has taken."""
    code = (
        "import django, gc, json, os, sys; django.setup(); from notifications.letters import pdf\n"
        "def resident():\n    gc.collect(); return int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE')\n"
        "content = json.load(open(sys.argv[1])); pdf.letter(content); first = resident()\n"
        "for n in range(int(sys.argv[2])): pdf.letter(content | {'subject': f'Hal {n}'})\n"
        "print((resident() - first) / 2**20)"
    )
    return float(elsewhere(code, content, str(MANY)))


def elsewhere(code, content, *arguments, **environment):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(content, file)
        file.flush()
        command = [sys.executable, "-c", code, file.name, *arguments]
        environment = {**os.environ, **environment}
        done = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def same_everywhere(content):
    here = hashlib.sha256(pdf.letter(content)).hexdigest()
    places = (("1", "Asia/Jayapura"), ("4711", "America/New_York"), ("0", "UTC"))
    return all(elsewhere(IN_ANOTHER, content, PYTHONHASHSEED=seed, TZ=zone) == here for seed, zone in places)


def rate(world, workers, count):
    """Letters a second through so many workers of one process each, warm; the letters are issued before the clock runs."""
    with tempfile.TemporaryDirectory(prefix="tanggap-") as folder:
        running = Processes(Path(folder), dict(os.environ), begin=unforked)
        for _ in range(workers):
            running.worker()
        seconds_for(make_some(world, 4 * workers))
        seconds = seconds_for(make_some(world, count))
        running.end()
    return count / seconds


def make_some(world, count):
    return [make_request(world, "open").letter.pk for _ in range(count)]


def seconds_for(keys):
    started = time.monotonic()
    for key in keys:
        tasks.make_letter.delay(key)
    until(lambda: not Letter.objects.undrawn().filter(pk__in=keys).exists(), "the letters")
    return time.monotonic() - started


def main():
    recorded.disconnect(doorbell.ring)
    world = build_world()
    with tempfile.TemporaryDirectory(prefix="tanggap-seal-") as folder:
        plan = (
            ("1 letter through the worker", through_the_worker, 1.10),
            ("  of which drawn from its content", drawn, 1.10),
            ("5 seal", sealed, 0.30),
            ("6 preview, warm (wall)", preview, 1.30),
        )
        failed = False
        for name, make, goal in plan:
            if make is sealed:
                certificates.make(Path(folder) / "segel.p12")
                settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(Path(folder) / "segel.p12"), certificates.PASSWORD
            floor, work = make(world)
            settings.SEAL_PKCS12 = settings.SEAL_PKCS12 if make is sealed else ""
            for _ in range(5):
                floor(), work()
            ratio, low, high = pairs(floor, work, ROUNDS)
            settings.SEAL_PKCS12 = ""
            failed |= ratio > goal
            print(f"{name}: {ratio:.2f}x its floor (goal {goal:.2f}x) · floor {low:.2f} ms · work {high:.2f} ms")
    content = make_request(world, "open").letter.content
    same = same_everywhere(content)
    print(f"4 other processes, hash seeds and zones: {'the same bytes' if same else 'OTHER BYTES'}")
    grown = memory(content)
    print(f"3 memory over {MANY} letters: {grown:.1f} MB more than after the first (goal 15)")
    rounds = [(rate(world, 1, 30), rate(world, 2, 30)) for _ in range(3)]
    gain = statistics.median(two / one for one, two in rounds)
    one, two = (statistics.median(each) for each in zip(*rounds, strict=True))
    print(f"2 letters on two workers: {gain:.2f}x one ({one:.1f} and {two:.1f} a second, goal 1.9)")
    return int(failed or not same or grown > 15 or gain < 1.9)


if __name__ == "__main__":
    sys.exit(main())

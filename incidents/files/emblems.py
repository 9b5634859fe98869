"""Draws the picture of a letterhead anew, in a process of its own with a limit on memory and time.

    python -I incidents/files/emblems.py < PICTURE > PNG

A PNG and nothing else: an SVG may name what lies elsewhere, and run. What is printed on letters is drawn from the points of the
picture alone, on white as the paper is: no words inside the file, no second picture, no colour profile comes along. The same
picture gives the same bytes, and those give themselves again. Run alone it knows no Django.
"""

import io
import resource
import struct
import subprocess
import sys

PNG = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 1024 * 1024
LEAST, MOST = 100, 2000  # points a side: less is coarse on paper
SIDE = 400  # points of the longer side as it is kept: 22 mm at 460 an inch
MEMORY, SECONDS, PATIENCE = 1024 * 1024 * 1024, 10, 20
HEAD = struct.Struct(">8s4x4sII")  # the sign of a PNG, then its first chunk: IHDR, width, height


class Unfit(ValueError):
    """No picture that a letterhead may bear."""


def size_of(raw: bytes) -> tuple[int, int]:
    """Width and height of a PNG, as its head says. Raises Unfit."""
    if len(raw) < HEAD.size:
        raise Unfit("no PNG")
    sign, chunk, width, height = HEAD.unpack_from(raw)
    if (sign, chunk) != (PNG, b"IHDR"):
        raise Unfit("no PNG")
    return width, height


def redrawn(raw: bytes) -> bytes:
    """The picture as it is kept and printed. Raises Unfit for what is no PNG, or none of a fit size."""
    if len(raw) > MOST_BYTES or not all(LEAST <= side <= MOST for side in size_of(raw)):
        raise Unfit("too small or too large")
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=PATIENCE, check=False, env={})  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise Unfit("cannot be drawn") from late
    if done.returncode or not done.stdout.startswith(PNG):
        raise Unfit("cannot be drawn")
    return done.stdout


def draw(raw: bytes) -> bytes:
    """In the process of its own."""
    from PIL import Image

    with Image.open(io.BytesIO(raw), formats=["PNG"]) as found:
        if max(found.size) > MOST:
            raise Unfit("too large")
        points = found.convert("RGBA")
    if max(points.size) > SIDE:
        points.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", points.size, "white")
    paper.paste(points, mask=points.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        picture = draw(sys.stdin.buffer.read(MOST_BYTES + 1))
    except BaseException as fault:  # whatever a hostile picture provokes, it is one thing: not drawn
        sys.stderr.write(f"{type(fault).__name__}\n")
        return 3
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

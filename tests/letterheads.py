"""A letterhead with an emblem, as an administrator enters it."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from incidents import files
from incidents.actions import people

RED, BLUE = (200, 20, 20), (20, 20, 200)


def png(colour=RED, size=(240, 240), mode="RGB", **saved):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG", **saved)
    return out.getvalue()


def facts(unit, **more):
    names = ("code", "ministry", "name", "address", "place", "signatory_office")
    names += ("letter_code", "classification", "number_template")
    return {name: getattr(unit, name) for name in names} | more


def bearing(world, colour=RED, days=0, **more):
    """The world's unit as it is from a day on, with an emblem of one colour."""
    day = timezone.localdate() + timedelta(days=days)
    picture = files.redrawn(png(colour))
    return people.register_unit(
        reason="Uji", by=world.administrator, picture=picture, valid_from=day, **facts(world.unit, **more)
    )

"""What a page shows beside a control is tied to it for readers by ear, and the other way round."""

import re

import pytest

from incidents.forms import ContactForm
from tests.world import make_request


def test_the_help_of_a_single_checkbox_is_shown_and_tied_to_it():
    html = str(ContactForm()["exercise"].as_field_group())
    [named] = re.findall(r'aria-describedby="([^"]+)"', html)
    assert f'id="{named}"' in html and str(ContactForm().fields["exercise"].help_text) in html


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("auditor", "/jejak/?start=x&end=y"),
        ("officer", "/insiden/baru/"),
        ("administrator", "/instansi/narahubung/"),
        ("administrator", "/orang/angkat/"),
        ("administrator", "/aturan/tetapkan/"),
        ("supervisor", "/kinerja/"),
    ],
)
def test_every_description_that_a_control_names_stands_on_the_page(world, log_in, who, path):
    make_request(world, "open")
    browser = log_in(getattr(world, who))
    pages = [browser.get(path).content.decode()]
    if "?" not in path and path != "/kinerja/":
        pages.append(browser.post(path, {}).content.decode())
    for page in pages:
        for named in re.findall(r'aria-describedby="([^"]+)"', page):
            assert all(f'id="{each}"' in page for each in named.split()), named
        assert 'aria-invalid="true"' not in re.sub(r"<[^>]*aria-describedby[^>]*>", "", page)
        assert "<th>" not in page, "a head of a table says of what: scope"

"""Who is meant by an address, behind proxies, across the addresses of one line, and on this machine."""

import pytest
from django.test import RequestFactory

from incidents.record import origins


@pytest.mark.asvs(33)
@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "counted"),
    [
        (0, "198.51.100.4", "6.6.6.6", "198.51.100.4"),
        (1, "10.0.0.1", "6.6.6.6, 198.51.100.4", "198.51.100.4"),
        (2, "10.0.0.1", "198.51.100.4", "10.0.0.1"),  # shorter than what is trusted: nobody is taken at their word
        (1, "10.0.0.1", "kocok", "None"),
        (0, "", "", "None"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (1, "10.0.0.1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        (0, "::ffff:198.51.100.4", "", "198.51.100.4"),
    ],
)
def test_tries_count_for_whoever_sends_them(settings, trusted, peer, forwarded, counted):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert origins.counted_as(request) == counted


def test_a_proxy_on_this_machine_asks_for_somebody_else():
    asked = RequestFactory().get
    assert origins.is_of_this_machine(asked("/", REMOTE_ADDR="::1"))
    assert not origins.is_of_this_machine(asked("/", REMOTE_ADDR=""))
    for said in origins.FORWARDED:
        assert not origins.is_of_this_machine(asked("/", REMOTE_ADDR="127.0.0.1", **{said: "x"}))

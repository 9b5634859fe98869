"""Chromium against the real web server. Playwright's loop runs in this thread, hence the one exception to async safety."""

import os
import shutil

import pytest
from django.conf import settings

from tests.world import PASSWORD, session_of


@pytest.fixture(scope="module")
def chromium():
    """Once for each file, and its loop ends with it: a letter cannot be sealed in a process where one runs."""
    program = shutil.which("chromium")
    if not program:
        pytest.fail("Chromium is missing: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(processes, house):
    """The address of a running product: the web server of all tests, worker and beat of this one."""
    address = house.open()
    processes.environment["SITE_URL"] = address
    processes.engine()
    return address


@pytest.fixture
def enter(chromium, site):
    """enter(person, width=1280, script=True) gives a page logged in; any console error or foreign request fails.

    `typed`: through the form, by e-mail and password; else the browser has the session already.
    """
    contexts, complaints = [], []

    def go(person, width=1280, script=True, typed=False):
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, locale="id-ID", java_script_enabled=script
        )
        contexts.append(context)
        if not typed:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": site}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else complaints.append(r.url))
        page.on("response", lambda r: complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.goto(f"{site}/masuk/" if typed else site)
        if typed:
            page.fill("#id_login", person.email)
            page.fill("#id_password", PASSWORD)
            page.click("form[action='/masuk/'] button")
        page.wait_for_load_state()
        return page

    yield go
    for context in contexts:
        context.close()
    # 422 is the guard's answer to the script that keeps drafts, 409 that of a colleague's later words: the page says so.
    assert not [c for c in complaints if "422" not in c and "409" not in c]


def fits(page):
    """Nothing scrolls sideways."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

"""Chromium against the real web server. Playwright's loop runs in this thread, hence the one exception to async safety."""

import os
import shutil

import pytest

from tests.processes import free_port, until

PASSWORD = "sebuah-kalimat-panjang"


@pytest.fixture(scope="session")
def chromium():
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
def site(processes):
    """The address of a running product: web server, worker and beat."""
    import urllib.request

    port = free_port()
    processes.environment["SITE_URL"] = f"http://127.0.0.1:{port}"
    processes.web(port)
    processes.worker()
    processes.beat()
    address = f"http://127.0.0.1:{port}"

    def answers():
        try:
            return urllib.request.urlopen(f"{address}/masuk/", timeout=2).status == 200
        except OSError:
            return False

    until(answers, 30, f"the web server {processes.log('web')}")
    return address


@pytest.fixture
def enter(chromium, site):
    """enter(person, width=1280, script=True) gives a page logged in; any console error or foreign request fails."""
    contexts, complaints = [], []

    def go(person, width=1280, script=True, password=PASSWORD):
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, locale="id-ID", java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else complaints.append(r.url))
        page.on("response", lambda r: complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.goto(f"{site}/masuk/")
        page.fill("#id_login", person.email)
        page.fill("#id_password", password)
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

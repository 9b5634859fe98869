"""Chromium against the real web server. Playwright's loop runs in this thread, hence the one exception to async safety."""

import os
import shutil

import pytest
from django.conf import settings

from config.accounts import devices
from tests.second_factor import recovery_code, set_up
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
        # Pages of one person's browser share a process: the next one finds the scripts and styles compiled. Nothing is
        # drawn by a graphics card that software would have to play.
        alone = ["--renderer-process-limit=1", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=alone)
        yield Browsers(browser)
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Browsers:
    """Browsers of people, used again: what a new one costs (1.3 s of processor) is more than six pages.

    Whoever gets one finds nothing of whoever had it before but files that the browser may keep: pages are closed, cookies
    and stored things are gone. A picture of the site stays open in it, so that its process lives on.
    """

    def __init__(self, chromium):
        self.chromium, self.free = chromium, {True: [], False: []}

    def take(self, site, *, script):
        if self.free[script]:
            return self.free[script].pop()
        context = self.chromium.new_context(locale="id-ID", java_script_enabled=script)
        context.new_page().goto(f"{site}/static/img/favicon.svg")
        return context

    def give_back(self, context, site, *, script):
        staying, *opened = context.pages
        for page in opened:
            page.close()
        context.clear_cookies()
        tools = context.new_cdp_session(staying)
        tools.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "all"})
        tools.detach()
        self.free[script].append(context)


@pytest.fixture
def site(processes, house):
    """The address of the product's web server, which is the same for all tests. Nothing leaves the house without `engine`."""
    address = house.open()
    processes.environment["SITE_URL"] = address
    return address


@pytest.fixture
def engine(processes, site):
    """Worker and beat beside the web server: letters are made, mails leave."""
    return processes.engine()


class Doors:
    """doors(person, width=1280, script=True) gives a page logged in, in a browser of its own.

    `typed`: through the form, by e-mail, password and a recovery code; else the browser has the session already, as after that.
    """

    def __init__(self, browsers, site):
        self.browsers, self.site, self.open, self.complaints = browsers, site, [], []

    def __call__(self, person, width=1280, script=True, typed=False):
        context = self.browsers.take(self.site, script=script)
        self.open.append((context, script))
        if not typed:
            kept = {
                settings.SESSION_COOKIE_NAME: session_of(person),
                settings.DEVICE_COOKIE_NAME: devices.mark_of(person.email, "uji"),
            }
            context.add_cookies([{"name": name, "value": value, "url": self.site} for name, value in kept.items()])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 844})
        page.set_default_timeout(60_000)
        self._listen(page)
        page.goto(f"{self.site}/masuk/" if typed else self.site)
        if typed:
            set_up(person)
            page.fill("#id_login", person.email)
            page.fill("#id_password", PASSWORD)
            page.click("form[action='/masuk/'] button")
            page.fill("#id_code", recovery_code(person))
            page.get_by_role("button", name="Masuk").click()
        page.wait_for_load_state()
        return page

    def _listen(self, page):
        say = self.complaints.append
        page.on("console", lambda m: say(m.text) if m.type in ("error", "warning") else None)
        page.on("request", lambda r: None if r.url.startswith((self.site, "data:")) else say(r.url))
        page.on("response", lambda r: say(f"{r.status} {r.url}") if r.status >= 400 else None)

    def close(self):
        """Everybody leaves; their browsers are free for others."""
        while self.open:
            context, script = self.open.pop()
            self.browsers.give_back(context, self.site, script=script)


@pytest.fixture
def enter(chromium, site, house):
    """Doors into the product; any console error or foreign request fails."""
    doors = Doors(chromium, site)
    yield doors
    doors.close()
    # 422 is the guard's answer to the script that keeps drafts, 409 that of a colleague's later words: the page says so.
    complaints = [c for c in doors.complaints if "422" not in c and "409" not in c]
    assert not complaints, (complaints, house.staying.log("web"))


def fits(page):
    """Nothing scrolls sideways."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

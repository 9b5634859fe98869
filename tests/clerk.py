"""A person at the pages: opens one, chooses and types into the very fields that stand there, presses its button. What is
pressed and filled in is counted."""

from html import unescape

import lxml.html


class Pick(str):
    """A choice by the words that a person reads."""


class Clerk:
    def __init__(self, browser):
        self.browser, self.clicks, self.fields = browser, 0, 0

    def read(self, address):
        """The page of this address; asking for it is a click."""
        self.clicks += 1
        answer = self.browser.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return lxml.html.fromstring(answer.content.decode())

    def follow(self, address, words):
        """Press the link or button of these words on the page of this address; where it leads."""
        found = [link for link in self.read(address).iter("a") if words in " ".join(link.text_content().split())]
        assert found, f"{address} offers no “{words}”"
        return found[0].get("href")

    def fill(self, address, **typed):
        """Fill in the form of the page and press its button. Every field must stand there, every choice be offered."""
        form = next(each for each in self.read(address).forms if each.method == "POST" and self._holds(each, typed))
        data = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        for name, value in typed.items():
            data[name] = [self._chosen(form, name, each) for each in (value if isinstance(value, list) else [value])]
            self.fields += 1
        self.clicks += 1
        answer = self.browser.post(address, data)
        wrong = lxml.html.fromstring(answer.content.decode()).text_content() if answer.content else ""
        assert answer.status_code == 302, (address, answer.status_code, " ".join(wrong.split())[-1500:])
        return answer.headers["Location"]

    def is_offered(self, address, name, words):
        """Whether the page, as the person sees it before filling it in, offers this choice."""
        page = lxml.html.fromstring(self.browser.get(address).content.decode())
        return any(
            " ".join(each.text_content().split()).startswith(words)
            for each in page.xpath(f"//select[@name='{name}']/option")
        )

    @staticmethod
    def _holds(form, typed):
        return all(name in form.inputs.keys() for name in typed)

    @staticmethod
    def _chosen(form, name, value):
        if not isinstance(value, Pick):
            return value
        options = {
            " ".join(each.text_content().split()): each.get("value")
            for each in form.iter("option")
            if each.getparent().get("name") == name or each.getparent().getparent().get("name") == name
        }
        labels = {each.get("for"): " ".join(each.text_content().split()) for each in form.iter("label")}
        options |= {
            labels.get(each.get("id"), " ".join(each.getparent().text_content().split())): each.get("value")
            for each in form.iter("input")
            if each.get("name") == name and each.get("type") in ("checkbox", "radio")
        }
        found = [key for words, key in options.items() if unescape(words).startswith(value)]
        assert found, f"{name} offers no “{value}”: {sorted(options)}"
        return found[0]

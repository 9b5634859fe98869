"""What a browser would send of a page that nobody touched."""

from html.parser import HTMLParser

from tests.every_value import every_value  # noqa: F401  (a fixture)


class Form(HTMLParser):
    """What a browser would send of the main form of a page, nothing touched."""

    def __init__(self, page):
        super().__init__()
        self.sent, self._in, self._area, self._select = {}, False, None, None
        self.feed(page.partition("<main")[2])

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        name = at.get("name")
        if tag == "form":
            self._in = at.get("method") == "post"
        elif not self._in or (name is None and tag != "option"):
            return
        elif tag == "textarea":
            self._area = name
            self.sent[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            first = self._select not in self.sent
            if first or "selected" in at:
                self.sent[self._select] = at.get("value", "")
        elif tag == "input" and (at.get("type") not in ("checkbox", "radio", "submit", "file") or "checked" in at):
            value = at.get("value", "on" if "checked" in at else "")
            several = at.get("type") == "checkbox" and name in self.sent
            self.sent[name] = [*_listed(self.sent[name]), value] if several else value

    def handle_endtag(self, tag):
        if tag == "form":
            self._in = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] += data

    def as_sent(self):
        """Text areas as browsers send them: the first line end is markup, every other one is CRLF."""
        return {name: value if isinstance(value, list) else _lines(value) for name, value in self.sent.items()}


def _listed(value):
    return value if isinstance(value, list) else [value]


def _lines(value):
    return "\r\n".join(value.removeprefix("\n").splitlines())


def press(browser, address, data, **how):
    """Post `data` as people do: what is only read back in words is pressed once more, as its page then has it."""
    answer = browser.post(address, data, **how)
    form = answer.context["form"] if answer.context and "form" in answer.context else None
    if getattr(form, "only_asks", False):
        answer = browser.post(address, data | {"read_back": form["read_back"].value()}, **how)
    return answer

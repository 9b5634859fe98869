"""Taking something out as a file, as people do: the page asks what for, then the file comes."""

from urllib.parse import urlencode

WHY = {"ready": "audit", "words": "Pemeriksaan tahunan"}


def taken(browser, address, asked=None, why=WHY):
    """The bytes of the file that an export gives, after its page was read and its form sent."""
    address = f"{address}?{urlencode(asked)}" if asked else address
    assert b'name="ready"' in browser.get(address).content, address
    answer = browser.post(address, why)
    assert "attachment" in answer.headers.get("Content-Disposition", ""), answer.content.decode()[:2000]
    return answer.content

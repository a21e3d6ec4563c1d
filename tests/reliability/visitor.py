"""A browser's part of the conversation: cookies, the token against forged forms, and one connection."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

ANSWERING_SECONDS = 30
CSRF_COOKIE = "duomo-csrf"

# What tells a visitor that the answer never came, whatever became of the deed.
NoAnswer = (OSError, HTTPException)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk said."""

    status: int
    location: str
    text: str


class Visitor:
    """Somebody at a browser; several of them may share one person's cookies."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self._connection = HTTPConnection("127.0.0.1", port, timeout=ANSWERING_SECONDS)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form; the page with it must have been opened before by somebody with these cookies."""
        typed = {"csrfmiddlewaretoken": self.cookies[CSRF_COOKIE], **fields}
        return self._ask("POST", path, urlencode(typed))

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(response.status, response.headers.get("Location") or "", text)

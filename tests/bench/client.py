"""One browser without a screen: a connection kept open, cookies, and forms sent back."""

import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.core.management import CommandError

from tests.bench.counting import HEADER
from tests.browsing import Forms, fields_of

FORM = "application/x-www-form-urlencoded"
EXPECTED = (200, 302)
LOGIN = "/accounts/login/"


class WrongAnswer(CommandError):
    """A page did not show what it is measured for. Figures of it would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """`seconds` from sending to the last byte, in one piece; redirects are not followed."""

    status: int
    text: str
    location: str
    statements: int
    seconds: float

    @property
    def in_short(self) -> str:
        """What a page says, for whoever reads that it is the wrong one."""
        words = " ".join(
            re.sub(r"<[^>]*>", " ", self.text.partition("<main")[2] or self.text).split()
        )
        return f"{self.status} {self.location} {words[:300]}"

    @property
    def forms(self) -> list[dict[str, list[str]]]:
        parser = Forms()
        parser.feed(self.text)
        return [fields_of(form) for form in parser.found]

    @property
    def form(self) -> dict[str, list[str]]:
        """The form with most fields: what the page is for."""
        return max(self.forms, key=len)


class Browser:
    def __init__(self, host: str, port: int) -> None:
        self.origin, self.cookies = f"http://{host}:{port}", {}
        self.connection = HTTPConnection(host, port, timeout=60)
        self.connection.connect()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict, **headers: str) -> Answer:
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), headers)

    def ask(self, method: str, path: str, body: bytes | None = None, more: dict = {}) -> Answer:  # noqa: B006  read only
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Accept": "text/html", **more}
        if body is not None:
            headers |= {"Content-Type": FORM, "Origin": self.origin}
        try:
            return check(self.send(method, path, body, headers), path)
        except (RemoteDisconnected, ConnectionError):  # kept open for five seconds
            self.connection.close()
            return check(self.send(method, path, body, headers), path)

    def send(self, method: str, path: str, body: bytes | None, headers: dict) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return Answer(
            response.status,
            content.decode(),
            response.headers.get("Location", ""),
            int(response.headers.get(HEADER, 0)),
            seconds,
        )

    def sign_in(self, username: str, password: str) -> None:
        """Through the page where everybody signs in."""
        name = "login" if "login" in (page := self.get(LOGIN)).form else "username"
        answer = self.post(LOGIN, {**page.form, name: username, "password": password})
        if answer.status != 302 or LOGIN in answer.location:
            raise WrongAnswer(f"{username} could not sign in")


def check(answer: Answer, path: str) -> Answer:
    """Raises WrongAnswer for an error, and for a page that asks who is there."""
    if answer.status not in EXPECTED:
        raise WrongAnswer(f"{path} answered {answer.in_short}")
    asks_who = LOGIN in answer.location or 'name="password"' in answer.text
    if asks_who and not path.startswith(LOGIN):
        raise WrongAnswer(f"{path} shows the page to sign in")
    return answer

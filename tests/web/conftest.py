"""A served installation, a visitor who talks plain HTTP, and a browser. Each worker of the run has its own."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import not_run

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
BROWSER_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--metrics-recording-only",
]


@dataclass(frozen=True)
class Answer:
    """What came back, redirects not followed. ``headers`` are asked for in any spelling."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return str(self.headers.get("Location", ""))


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass
class Visitor:
    """A client with cookies of its own. ``post`` sends the token that the last form brought."""

    root: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self.root + path, headers=_names(headers)))

    def post(self, path: str, form: Mapping[str, Any] | None = None, *, seen_on: str = "") -> Answer:
        """``seen_on`` is the page with the form; without one nothing proves that the form is ours."""
        fields = dict(form or {})
        if seen_on:
            fields["csrfmiddlewaretoken"] = csrf_token(self.get(seen_on).text)
        return self.send(path, fields)

    def send(self, path: str, fields: Mapping[str, Any], **headers: str) -> Answer:
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._ask(
            urllib.request.Request(self.root + path, data=data, method="POST", headers=_names(headers))
        )

    def log_in(self, token: str) -> Answer:
        return self.post(f"/login/{token}", seen_on=f"/login/{token}")

    def cookie(self, name: str) -> str:
        return next((str(one.value) for one in self.cookies if one.name == name), "")

    def _ask(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(
            _Stay, urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )
        try:
            with opener.open(request, timeout=60) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read())


def _names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def csrf_token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


@dataclass
class Site:
    """The served installation. ``link`` gives an unused one-time token of an account."""

    root: str
    report: str
    item: str
    measure: str
    series: str
    other_activity: str
    person: str
    named_activity: str
    expired: str
    links: dict[str, list[str]]
    tokens: dict[str, str]

    def link(self, handle: str = "office") -> str:
        return self.links[handle].pop()

    def visitor(self, handle: str = "") -> Visitor:
        """Somebody new; logged in where an account is named."""
        visitor = Visitor(self.root)
        if handle:
            assert visitor.log_in(self.link(handle)).status == 302
        return visitor


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    environment.pop("SHUZHI_DATABASE_URL", None)
    environment.pop("SHUZHI_HOSTS", None)
    with (folder / "log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "tests.web.serving", str(folder / "data")],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        assert served.stdout is not None
        line = served.stdout.readline()
        if not line:
            served.wait()
            pytest.fail((folder / "log").read_text())
        state = json.loads(line)
        yield Site(f"http://127.0.0.1:{state.pop('port')}", **state)
        served.terminate()
        served.wait(timeout=20)
        served.stdout.close()


@pytest.fixture(scope="session")
def office(site: Site) -> Visitor:
    """Someone of the district office, logged in; tests that end the session take a visitor of their own."""
    return site.visitor("office")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium where there is one, else Playwright's own."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else shutil.which("chromium")
        try:
            started = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGS)
        except Error as problem:
            not_run(f"Chromium: {problem.message.splitlines()[0]}")
        yield started
        started.close()


OpenPage = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, site: Site) -> Iterator[OpenPage]:
    """``open_page(width=1440, scheme="light", language="zh")``: a page of someone who is logged in."""
    contexts: list[Any] = []

    def opened(
        *, width: int = 1440, scheme: str = "light", language: str = "zh", handle: str = "office"
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site.root, locale="zh-CN"
        )
        contexts.append(context)
        context.add_cookies([{"name": "shuzhi_language", "value": language, "url": site.root}])
        page = context.new_page()
        page.goto(f"/login/{site.link(handle)}")
        page.locator("form button").click()
        page.wait_for_url("**/ledgers/**")
        return page

    yield opened
    for context in contexts:
        context.close()

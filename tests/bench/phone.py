"""How long a page takes until a thumb can use it, on a slow phone: a processor six times slower,
400 kbit/s down, every answer 400 ms away.

A page can be used once it is painted with its styles, its script has run, and the processor has
ended what it was busy with. Whether that is true is tried on the spot: a tap opens the menu, and a
tap beside it shuts it, which only the script does.

Chromium slows no TCP and no TLS: a first connection takes three times 400 ms more in the hand. By
itself: `python -m tests.bench.phone http://127.0.0.1:8000`, with a demonstration served there.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

SignIn = Callable[[Page], None]
Row = dict[str, str | int]

TIMES_SLOWER = 6
BITS_A_SECOND = 400_000
LATENCY = 400  # ms
PHONE = {"width": 390, "height": 844}
ROUNDS = 3  # the middle one counts
ID = "[0-9a-f-]{36}"
VISIT, CASE, POINT = f"/visits/{ID}/$", f"/cases/{ID}/$", f"/visits/{ID}/[a-z0-9-]+/$"
# Once painted with the script run: when that was, or when the last long task ended.
USABLE = """
() => new Promise((resolve) => {
    let busyUntil = 0;
    new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries())
            busyUntil = Math.max(busyUntil, startTime + duration);
    }).observe({ type: "longtask", buffered: true });
    const look = () => {
        const [opened] = performance.getEntriesByType("navigation");
        const [painted] = performance.getEntriesByName("first-contentful-paint");
        if (!painted || !opened.domContentLoadedEventEnd) return setTimeout(look, 20);
        const ready = [opened.domContentLoadedEventEnd, painted.startTime, busyUntil];
        resolve(Math.round(Math.max(...ready)));
    };
    requestAnimationFrame(() => setTimeout(look, 0));
})
"""
LINKS = "() => [...document.links].map((one) => one.pathname)"
QUESTIONS = "() => document.querySelectorAll('[data-question]').length"


class NotUsable(Exception):
    """The script of a page that was said to be ready did not act on a tap."""


def measure(base_url: str, sign_in: SignIn) -> list[Row]:
    """Two rows a page, of the first visit with an empty cache and of the next: {"page",
    "interactive_ms", "bytes", "requests"}. Raises NotUsable. `sign_in(page)` signs in."""
    with sync_playwright() as playwright, chromium(playwright) as browser:
        with phone(browser, base_url) as page:
            sign_in(page)
            addresses = find_pages(page)
            cookies = page.context.cookies()
        return [
            row
            for name, address in addresses.items()
            for row in middle_of(browser, base_url, cookies, name, address)
        ]


@contextmanager
def chromium(playwright) -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or which("chromium")
    browser = playwright.chromium.launch(
        executable_path=found, args=["--no-sandbox", "--disable-gpu"]
    )
    yield browser
    browser.close()


@contextmanager
def phone(browser: Browser, base_url: str, cookies=()) -> Iterator[Page]:
    context = browser.new_context(
        base_url=base_url, viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB"
    )
    context.add_cookies(list(cookies))
    yield context.new_page()
    context.close()


def find_pages(page: Page) -> Mapping[str, str]:
    """The addresses that are measured, found by the links of whoever is signed in."""
    page.goto("/")
    home = links(page)
    cases = list(dict.fromkeys(link for link in home if re.search(CASE, link)))
    visit = next(iter(drafts(page, home, cases)), None)
    found = {"caseload": "/", "case": cases[0]}
    if visit is None:
        return found
    page.goto(visit)
    points = [link for link in links(page) if re.search(POINT, link) and link.startswith(visit)]
    counted = {point: questions_of(page, point) for point in dict.fromkeys(points)}
    longest = max(counted, key=counted.__getitem__)
    asked = f"point of {counted[longest]} prompts"
    return {**found, "task list": visit, asked: longest, "review": f"{visit}review/"}


def drafts(page: Page, home: list[str], cases: list[str]) -> Iterator[str]:
    """Visits that are written: linked from home, or from one of the families."""
    yield from (link for link in home if re.search(VISIT, link))
    for case in cases:
        page.goto(case)
        yield from (link for link in links(page) if re.search(VISIT, link))


def links(page: Page) -> list[str]:
    return page.evaluate(LINKS)


def questions_of(page: Page, address: str) -> int:
    page.goto(address)
    return page.evaluate(QUESTIONS)


def middle_of(browser: Browser, base_url: str, cookies, name: str, address: str) -> list[Row]:
    """The rows of the round that was neither quickest nor slowest, of first and of again."""
    rounds = [opened_twice(browser, base_url, cookies, name, address) for _ in range(ROUNDS)]
    return [
        sorted(rows, key=lambda row: row["interactive_ms"])[ROUNDS // 2]
        for rows in zip(*rounds, strict=True)
    ]


def opened_twice(browser: Browser, base_url: str, cookies, name: str, address: str) -> list[Row]:
    with phone(browser, base_url, cookies) as page:
        slowed = slow_down(page)
        rows = []
        for visit in ("first", "again"):
            rows.append({"page": f"{name}, {visit}", **open_page(page, slowed, address)})
            page.goto("about:blank")
        return rows


def slow_down(page: Page) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    bytes_a_second = BITS_A_SECOND // 8
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
    return devtools


def open_page(page: Page, devtools: CDPSession, address: str) -> Row:
    sizes: list[int] = []

    def weigh(loaded) -> None:
        sizes.append(int(loaded["encodedDataLength"]))

    devtools.on("Network.loadingFinished", weigh)
    page.goto(address)
    interactive = page.evaluate(USABLE)
    devtools.remove_listener("Network.loadingFinished", weigh)
    try_the_script(page, address)
    brought = [size for size in sizes if size]  # nothing: it came from the cache
    return {"interactive_ms": interactive, "bytes": sum(brought), "requests": len(brought)}


def try_the_script(page: Page, address: str) -> None:
    menu = page.locator("details.menu")
    menu.locator("summary").tap()
    opened = menu.evaluate("(one) => one.open")
    page.locator("main").dispatch_event("click")
    if not opened or menu.evaluate("(one) => one.open"):
        raise NotUsable(address)


def sign_in_to_demo(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("hv.north")
    page.get_by_label("Password").fill("safe-babies-demo")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


if __name__ == "__main__":
    for row in measure(sys.argv[1], sign_in_to_demo):
        print(*row.values(), sep="\t")  # noqa: T201  what it is for

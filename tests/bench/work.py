"""What people do that is measured, each with what its page must show and the floor below it."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from checklists.answers.typed import SAME
from tests.bench.client import Answer, Browser, WrongAnswer
from tests.bench.measuring import Work

TOKEN = "csrfmiddlewaretoken"
BY_BUTTON = "parents-health"  # another one, or each would find that the other had saved
POINT, ADULTS_POINT = "sleep", "family-and-friends"  # most open questions; most of all, and private
MOST_PROMPTS, OPENED_PROMPTS = 16, 34
ASKED = re.compile(r'name="[^"]+__rev"')
LISTED = re.compile(r'href="/(?:cases|items)/[0-9a-f-]{36}/')
MOST_LISTED = 20  # rows that a list shows at least
LIST, FORM = "list of 50", "form of 60"
SAVES = {14: "save of 14", 60: "save of 60"}
OF_THREE = ", three teams"
LOGGED = ", logged"  # the same, with the entry in the log of reading that every page here writes


def floor_work(browser: Browser) -> dict[str, Work]:
    form = browser.get("/form/").form
    works = [
        Work(LIST, lambda _: browser.get("/list/"), shows="?after="),
        Work(LIST + LOGGED, lambda _: browser.get("/list/logged/"), shows="?after="),
        Work(FORM, lambda _: browser.get("/form/"), shows="What number 59 asks"),
        Work(FORM + LOGGED, lambda _: browser.get("/form/logged/"), shows="What number 59 asks"),
    ]
    for number, name in SAVES.items():
        answers = {TOKEN: form[TOKEN], **{f"prompt_{one}": "Done" for one in range(number)}}
        works.append(Work(name, saving_floor(browser, answers), shows="/form/"))
    return {work.name: work for work in works}


def saving_floor(browser: Browser, answers: dict[str, Any]) -> Callable[[Any], Answer]:
    return lambda _: browser.post("/save/1/", answers)


def pages(country: Any, her: Browser, manager: Browser, many: Any) -> Iterator[Work]:
    """`many` is a draft with many adults around the baby, `country` as `tests.country` gives it."""
    visit, case = f"/visits/{country.draft}/", f"/cases/{country.case}/"
    yield listing("caseload", her, "/")
    yield listing("my items", her, "/items/")
    yield listing("team", manager, "/team/")
    yield listing("team families", manager, "/team/families/")
    yield page("case", her, case, country.name, FORM)
    yield page("case outstanding", her, f"{case}outstanding/", country.name, LIST)
    yield finding("find", her, country.name)
    yield finding("find a common name", her, country.common_name)
    yield page("task list", her, visit, f"{visit}{POINT}/", FORM)
    yield page("review", her, f"{visit}review/", "Review and sign", FORM)
    yield Work(
        "point", lambda _: holding(her.get(f"{visit}{POINT}/"), ASKED, MOST_PROMPTS), floor=FORM
    )
    yield opening("point opened", her, f"/visits/{many}/{ADULTS_POINT}/")


def page(name: str, browser: Browser, path: str, shows: str, floor: str) -> Work:
    return Work(name, lambda _: browser.get(path), shows, floor)


def listing(name: str, browser: Browser, path: str) -> Work:
    return Work(name, lambda _: holding(browser.get(path), LISTED, MOST_LISTED), floor=LIST)


def holding(answer: Answer, what: re.Pattern, number: int) -> Answer:
    """Raises WrongAnswer for a page with fewer of them: an empty one is quick."""
    if (found := len(what.findall(answer.text))) < number:
        raise WrongAnswer(f"{found} of {what.pattern}, not {number}: {answer.in_short}")
    return answer


def finding(name: str, browser: Browser, asked: str) -> Work:
    fields = {**browser.get("/find/").form, "q": asked}
    return Work(name, lambda _: browser.post("/find/", fields), "/cases/", LIST)


def opening(name: str, browser: Browser, path: str) -> Work:
    fields = {**browser.get(path).form, "do": "show", "looked": "yes"}
    return Work(
        name, lambda _: holding(browser.post(path, fields), ASKED, OPENED_PROMPTS), "", FORM
    )


def saves(country: Any, her: Browser, drafts: Iterable[Any]) -> Iterator[Work]:
    """By itself while she types, and by the button, which leads on. Each in a page of its own."""
    sleep, other = (f"/visits/{country.draft}/{slug}/" for slug in (POINT, BY_BUTTON))
    yield autosave("save 14", her, sleep, her.get(sleep), 14)
    for number, draft in zip((14, 60), drafts, strict=True):
        path = f"/visits/{draft}/{ADULTS_POINT}/"
        opened = her.post(path, {**her.get(path).form, "do": "show", "looked": "yes"})
        yield autosave(f"save {number}, private", her, path, opened, number)
    yield Work(
        "save 14 by the button",
        before=lambda: changed(answered(her.get(other), 14)),
        ask=lambda fields: her.post(other, fields),
        shows="/visits/",
        floor=SAVES[14],
    )


def autosave(name: str, browser: Browser, path: str, shown: Answer, number: int) -> Work:
    """Every round says something else of each question, from the revision it left before."""
    fields = answered(shown, number)

    def ask(changes: dict) -> Answer:
        answer = browser.post(path, changes, Accept="application/json")
        saved = answer.text.count("__rev")
        if saved != number or '"errors": {}' not in answer.text:
            raise WrongAnswer(f"{name}: saved {saved} answers, not {number}: {answer.in_short}")
        fields.update(revisions_of(answer))
        return answer

    return Work(name, ask, "All sent", SAVES[number], before=lambda: changed(fields))


def revisions_of(answer: Answer) -> dict[str, str]:
    return dict(re.findall(r'"([^"]+__rev|receipt)": "([^"]+)"', answer.text))


def answered(shown: Answer, number: int) -> dict:
    """The fields of so many questions of a page that have a note, and of its form itself.

    An answer of an earlier visit, or of the household, is still so.
    """
    form = shown.form
    names = [one.removesuffix("__rev") for one in form if one.endswith("__rev")]
    noted = [name for name in names if f"{name}__note" in form]
    if len(noted) < number:
        raise WrongAnswer(f"{len(noted)} questions with a note, not {number}")
    kept, left = noted[:number], [name for name in names if name not in noted[:number]]
    fields = {
        name: said for name, said in form.items() if is_of(kept, name) or not is_of(left, name)
    }
    still = {f"{name}__carry": SAME for name in kept if f'name="{name}__carry"' in shown.text}
    return {**fields, **still}


def is_of(questions: list[str], name: str) -> bool:
    return any(name == one or name.startswith((f"{one}__", f"{one}-")) for one in questions)


rounds_of_notes = count(1)


def changed(fields: dict) -> dict:
    """Each note says another number than before."""
    said = f"Said again, {next(rounds_of_notes)} times now."
    return {name: said if name.endswith("__note") else value for name, value in fields.items()}


def signing(her: Browser, drafts: list[Any], check: Callable[[Any], None]) -> Work:
    """A fresh draft each time; `check` looks at what signing did."""
    waiting = iter(drafts)

    def review() -> tuple[Any, dict]:
        visit = next(waiting)
        return visit, {
            TOKEN: her.get(f"/visits/{visit.pk}/review/").form[TOKEN],
            "right_baby": "on",
        }

    def sign(given: tuple[Any, dict]) -> Answer:
        answer = her.post(f"/visits/{given[0].pk}/sign/", given[1])
        check(given[0])
        return answer

    return Work("sign", sign, "/signed/", before=review)


def lists_of_three_teams(nurse: Browser, manager: Browser) -> Iterator[Work]:
    """The same lists for people who work in three teams."""
    for name, browser, path in (
        ("caseload", nurse, "/"),
        ("my items", nurse, "/items/"),
        ("team", manager, "/team/"),
        ("team families", manager, "/team/families/"),
    ):
        yield page(name + OF_THREE, browser, path, "/items/", LIST)

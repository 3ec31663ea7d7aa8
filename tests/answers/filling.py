"""Reads the form of a point's page and fills it in, as a person would."""

import json
from html.parser import HTMLParser

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from checklists.answers.saving import save_point
from checklists.answers.typed import field_name
from checklists.cases.access import WholeRecord
from checklists.guidance.answer_types import AnswerType
from checklists.guidance.conditions import Given, holds, leaves
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

CONTENT = json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))
CONDITIONS = [p["show_when"] for point in CONTENT["points"] for p in point["prompts"]]
LEAVES = [leaf for condition in CONDITIONS for leaf in leaves(condition) if "prompt" in leaf]
LONG_STORY = "Told me in her own words: “we manage”.\nSecond line."


# An answer at a visit of 23 November 2026 for each type that is neither chosen nor words.
EXAMPLES: dict[str, str | list[str]] = {
    AnswerType.DATE: "2026-11-23",
    AnswerType.BODY_MAP: [
        '{"drawing":"1/head","id":"1-00c0ffee","kind":"bruise","region":"left_cheek",'
        '"x":730,"y":730}'
    ],
    AnswerType.MARK_WORDS: ['{"id":"1-00c0ffee","who":"her grandmother"}'],
}


class FieldsOfPage(HTMLParser):
    """The successful controls of every form on a page, as a browser would send them."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.sent, self.offered, self.textarea, self.select = {}, {}, None, None
        self.templates = 0  # open ones: what stands in them is not on the page
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.templates += tag == "template"
        if not self.templates:
            self.note_field(tag, dict(attrs))

    def note_field(self, tag, attrs):
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if tag == "textarea":
            self.textarea = name
            self.sent[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option":
            if "selected" in attrs or self.select not in self.sent:
                self.sent[self.select] = [attrs["value"]]
        elif tag == "input" and kind in ("radio", "checkbox"):
            self.offered.setdefault(name, []).append(attrs["value"])
            if "checked" in attrs:
                self.sent.setdefault(name, []).append(attrs["value"])
        elif tag == "input" and kind != "image" and name != "plain":
            self.sent[name] = [attrs.get("value", "")]

    def handle_endtag(self, tag):
        self.templates -= tag == "template"
        if tag == "textarea" and self.textarea:
            self.sent[self.textarea] = [self.sent[self.textarea][0].removeprefix("\n")]
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.sent[self.textarea] = [self.sent[self.textarea][0] + data]


def fields(response):
    """What the page would send, and what its choices offer."""
    return FieldsOfPage(response.content.decode())


def url_of(visit, slug):
    return reverse("visit_point", args=[visit.pk, slug])


def opened(client, visit, slug):
    """The page with its private part open."""
    return client.post(url_of(visit, slug), {"do": "show", "looked": "yes"})


def working_visit(visit):
    """The visit as the database has it, with every door open."""
    row = Visit.objects.select_related("sheet", "version", "case__facts").get(pk=visit.pk)
    return WorkingVisit(row, WholeRecord(row.author))


def typed(prompt, words):
    """What somebody may type for a prompt without choices: these words, or what its type takes."""
    return EXAMPLES.get(prompt.answer_type, words)


def fill(sent, key, prompt, value):
    """Put a value into what will be sent."""
    name = field_name(key)
    if parts := prompt.kind.parts_of(value):
        sent |= {f"{name}-{part}": [text] for part, text in parts.items()}
    else:
        sent[name] = value if isinstance(value, list) else [value]


def send(client, visit, slug, changes, page=None, **more):
    """Post the page as it was rendered, with these fields changed."""
    sent = (page or fields(client.get(url_of(visit, slug)))).sent
    return client.post(url_of(visit, slug), {**sent, **changes}, **more)


def write(visit, **changes):
    """Store answers as another window of the same person would."""
    row = Visit.objects.select_related("sheet__case", "sheet__version").get(pk=visit.pk)
    return save_point(
        row.sheet,
        changes=changes,
        base_revisions=dict.fromkeys(changes, 99),
        receipt=None,
        by=visit.author,
        at=timezone.now(),
        target=visit,
    )


def entry(visit, key):
    return working_visit(visit).documents.get(key)


def known_from_last_time(case, **answers):
    """What a signed contact in October left."""
    case.facts.answers = {
        key: {
            "value": value,
            "reason": "",
            "note": "",
            "on": "2026-10-21",
            "by": "Nia Northfield",
            "visit": "",
            "since": "2026-10-21",
        }
        for key, value in answers.items()
    }
    case.facts.save()


def value_for(prompt, *, last):
    """The first or last choice that brings up most follow-ups; a story, or the day of the visit."""
    if prompt.answer_type in EXAMPLES:
        return EXAMPLES[prompt.answer_type]
    if not prompt.choices:
        return LONG_STORY if not prompt.key.endswith("_name") else "Ivo Fableton"
    values = [[c.value] if prompt.is_multiple else c.value for c in prompt.choices]
    return max(reversed(values) if last else values, key=lambda value: follow_ups(prompt, value))


def follow_ups(prompt, value):
    answers = {prompt.key: Given(value)}
    return sum(
        holds(leaf, answers, shown=answers) for leaf in LEAVES if leaf["prompt"] == prompt.key
    )

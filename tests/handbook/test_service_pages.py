"""Help, accessibility and privacy: open to all, in words that an editor changes."""

from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse

from checklists.audit.models import Event
from checklists.handbook.models import ServicePage
from checklists.handbook.page_words import Slug, change_page, delivered_words
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, person
from tests.guidance.conftest import NOW

pytestmark = pytest.mark.django_db

PAGES = {"help": "Ring 999", "accessibility": "axe", "privacy": "Nothing is scored"}
FOOT = ["learning_points", "about", *PAGES]


def words(response):
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def editor(client, content_in_force):
    editor = person(Role.EDITOR)
    client.force_login(editor)
    return editor


def admin_url(page):
    return reverse("admin:checklists_servicepage_change", args=[page.pk])


def save(client, page, text):
    shown = client.get(admin_url(page)).context["shown"]
    return client.post(admin_url(page), {"words": text, "shown": shown})


@pytest.mark.parametrize("name", PAGES)
def test_with_an_empty_database_a_visitor_reads_what_is_delivered(client, db, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert PAGES[name] in words(response)
    assert "<h2>" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_a_visitor_one_statement(client, content_in_force, statements, name):
    with statements() as counted:
        client.get(reverse(name))

    assert len(counted) == 1


def test_what_an_editor_writes_stands_on_the_page(client, editor):
    page = ServicePage.objects.get(slug=Slug.HELP)

    save(client, page, "## Whom to ask\n\nAsk **Ada** in the office.")

    shown = client.get(reverse("help")).content.decode()
    assert "<h2>Whom to ask</h2>" in shown
    assert "Ask <strong>Ada</strong> in the office." in shown
    assert "Whom to ask is now" not in shown


def test_each_change_is_kept_with_what_it_was(client, editor):
    page = ServicePage.objects.get(slug=Slug.PRIVACY)

    save(client, page, "Ask the trust.")

    event = Event.objects.get(kind="service_page.changed")
    assert (event.by, event.target) == (editor, f"servicepage:{page.pk}")
    assert event.details["before"] == {"words": delivered_words(Slug.PRIVACY)}
    assert event.details["after"] == {"words": "Ask the trust."}
    assert "words is now “Ask the trust.”" in words(client.get(admin_url(page)))


def test_the_same_words_are_no_change(content_in_force):
    page = ServicePage.objects.get(slug=Slug.HELP)

    change_page(page, by=person(Role.EDITOR), at=NOW)

    assert not Event.objects.filter(kind="service_page.changed").exists()


@pytest.mark.parametrize("text", ["<b>Ask</b> Ada.", "", "x" * 10_001])
def test_what_is_not_plain_text_is_refused_and_nothing_changes(client, editor, text):
    page = ServicePage.objects.get(slug=Slug.HELP)

    response = save(client, page, text)

    page.refresh_from_db()
    assert response.context["errors"]
    assert page.words == delivered_words(Slug.HELP)


def test_a_publisher_reads_the_words_and_changes_none(client, content_in_force):
    client.force_login(person(Role.PUBLISHER))
    page = ServicePage.objects.get(slug=Slug.HELP)

    assert delivered_words(Slug.HELP).splitlines()[0] in words(client.get(admin_url(page)))
    assert client.post(admin_url(page), {"words": "Ask."}).status_code == 403


def test_loading_again_changes_no_words_and_adds_what_is_missing(db):
    call_command("load_content", verbosity=0)
    ServicePage.objects.filter(slug=Slug.HELP).update(words="Ask Ada.")
    ServicePage.objects.filter(slug=Slug.PRIVACY).delete()

    call_command("load_content", verbosity=0)

    assert ServicePage.objects.get(slug=Slug.HELP).words == "Ask Ada."
    assert ServicePage.objects.filter(slug=Slug.PRIVACY).exists()


def test_who_approved_the_guidance_here_stands_on_the_page_about_it(client, editor):
    page = ServicePage.objects.get(slug=Slug.APPROVAL)
    assert "Nobody has noted here who approved" in words(client.get(reverse("about")))

    save(client, page, "The named nurse, on 3 November 2026.")

    assert "The named nurse, on 3 November 2026." in words(client.get(reverse("about")))


@pytest.mark.parametrize("name", ["case", "account_login", "help", "admin:index"])
def test_the_foot_of_a_page_leads_to_all_of_them(client, content_in_force, name):
    case = CaseFactory()
    if name != "account_login":
        client.force_login(person(Role.EDITOR) if name == "admin:index" else case.owner)

    page = client.get(reverse(name, args=[case.pk] if name == "case" else [])).content.decode()

    assert [one for one in FOOT if f'<a href="{reverse(one)}">' not in page] == []


@pytest.mark.parametrize("address", ["/cases/nowhere/", "/nowhere/"])
def test_also_that_of_an_error(client, db, address):
    page = client.get(address).content.decode()

    assert [one for one in FOOT if f'<a href="{reverse(one)}">' not in page] == []


def test_the_log_states_the_pages_that_come_with_the_service(db):
    call_command("load_content", verbosity=0)

    [added] = Event.objects.filter(kind="service_page.added")
    assert set(added.rows) == {f"servicepage:{page.pk}" for page in ServicePage.objects.all()}

"""The crispy pack: what a form looks like, and that what was typed stays and stays harmless."""

import re
from html import unescape

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template

from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import OneOfField, SeveralOfField
from checklists.nhsuk.forms import PlainForm

HARMFUL = "<script>alert(1)</script>"


class SampleForm(PlainForm):
    name = forms.CharField(label="Name", help_text="As the family uses it", max_length=40)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    born = DayMonthYearField(label="Date of birth")
    place = OneOfField(label="Where", choices=[("home", "At home"), ("clinic", "In clinic")])
    who = SeveralOfField(label="Who", choices=[("mother", "Mother"), ("father", "Father")])
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("first", "First visit")])
    sure = forms.BooleanField(label="I am sure")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput)


def rendered(form):
    template = Template("{% load crispy_forms_tags nhsuk %}{% problems form %}{% crispy form %}")
    return template.render(Context({"form": form}))


def tag_with(html, *attributes):
    """The first tag that has all these attributes, written as in the page."""
    return next(tag for tag in re.findall("<[^>]+>", html) if all(a in tag for a in attributes))


def test_every_kind_of_field_is_rendered_with_its_label():
    html = rendered(SampleForm())

    for name in ("name", "note", "born-day", "born-year", "place", "who", "kind", "sure", "token"):
        assert f'name="{name}"' in html
    for label in ("Name", "Note (optional)", "Date of birth", "At home", "Mother", "I am sure"):
        assert label in html


def test_one_is_chosen_by_radios_and_several_by_boxes():
    html = rendered(SampleForm())

    assert 'type="radio"' in tag_with(html, 'name="place"')
    assert 'type="checkbox"' in tag_with(html, 'name="who"')


def test_everything_typed_is_kept():
    typed = {
        "name": "Wren",
        "note": "First line\n  second line\n\nthird",
        "born-day": "31",
        "born-month": "2",
        "born-year": "twenty",
        "place": "clinic",
        "who": ["mother", "father"],
        "kind": "first",
    }

    html = rendered(SampleForm(typed))

    assert 'value="Wren"' in html
    assert (
        unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
        == (typed["note"])
    )
    assert 'value="31"' in tag_with(html, 'name="born-day"')
    assert 'value="twenty"' in tag_with(html, 'name="born-year"')
    assert " checked" in tag_with(html, 'name="place"', 'value="clinic"')
    assert " checked" in tag_with(html, 'name="who"', 'value="father"')
    assert " selected" in tag_with(html, 'value="first"')


def test_a_password_is_never_sent_back():
    html = rendered(SampleForm({"password": "correct-horse"}))

    assert "correct-horse" not in html
    assert "What you typed is still on this page" not in html


@pytest.mark.parametrize("name", ["name", "note", "born-day", "place", "kind", "token"])
def test_what_was_typed_is_never_markup(name):
    html = rendered(SampleForm({name: HARMFUL, "born-month": "1"}))

    assert HARMFUL not in html


def test_choices_and_labels_are_never_markup():
    class Hostile(PlainForm):
        one = OneOfField(label=HARMFUL, help_text=HARMFUL, choices=[(HARMFUL, HARMFUL)])

    assert HARMFUL not in rendered(Hostile({}))


def test_the_summary_leads_to_each_question_in_the_same_words():
    html = rendered(SampleForm({"token": "x"}))

    assert "There is a problem" in html
    assert '<a href="#id_name">Enter this: Name</a>' in re.sub(r">\s+|\s+<", tidy, html)
    assert 'href="#id_born-day"' in html
    assert 'id="id_born-day"' in html
    assert html.count("Enter the date") == 2


def tidy(match):
    return match[0].strip()


def test_each_link_of_the_summary_has_its_target():
    html = rendered(SampleForm({"token": "x"}))

    targets = re.findall('href="#([^"]+)"', html)

    assert targets
    assert all(f'id="{target}"' in html for target in targets)


def test_nothing_is_said_before_anything_was_sent():
    assert "There is a problem" not in rendered(SampleForm())


def test_a_problem_of_the_whole_form_is_shown_in_it():
    class Crossed(PlainForm):
        def clean(self):
            raise forms.ValidationError("The two do not fit together")

    assert rendered(Crossed({})).count("The two do not fit together") == 2


def test_submit_buttons_of_a_layout_are_rendered():
    form = SampleForm()
    form_helper = FormHelper()
    form_helper.layout = Layout(
        Fieldset("Baby", "name"),
        ButtonHolder(Submit("go", "Save"), Submit("later", "Save later", css_class="secondary")),
    )
    html = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
        Context({"form": form, "helper": form_helper})
    )

    assert "Baby" in html
    assert 'name="name"' in html
    assert "secondary" not in tag_with(html, 'name="go"')
    assert "nhsuk-button--secondary" in tag_with(html, 'name="later"')


def test_submit_buttons_added_to_a_helper_are_rendered():
    form_helper = FormHelper()
    form_helper.add_input(Submit("go", "Save"))
    html = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
        Context({"form": SampleForm(), "helper": form_helper, "csrf_token": "token-of-the-page"})
    )

    assert 'name="go"' in html
    assert "token-of-the-page" in html
    assert html.count("<form") == 1


def test_messages_are_plain_and_the_page_s_own_words_stay():
    class Own(PlainForm):
        name = forms.CharField(
            label="Name, 100%", max_length=5, error_messages={"required": "Say the name"}
        )
        kind = forms.ChoiceField(choices=[("a", "A")])

    assert Own({}).errors["name"] == ["Say the name"]
    assert Own({"kind": "b"}).errors["kind"] == ["Choose from the answers shown"]
    assert Own({"name": "Wrennie"}).errors["name"] == [
        "Shorten this to 5 characters or fewer, it has 7: Name, 100%"
    ]
    assert Own({"name": "a\x00b"}).errors["name"] == [
        "Take out the characters that cannot be shown"
    ]

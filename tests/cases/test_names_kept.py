"""What a case is found by is what it is called now, whoever saved it."""

from io import StringIO

import pytest
from django.core.management import call_command

from checklists.cases.models.case import Case
from checklists.cases.models.names import CaseName
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def words_of(case):
    return {
        bytes(word).decode()
        for word in CaseName.objects.filter(case=case).values_list("word", flat=True)
    }


def test_a_case_is_found_by_each_part_of_its_names_to_their_end():
    case = CaseFactory(given_name="Zoë", family_name="O'Brien", mother_name="Rosa O\u2019Brien")

    assert words_of(case) == {"zoeobrien", "obrien", "brien", "rosaobrien"}


def test_an_unborn_baby_is_found_by_the_mother():
    assert words_of(CaseFactory(unborn=True)) == {"rosafableton", "fableton"}


def test_a_corrected_name_takes_the_place_of_the_one_before():
    case = CaseFactory()
    case.given_name = "Otis"
    case.save(update_fields=["given_name"])

    assert words_of(case) == {"otisfableton", "fableton", "rosafableton"}


def test_saving_anything_else_reads_no_name(django_assert_num_queries):
    case = CaseFactory()

    with django_assert_num_queries(1):
        case.save(update_fields=["address"])


def test_what_another_version_saved_is_corrected_and_nothing_else():
    CaseFactory()
    case = CaseFactory(given_name="Ivy", family_name="Storybrook", mother_name="Ada Storybrook")
    Case.objects.filter(pk=case.pk).update(given_name="Otis", family_name="Inkwell")
    said = StringIO()

    call_command("rebuild_names", stdout=said)

    assert "1 cases" in said.getvalue()
    assert list(Case.objects.called("otis inkwell")) == [case]
    assert not Case.objects.called("ivy").exists()
    assert Case.objects.get(pk=case.pk).name_key == "".join(sorted("otisinkwell"))

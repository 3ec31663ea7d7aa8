import pytest

from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import guidance_in_force, version_in_force, visit_types
from checklists.guidance.models import TemplateVersion, VisitType

pytestmark = pytest.mark.django_db


def test_it_is_read_in_one_statement(version, django_assert_num_queries):
    version_in_force()
    compiled(version_in_force())

    with django_assert_num_queries(1):
        found = guidance_in_force()
        assert found.wording.version_id == version.pk
        assert found.names["new-birth"] == "New birth review"


def test_it_says_what_its_parts_say(version):
    found = guidance_in_force()

    assert list(found.kinds) == visit_types()
    assert found.wording is compiled(version_in_force())


def test_a_changed_kind_of_visit_counts_on_the_next_page(version):
    guidance_in_force()
    VisitType.objects.filter(slug="new-birth").update(name="First review")

    assert guidance_in_force().names["new-birth"] == "First review"


def test_before_anything_is_published_there_is_no_wording(db):
    with pytest.raises(TemplateVersion.DoesNotExist):
        guidance_in_force().wording  # noqa: B018

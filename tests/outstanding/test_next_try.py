"""The page of an enquiry that waits says when it is tried again."""

import pytest
from django.urls import reverse

from tests.factories import CaseFactory
from tests.visits.story import AT_THE_VISIT, item, signed


@pytest.fixture
def case(content_in_force, time_machine):
    time_machine.move_to(AT_THE_VISIT, tick=False)
    return CaseFactory()


def test_an_enquiry_that_waits_says_when_it_is_tried_again(client, case):
    signed(
        case,
        {
            "da_seen_alone": "no",
            "da_postnatal": ("not_asked", "partner_present"),
            "da_next_opportunity": "At the clinic.",
            "da_next_date": "2026-12-04",
        },
        present=["mother", "partner"],
    )
    address = reverse("item", args=[item(case, "da_postnatal_not_completed").pk])
    client.force_login(case.owner)

    shut, opened = client.get(address), client.post(address, {"open": "titles"})

    assert "4 December" not in shut.content.decode()
    assert "Next safe attempt:</b> 4 December 2026" in opened.content.decode()

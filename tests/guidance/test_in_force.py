"""Settings and kinds of visit as they hold on a day."""

from datetime import date, timedelta

import pytest

from checklists.guidance.in_force import settings_on, visit_types
from checklists.guidance.models import Setting, SettingValue

START = date(2026, 12, 1)


@pytest.mark.parametrize(("days", "limit"), [(-1, 28), (0, 21), (1, 21)])
def test_a_setting_holds_from_its_day(version, days, limit):
    setting = Setting.objects.get(key="no_contact_days")
    SettingValue.objects.create(setting=setting, value=21, starts_on=START)

    assert settings_on(START + timedelta(days=days))["no_contact_days"] == limit


def test_settings_take_one_statement(version, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert settings_on(START)["supervision_interval_days"] == 84


def test_visit_types_keep_their_order(version):
    assert [kind.slug for kind in visit_types()][:3] == [
        "antenatal-targeted",
        "antenatal",
        "new-birth",
    ]

"""Nine in the morning, and somebody who has an app for their second factor."""

import pytest
import time_machine

from tests.accounts.second_factors import NINE, give_app
from tests.factories import UserFactory


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def nia(clock):
    user = UserFactory(username="nia")
    give_app(user)
    return user

"""Each test is called from a frame so large that all deeper frames fit into memory behind it.

Python takes memory for frames in pieces of 16 kB and gives a piece back as soon as its first frame
ends. Calls to and fro across such an edge cost two system calls each: five hundred for every page
that is asked for, a seventh of the time of the tests. A piece for one large frame is as large as
the next power of two; what is left of it is kept until that frame ends.
"""

import pytest
from _pytest.runner import pytest_runtest_protocol as as_pytest_does

WORDS = 2**17


def with_room(call, *given):
    return call(*given)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS + 1)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    return with_room(as_pytest_does, item, nextitem)

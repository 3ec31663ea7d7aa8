"""The mark on a view that says who may open it: set by `people.roles`, checked at start-up.

It stands apart because the check is registered before any model can be imported.
"""

from collections.abc import Callable

from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]

MARK = "says_who_may_open_it"
OPEN_WHILE = "open_to_visitors_while"  # of a view: asked for each visitor

"""What stands in the address of a list of the admin, read before the list reads it.

Django gives some of it to the database as it came. A list takes the filters that it shows, and no
other column: nobody finds out by a filter what the list does not show.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import (
    ERROR_FLAG,
    IGNORED_PARAMS,
    IS_FACETS_VAR,
    PAGE_VAR,
    SEARCH_VAR,
    TO_FIELD_VAR,
)
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest

# Django itself leads to the whole list with the flag, when a filter says what cannot be found.
OF_EVERY_LIST = {ERROR_FLAG, *IGNORED_PARAMS, IS_FACETS_VAR, PAGE_VAR, SEARCH_VAR, TO_FIELD_VAR}
CHOSEN = "(__id)?(__exact|__isnull)?"
LONGEST = 200  # characters, of a filter
LARGEST = 2**31 - 1  # what every whole number column of both databases can be compared with
PARTS_OF_A_DATE = {"year": range(1900, 2200), "month": range(1, 13), "day": range(1, 32)}


def refuse_unreadable(request: HttpRequest, shown: "ModelAdmin[Any]") -> None:
    """Raises BadRequest for what leads to no page of this model."""
    names = {field.name for field in shown.opts.concrete_fields}
    asked = [*request.GET.getlist(TO_FIELD_VAR), *request.POST.getlist(TO_FIELD_VAR)]
    if not names.issuperset(asked):
        raise BadRequest


def refuse_unreadable_list(request: HttpRequest, shown: "ModelAdmin[Any]") -> None:
    """Raises BadRequest for what no page of this list leads to."""
    refuse_unreadable(request, shown)
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    if not all(
        name in OF_EVERY_LIST or is_filter(name, value, request, shown) for name, value in asked
    ):
        raise BadRequest
    if not all(is_id(typed, shown) for typed in chosen):
        raise BadRequest


def is_filter(name: str, value: str, request: HttpRequest, shown: "ModelAdmin[Any]") -> bool:
    """Whether it is a filter of this list, with a value that the database can compare."""
    if day := shown.date_hierarchy:
        for part, numbers in PARTS_OF_A_DATE.items():
            if name == f"{day}__{part}":
                return is_plain(value) and int(value) in numbers
    is_known = any(re.fullmatch(f"{one}{CHOSEN}", name) for one in filters_of(request, shown))
    return is_known and len(value) <= LONGEST and not is_too_large(value)


def filters_of(request: HttpRequest, shown: "ModelAdmin[Any]") -> Iterator[str]:
    for one in shown.get_list_filter(request):
        yield re.escape(one if isinstance(one, str) else one.parameter_name)  # type: ignore[union-attr]


def is_plain(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4


def is_too_large(value: str) -> bool:
    try:
        return abs(int(value)) > LARGEST
    except ValueError:
        return False


def is_id(typed: str, shown: "ModelAdmin[Any]") -> bool:
    try:
        shown.opts.pk.to_python(typed)
    except ValidationError:
        return False
    return not is_too_large(typed)

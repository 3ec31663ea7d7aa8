"""What must hold of access to pages before the service may start."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from checklists.people.view_mark import MARK, View


@register
def every_view_says_who_may_open_it(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A view without a mark opens to nobody; this tells its author at start-up."""
    return [
        Error(
            f"{view.__module__}.{view.__name__} says nothing about who may open it",
            hint="Mark it @open_to_all, @signed_in or @for_role(...) of people.roles.",
            id="safebabies.E010",
        )
        for view in our_views(get_resolver())
        if not getattr(view, MARK, False)
    ]


@register
def a_password_alone_opens_nothing(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """The settings derive it from DEMO; this stops a value written by hand."""
    if settings.SECOND_FACTOR_REQUIRED or settings.DEMO:
        return []
    return [Error("SECOND_FACTOR_REQUIRED is only off in a demonstration", id="safebabies.E011")]


@register
def the_provider_is_reached_privately(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """What the provider says of a person is believed because HTTPS proves who says it."""
    if urlsplit(settings.OIDC_SERVER_URL).scheme in {"", "https"} or not settings.HTTPS:
        return []
    return [Error("OIDC_SERVER_URL must begin with https://", id="safebabies.E012")]


def our_views(resolver: URLResolver) -> Iterator[View]:
    """The views of our rooms that have an address, without those of the admin."""
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            if entry.app_name != "admin":
                yield from our_views(entry)
        elif entry.callback.__module__.startswith("checklists."):
            yield entry.callback

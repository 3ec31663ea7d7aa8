"""Has the browser throw its copies of pages away when a session has ended."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from checklists.people.view_mark import View

# Copies of pages, and of those that Back would bring. Never "storage": it holds what is not sent.
COPIES = '"cache"'


def clear_copies_of_ended_session(get_response: View) -> View:
    """Stands before Django's middleware of sessions, whose answer takes the cookie away however
    the session ended: by signing out, after its time, or by somebody else.

    Only then, because some browsers take seconds for it; the quick exit cannot wait for that.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        brought = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        response = get_response(request)
        if brought and takes_session_away(response):
            response.headers["Clear-Site-Data"] = COPIES
        return response

    return middleware


def takes_session_away(response: HttpResponseBase) -> bool:
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and not cookie.value

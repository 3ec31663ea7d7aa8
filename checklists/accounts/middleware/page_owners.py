"""Has the browser remember whose pages it shows; see `accounts.page_owners`."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from checklists.accounts.page_owners import remember_owner
from checklists.people.view_mark import View


def remember_owner_of_pages(get_response: View) -> View:
    """Stands after the middleware that says who is signed in, and before what signs in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        remember_owner(request, response)
        return response

    return middleware

"""What holds for every request: readable text, this site alone, no copy in a cache."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from safebabies.plain import plain_page

GetResponse = Callable[[HttpRequest], HttpResponse]

READABLE_CHARSETS = {"", "utf-8", "utf8"}
# They know nobody, so they also answer while no session can be read.
WITHOUT_SESSION = ("/baby-care-advice/", "/reports/policy/")
REFUSES_GZIP = re.compile(r"\bgzip\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$)", re.IGNORECASE)
OURS = {"none", "same-origin"}
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


def refuse_other_charsets(get_response: GetResponse) -> GetResponse:
    """Answers 415 to any other charset, which would make Django's own error pages fail."""

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "")
        if charset.strip("\"' ").lower() not in READABLE_CHARSETS:
            return plain_page(415)
        return get_response(request)

    return middleware


def refuse_other_sites(get_response: GetResponse) -> GetResponse:
    """Refuses what another site asks for, but for a link that is followed here. ASVS 3.5.8."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = plain_page(403) if is_used_by_another_site(request) else get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware


def is_used_by_another_site(request: HttpRequest) -> bool:
    """Whether the browser says that another site asks, and not only by a link that was followed."""
    if request.headers.get("Sec-Fetch-Site", "none") in OURS:
        return False
    mode, kind = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    is_link = mode == "navigate" and kind == "document"
    return not (is_link and request.method in ("GET", "HEAD"))


class CompressPages(GZipMiddleware):
    """Compresses every page, but none of which another site may have chosen words: how much shorter
    those become beside a name tells whether the name is there (BREACH). Django's own looks for the
    word gzip alone, also where it stands with the weight of 0: not this."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if may_hold_words_of_another_site(request):
            return response
        if refuses_gzip(request):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)


def refuses_gzip(request: HttpRequest) -> bool:
    """Whether it says `gzip;q=0`. RFC 9110, 12.5.3."""
    return bool(REFUSES_GZIP.search(request.headers.get("Accept-Encoding", "")))


def may_hold_words_of_another_site(request: HttpRequest) -> bool:
    """Whether the address brings words and the browser does not say that they are from here."""
    comes_from = request.headers.get("Sec-Fetch-Site", "")
    return bool(request.META.get("QUERY_STRING")) and comes_from not in OURS


def ignore_session_on_open_pages(get_response: GetResponse) -> GetResponse:
    """Removes the cookies from requests for pages that know nobody: no session is read or kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_SESSION):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def forbid_caching(get_response: GetResponse) -> GetResponse:
    """Keeps pages out of every cache and the back button, unless a view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def explain_wrong_method(get_response: GetResponse) -> GetResponse:
    """Puts a page into Django's empty answer to a wrong HTTP method."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # Content-Length is set already, for the empty answer.
        if response.status_code == 405 and not response.content:
            page = plain_page(405).content
            response.content, response.headers["Content-Length"] = page, str(len(page))
        return response

    return middleware

from safebabies.plain import plain

READABLE_CHARSETS = {"", "utf-8", "utf8"}
# They know nobody, so they also answer while no session can be read.
WITHOUT_SESSION = ("/baby-care-advice/", "/reports/policy/")
OURS = {"none", "same-origin"}
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


def only_utf8(get_response):
    """Answers 415 to any other charset, which would make Django's own error pages fail."""

    def middleware(request):
        charset = (request.content_params or {}).get("charset", "")
        if charset.strip("\"' ").lower() not in READABLE_CHARSETS:
            return plain(415)
        return get_response(request)

    return middleware


def isolated(get_response):
    """Keeps other sites from asking for anything but a page to go to. ASVS 3.5.8."""

    def middleware(request):
        response = plain(403) if is_used_by_another_site(request) else get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware


def is_used_by_another_site(request) -> bool:
    """Whether the browser says that another site asks, and not only by a link that was followed."""
    if request.headers.get("Sec-Fetch-Site", "none") in OURS:
        return False
    mode, kind = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    is_link = mode == "navigate" and kind == "document"
    return not (is_link and request.method in ("GET", "HEAD"))


def session_where_needed(get_response):
    """Takes the cookies from addresses that know nobody: no session is read, used or kept."""

    def middleware(request):
        if request.path_info.startswith(WITHOUT_SESSION):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def not_stored(get_response):
    """Keeps pages out of every cache and the back button, unless a view says otherwise."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def wrong_verb_in_words(get_response):
    """Puts a page into Django's empty answer to a wrong verb."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            page = plain(405).content
            response.content, response.headers["Content-Length"] = page, str(len(page))
        return response

    return middleware

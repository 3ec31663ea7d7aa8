from django.http import HttpResponse

READABLE_CHARSETS = {"", "utf-8", "utf8"}


def only_utf8(get_response):
    """Answers 415 to any other charset, which would make Django's own error pages fail."""

    def middleware(request):
        charset = (request.content_params or {}).get("charset", "")
        if charset.strip("\"' ").lower() not in READABLE_CHARSETS:
            return HttpResponse(
                "This service reads UTF-8 text only.", status=415, content_type="text/plain"
            )
        return get_response(request)

    return middleware


def not_stored(get_response):
    """Keeps pages out of every cache and the back button, unless a view says otherwise."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware

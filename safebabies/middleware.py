from django.shortcuts import render

READABLE_CHARSETS = {"", "utf-8", "utf8"}


def only_utf8(get_response):
    """Answers 415 to any other charset, which would make Django's own error pages fail."""

    def middleware(request):
        charset = (request.content_params or {}).get("charset", "")
        if charset.strip("\"' ").lower() not in READABLE_CHARSETS:
            return render(None, "415.html", status=415)
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
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware

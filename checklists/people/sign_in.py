"""How the sign-in packages are told to behave here."""


def username_tried(request, credentials):
    """The name that was typed, so that a lock is for a person at an address."""
    credentials = credentials or {}
    return credentials.get("username") or request.POST.get("login") or ""

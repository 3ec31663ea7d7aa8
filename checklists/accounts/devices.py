"""Names a browser in words, from what it says of itself. It may lie: this is no proof."""

from ua_parser import parse

UNKNOWN = "A browser that does not say which"


def device_words(user_agent: str) -> str:
    """'Chrome on Windows'."""
    parsed = parse(user_agent)
    browser = parsed.user_agent.family if parsed.user_agent else ""
    system = parsed.os.family if parsed.os else ""
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or UNKNOWN

"""Names a browser in words, from what it says of itself. It may lie; it is a help, not a proof."""

from ua_parser import parse

UNKNOWN = "A browser that does not say which"


def device_words(user_agent: str) -> str:
    """'Chrome on Windows'."""
    said = parse(user_agent)
    browser = said.user_agent.family if said.user_agent else ""
    system = said.os.family if said.os else ""
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or UNKNOWN

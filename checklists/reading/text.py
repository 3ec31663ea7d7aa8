"""Pasted and typed text, as it was meant."""

import re

LINE_BREAKS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")


def plain_lines(text: str) -> str:
    """Pasted text as it was meant: what breaks a line is a line break, other controls go."""
    lines = LINE_BREAKS.sub("\n", text.replace("\r\n", "\n"))
    return CONTROLS.sub("", lines).strip()

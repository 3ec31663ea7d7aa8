"""What browsers report that the content security policy kept off a page. ASVS 3.4.7.

Only the directive and the origin that was blocked are kept: a report also quotes addresses and
bits of the page, and anyone may send one.
"""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from checklists.people.roles import open_to_all

logger = logging.getLogger(__name__)

MOST_BYTES = 8_192
MOST_IN_A_MINUTE = 20  # in one process; more are dropped
KINDS = {"application/csp-report", "application/reports+json", "application/json"}
DIRECTIVE = re.compile(r"[a-z-]{1,30}")
ORIGIN = re.compile(r"[a-z]{1,10}://[a-z0-9.-]{1,100}")
WITHOUT_ORIGIN = {"inline", "eval", "wasm-eval", "data", "blob", "trusted-types-policy"}


@csrf_exempt  # browsers send reports by themselves, without a token; nothing is changed by one
@open_to_all
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        report = read_report(json.loads(request.body))
    except (ValueError, TypeError, RecursionError):
        return HttpResponse(status=400)
    if report and is_within_bound():
        logger.warning("The policy %s blocked %s", *report)
    return HttpResponse(status=204)


def read_report(sent: Any) -> tuple[str, str] | None:
    """The directive and the blocked origin of a report in the old or the new form; else None."""
    one = sent[0] if isinstance(sent, list) and sent else sent
    said = one.get("csp-report") or one.get("body") if isinstance(one, dict) else None
    if not isinstance(said, dict):
        return None
    names = ("effective-directive", "effectiveDirective", "violated-directive")
    directive = next((str(said[name]) for name in names if name in said), "").partition(" ")[0]
    if not DIRECTIVE.fullmatch(directive):
        return None
    return directive, origin_of(str(said.get("blocked-uri") or said.get("blockedURL") or ""))


def origin_of(blocked: str) -> str:
    """'https://elsewhere.example', 'inline' and the like, or 'something else'."""
    if blocked in WITHOUT_ORIGIN:
        return blocked
    try:
        parts = urlsplit(blocked)
    except ValueError:
        return "something else"
    origin = f"{parts.scheme}://{parts.hostname or ''}"
    return origin if ORIGIN.fullmatch(origin) else "something else"


def is_within_bound() -> bool:
    key = f"policy-reports-{timezone.now():%H%M}"
    # Longer than the minute that it counts, so that it cannot run out between these two lines.
    cache.add(key, 0, timeout=90)
    return cache.incr(key) <= MOST_IN_A_MINUTE

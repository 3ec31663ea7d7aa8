"""What the logs may say: where something happened, never what was said or typed there."""

import logging
import traceback
from types import TracebackType
from uuid import UUID

from django.http import HttpRequest

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes where something happened, never what was said there.

    Databases quote names and numbers in their errors, and people type names into addresses: of an
    error only its kind and place are written, of a request only its route and the ids in it.
    """

    def format(self, record: logging.LogRecord) -> str:
        record = logging.makeLogRecord(vars(record))
        record.exc_text = None  # another formatter may have left its own, with the message
        if hasattr(getattr(record, "request", None), "path_info"):
            record.msg, record.args = what_happened(record), None
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the name logging calls
        parts = []
        error = ei[1]
        while error is not None:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\nwhile handling\n".join(parts)


def what_happened(record: logging.LogRecord) -> str:
    """'404 GET visits/<uuid:pk>/ 6c0d5f5e-...', or 'no such address' for what has no route."""
    request: HttpRequest = vars(record)["request"]  # Django adds it to its records
    match = request.resolver_match
    ids = [str(one) for one in match.kwargs.values() if isinstance(one, UUID)] if match else []
    route = f"/{match.route}" if match else "no such address"
    return " ".join(
        [str(getattr(record, "status_code", "")), request.method or "", route, *ids]
    ).strip()

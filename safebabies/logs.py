import logging
import traceback


class WithoutWords(logging.Formatter):
    """Writes where an error happened, not its message: databases quote names and numbers there."""

    def formatException(self, ei):  # noqa: N802  the name logging calls
        parts = []
        error = ei[1]
        while error is not None:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\nwhile handling\n".join(parts)

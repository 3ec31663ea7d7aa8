from tests.visits.conftest import case, now, nurse, version

__all__ = ["case", "now", "nurse", "version"]

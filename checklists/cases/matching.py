"""Where two migrations look for `Baby`; everybody else takes it from `cases.rules`."""

from checklists.cases.rules import Baby

__all__ = ["Baby"]

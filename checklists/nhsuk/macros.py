"""The official NHS macros.

They are Jinja with autoescape on: what people typed is escaped there, and what comes back says so
itself, so that no page has to call it safe.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup

Macro = Callable[[Mapping[str, Any]], Markup]


@cache
def macro(folder: str, name: str) -> Macro:
    """A macro by the folder of its component, compiled once."""
    jinja = Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = jinja.get_template(f"nhsuk/components/{folder}/macro.jinja")
    found: Macro = getattr(template.module, name)
    return found

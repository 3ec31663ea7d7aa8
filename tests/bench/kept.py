"""What a part leaves for the next one, in files."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.bench.place import KEPT_IN

SCALES = {"1k": 1_200, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}  # open items
WEIGHT, PHONE, SHARES = "weight", "phone", "shares"  # parts that have no scale


def result_of(part: str) -> Path:
    return KEPT_IN / f"{part}.json"


def keep(part: str, figures: dict[str, Any]) -> None:
    result_of(part).write_text(json.dumps(figures, indent=1))


def kept(part: str) -> dict[str, Any] | None:
    """None for a part that was not run."""
    path = result_of(part)
    return json.loads(path.read_text()) if path.exists() else None


def country_file(scale: str) -> Path:
    return KEPT_IN / scale / "country.json"


def kept_country(scale: str) -> Any:
    """What `tests.country` says of the country that was filled."""
    return SimpleNamespace(**json.loads(country_file(scale).read_text()))

"""Where the time of each address goes: with BENCH_PROFILE=<folder> a file of cProfile for each."""

import os
import re
import threading
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path

from django.http import HttpRequest, HttpResponse

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
one_at_a_time = threading.Lock()  # a process has one profile at a time
profiles: dict[str, Profile] = {}


def profile(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware, around all others. The times are longer than without it; the shares count."""
    folder = Path(os.environ["BENCH_PROFILE"])

    def answer(request: HttpRequest) -> HttpResponse:
        name = request.method.lower() + ID.sub("id", request.path).replace("/", "-").rstrip("-")
        with one_at_a_time:
            kept = profiles.setdefault(name, Profile())
            try:
                return kept.runcall(get_response, request)
            finally:
                kept.dump_stats(folder / f"{name}-{os.getpid()}.prof")

    return answer

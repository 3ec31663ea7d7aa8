"""Where the time of each address goes: with BENCH_PROFILE=<folder> a file of cProfile for each."""

import os
import re
import threading
from collections import Counter
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from tests.bench.measuring import WARM_UP
from tests.bench.place import PROFILED

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
one_at_a_time = threading.Lock()  # a process has one profile at a time
profiles: dict[str, Profile] = {}
asked: Counter[str] = Counter()


def profile(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware, around all others. The times are longer than without it; the shares count."""
    folder = Path(os.environ[PROFILED])

    def answer(request: HttpRequest) -> HttpResponse:
        address = f"{request.method} {ID.sub('id', request.path)}"
        with one_at_a_time:
            asked[address] += 1
            if asked[address] <= WARM_UP:
                return get_response(request)
            kept = profiles.setdefault(address, Profile())
            try:
                return kept.runcall(get_response, request)
            finally:
                kept.dump_stats(folder / f"{quote(address, safe='')}-{os.getpid()}.prof")

    return answer

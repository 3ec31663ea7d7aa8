"""On what it was measured: the computer without its name, and what runs on it."""

import os
import platform
from pathlib import Path

import django

GIB = 1024**3


def machine(database: str) -> dict[str, str]:
    """In words; `database` is what PostgreSQL says of its version."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    return {
        "Processor": f"{processor()}, {os.cpu_count()} cores",
        "Memory": f"{memory:.0f} GiB",
        "Kernel": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "PostgreSQL": database.split()[0],
    }


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())

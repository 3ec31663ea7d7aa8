"""The command line of `./dev bench`."""

import argparse
import sys
from subprocess import CalledProcessError

from tests.bench import parts, report
from tests.bench.ending import end_when_told
from tests.bench.kept import SCALES

OF_A_SCALE = {
    "fill": parts.fill,
    "grow": parts.grow,
    "measure": parts.measure,
    "profile": parts.profile,
    "phone": parts.phone,
}
OTHERS = {"quick": parts.quick, "weigh": parts.weigh, "report": lambda: None}


def main() -> None:
    asked = arguments()
    end_when_told()
    parts.KEPT_IN.mkdir(parents=True, exist_ok=True)
    try:
        run(asked)
    except CalledProcessError as failed:  # which has said why
        sys.exit(failed.returncode)
    found = report.results()
    if asked.part not in ("fill", "grow", "profile", "phone"):
        report.show(found)
    if asked.part in ("all", "report"):
        report.write(found)


def run(asked: argparse.Namespace) -> None:
    if asked.part == "all":
        parts.everything(asked.scale)
    elif asked.part in OTHERS:
        OTHERS[asked.part]()
    else:
        OF_A_SCALE[asked.part](asked.at)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("part", nargs="?", choices=["all", *OTHERS, *OF_A_SCALE], default="all")
    parser.add_argument("at", nargs="?", choices=SCALES, default="1k", help="a scale")
    parser.add_argument("--scale", nargs="+", choices=SCALES, default=[*SCALES], help="of `all`")
    return parser.parse_args()


main()

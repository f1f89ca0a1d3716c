"""`python -m benchmarks [name …] [--out FILE]`."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import derive, pages, start

BENCHMARKS = {"pages": pages.measure, "derive": derive.measure, "start": start.measure}


def main() -> int:
    """Run the named benchmarks, print what was measured; 1 if a figure misses its bound."""
    parser = argparse.ArgumentParser(prog="./ik bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="default: all")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    figures = []
    for name in options.names or BENCHMARKS:
        print(f"\n{name}: {sys.modules[BENCHMARKS[name].__module__].__doc__}")
        for figure in BENCHMARKS[name]():
            figures.append({"benchmark": name} | figure.as_dict())
            print(figure)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    return 0 if all(figure["holds"] for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

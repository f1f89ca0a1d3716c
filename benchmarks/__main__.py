"""`python -m benchmarks [name …] [--out FILE]`.

`anchors CASES`, `expressions CASES` and `names CASES` measure cases made elsewhere.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import (
    anchors,
    derive,
    directory,
    exports,
    expressions,
    foreign,
    forms,
    load,
    names,
    network,
    pages,
    results,
    start,
)

BENCHMARKS = {
    "pages": pages.measure,
    "derive": derive.measure,
    "directory": directory.measure,
    "start": start.measure,
    "anchors": anchors.measure,
    "expressions": expressions.measure,
    "forms": forms.measure,
    "names": names.measure,
    "network": network.measure,
    "results": results.measure,
    "exports": exports.measure,
    "load": load.measure,
}


def main() -> int:
    """Run the named benchmarks, print what was measured; 1 if a figure misses its bound."""
    parser = argparse.ArgumentParser(prog="./ik bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)}; default: all")
    parser.add_argument("--out", type=Path, help="write the figures, or the answers, as JSON")
    options = parser.parse_args()
    match options.names:
        case ["anchors", file] if Path(file).is_file():
            return foreign.measure_file(Path(file), options.out)
        case ["expressions", file] if Path(file).is_file():
            return expressions.measure_file(Path(file))
        case ["names", file] if Path(file).is_file():
            return names.measure_file(Path(file))
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark and no file of cases: {', '.join(unknown)}")
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

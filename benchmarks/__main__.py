"""`python -m benchmarks`: which targets to measure, and where the report goes. It measures nothing itself."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import click
import orjson

from .bench import Bench, bench
from .rows import Row, document

TARGETS: Final = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9")
CURVES: Final = "curves"


@click.command(epilog="Example: python -m benchmarks --quick --json figures.json P1 P8")
@click.option("--quick", is_flag=True, help="Smaller sizes, fewer rounds: every target in some minutes.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report there too.")
@click.option(
    "--images", type=click.Path(file_okay=False, path_type=Path), help="Where `curves` puts its charts (SVG)."
)
@click.argument("names", nargs=-1)
def main(quick: bool, file: Path | None, images: Path | None, names: tuple[str, ...]) -> None:
    """Measure the targets named (P1 … P9, all of them if none is named), and draw the `curves`.

    A missed target does not fail the command: the report tells it, and why.
    """
    wanted = [name.lower() if name.lower() == CURVES else name.upper() for name in names] or list(TARGETS)
    unknown = [name for name in wanted if name not in (*TARGETS, CURVES)]
    if unknown:
        raise click.UsageError(f"There is no target {', '.join(unknown)}: take P1 … P9 or {CURVES}.")
    found: list[Row] = []
    with bench(quick=quick) as run:
        for name in dict.fromkeys(wanted):
            run.say(name)
            if name == CURVES:
                draw(run, images or Path("docs/img"))
                continue
            for row in measured(run, name):
                click.echo(row.line())
                found.append(row)
            if file is not None:  # after each target, so that a run that is cut off keeps what it has
                file.write_bytes(orjson.dumps(document(found, quick=quick), option=orjson.OPT_INDENT_2))
    if found:
        click.echo(f"{sum(row.met for row in found)} of {len(found)} met.")


def measured(run: Bench, name: str) -> list[Row]:
    """The rows of one target. Its module is loaded only now: each brings the packages that it measures."""
    module = import_module(f".{name.lower()}", __package__)
    rows: Callable[[Bench], list[Row]] = module.rows
    return rows(run)


def draw(run: Bench, folder: Path) -> None:
    from .curves import charts

    folder.mkdir(parents=True, exist_ok=True)
    drawn: Mapping[str, str] = charts(run)
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        click.echo(f"Wrote {folder / name}.svg")


if __name__ == "__main__":
    main()

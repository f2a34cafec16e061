"""How the story is told: on a screen, or not at all where a machine wants the facts. What happens is not known here."""

import sys
from collections.abc import Sequence
from typing import Final, Protocol

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..output import console

WIDEST: Final = 100


class Teller(Protocol):
    """Tells one thing at a time, in the order in which it happens. Texts are in the listener's language."""

    def title(self, text: str, about: str, places: Sequence[str]) -> None:
        """The beginning: what this is and where things are."""
        ...

    def act(self, number: int, text: str, when: str) -> None: ...

    def tell(self, text: str) -> None:
        """What someone does."""
        ...

    def sees(self, who: str, text: str) -> None:
        """What one side has on its screen."""
        ...

    def says(self, who: str, text: str) -> None:
        """A message in the case."""
        ...

    def sms(self, phone: str, sender: str, text: str) -> None:
        """An SMS as the telephone shows it."""
        ...

    def refused(self, text: str) -> None: ...

    def rows(self, heading: str, rows: Sequence[Sequence[str]]) -> None: ...

    def commands(self, heading: str, lines: Sequence[str]) -> None:
        """Lines to copy to a shell: never broken."""
        ...


class Silent:
    """Tells nothing."""

    def title(self, text: str, about: str, places: Sequence[str]) -> None: ...

    def act(self, number: int, text: str, when: str) -> None: ...

    def tell(self, text: str) -> None: ...

    def sees(self, who: str, text: str) -> None: ...

    def says(self, who: str, text: str) -> None: ...

    def sms(self, phone: str, sender: str, text: str) -> None: ...

    def refused(self, text: str) -> None: ...

    def rows(self, heading: str, rows: Sequence[Sequence[str]]) -> None: ...

    def commands(self, heading: str, lines: Sequence[str]) -> None: ...


class OnScreen:
    """Tells on a terminal, or into a pipe without colours."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: set[str] = set()
        """SMS texts that have been shown in full: the same again is shown as on a locked screen, its first sentence."""

    def title(self, text: str, about: str, places: Sequence[str]) -> None:
        self._console.print(Rule(Text(text, style="bold"), align="left", characters="─"))
        self._console.print(Text(about, style="dim"))
        for place in places:
            self._console.print(Text(place, style="dim"), soft_wrap=True)

    def act(self, number: int, text: str, when: str) -> None:
        head = Table.grid(expand=True)
        head.add_column()
        head.add_column(justify="right", no_wrap=True)
        head.add_row(Text(f"{number}. {text}", style="bold"), Text(when, style="dim"))
        self._console.print()
        self._console.print(head)

    def tell(self, text: str) -> None:
        self._console.print(Padding(Text(text), (0, 0, 0, 2), expand=False))

    def sees(self, who: str, text: str) -> None:
        self._marked(Text("▸", style="cyan"), Text.assemble((f"{who}: ", "cyan"), text))

    def says(self, who: str, text: str) -> None:
        self._marked(Text("»", style="green"), Text.assemble((f"{who}: ", "green"), text))

    def sms(self, phone: str, sender: str, text: str) -> None:
        if text in self._shown:
            text = f"{text.partition('. ')[0]} …"
        self._shown.add(text)
        to = (f"→ {phone} ", "yellow")
        self._marked(Text("SMS", style="yellow"), Text.assemble(to, (f"[{sender}] ", "bold"), (text, "italic")))

    def refused(self, text: str) -> None:
        self._marked(Text("✗", style="red"), Text(text, style="red"))

    def rows(self, heading: str, rows: Sequence[Sequence[str]]) -> None:
        self._console.print(Padding(Text(heading, style="cyan"), (0, 0, 0, 2), expand=False))
        table = Table.grid(padding=(0, 2))
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 4), expand=False))

    def commands(self, heading: str, lines: Sequence[str]) -> None:
        self._console.print()
        self._console.print(Text(heading, style="bold"))
        for line in lines:
            self._console.print(Text(f"  {line}"), soft_wrap=True)

    def _marked(self, mark: Text, text: Text) -> None:
        """A mark, and beside it a text that keeps its own margin."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column()
        grid.add_row(mark, text)
        self._console.print(Padding(grid, (0, 0, 0, 4), expand=False))


def paper() -> Console:
    """Standard output, and no wider than people like to read."""
    made = console(sys.stdout)
    made.width = min(made.width, WIDEST)
    return made

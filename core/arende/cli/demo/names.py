"""Invented names: given names, and family names made of two parts. Nothing about anyone who exists."""

from typing import Final

WOMEN: Final = (
    "Agnes Alva Anna-Karin Åsa Beata Britt-Marie Cecilia Dagny Ebba Elin Elsa Ester Eva-Lena Fatima Freja Greta Hanna "
    "Hedvig Ida Ingrid Iris Jasmin Karin Kerstin Klara Leila Lisa Lovisa Maja Märta Nora Olga Rut Samira Selma Signe "
    "Siri Stina Tilda Tuva Ulla-Britt Vera Wilma Ylva Zahra Ärla"
)
MEN: Final = (
    "Adam Albin Ali Alvar Anders Arvid Åke Björn Carl-Johan David Ebbe Edvin Elias Emil Erik Folke Gösta Gustav Hamid "
    "Harry Hugo Ivar Jan-Erik Jonas Karl Lars-Göran Leo Loke Love Magnus Måns Malte Nils Noel Olle Omar Oskar Östen "
    "Per Pär Rasmus Sigge Sixten Sören Tage Ture Ulf Viggo Wille Yusuf"
)
FIRST: Final = "Alm Björk Ek Fors Gran Häll Kvarn Lind Löv Norr Sjö Ström Söder Vall Väst Åker Äng Öst"
SECOND: Final = "back dal fält gren holm hed kvist lund mark näs rud sten vik ö"


def given(number: str, turn: int) -> str:
    """A given name. The test numbers' last digit but one is even for girls and odd for boys, so a nurse looks twice
    if name and number do not go together; nothing but these invented names is taken from it.
    """
    return pick(MEN if int(number[-2]) % 2 else WOMEN, turn)


def family(turn: int) -> str:
    """A family name; now and then a double one."""
    name = pick(FIRST, turn) + pick(SECOND, turn // 18)
    return f"{name}-{family(turn * 5 + 3)}" if turn % 9 == 4 and turn % 5 else name


def pick(names: str, turn: int) -> str:
    known = names.split()
    return known[turn % len(known)]

"""The code of a try at which the provider's own program failed: no provider's word, and told apart from doubt. Pure.

What follows is the same, for nobody knows how far the program came (decision 0017).
"""

from typing import Final

FAULT: Final = "fault"
LONGEST: Final = 60


def fault_code(kind: str) -> str:
    """For an exception of that class: its name and nothing of what it says, such as `fault:KeyError`."""
    name = "".join(sign for sign in kind if sign.isascii() and (sign.isalnum() or sign == "_"))
    return f"{FAULT}:{name[:LONGEST]}"


def fault_of(code: str) -> str | None:
    """Name of the exception's class, as far as it is known; None: the code is another."""
    begins, _, name = code.partition(":")
    return name if begins == FAULT else None

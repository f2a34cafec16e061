"""Broken on purpose: pure code that goes round the rules."""

count = 0


def more() -> int:
    global count  # wrong
    count += 1
    return count


def round_about(module: object) -> object:
    return getattr(module, "system")  # wrong


def hidden() -> object:
    return __import__("os")  # wrong


def builtins() -> object:
    return globals()  # wrong

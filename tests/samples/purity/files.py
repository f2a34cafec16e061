"""Broken on purpose: pure code that reads files, prints and runs text."""


def load(path: str) -> str:
    with open(path) as file:  # wrong
        return file.read()


def show(text: str) -> None:
    print(text)  # wrong


def run(text: str) -> object:
    return eval(text)  # wrong


write = print  # wrong

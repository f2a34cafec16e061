"""Broken on purpose: mypy silenced without code or reason; the last one is as it should be."""

first: int = "a"  # a plain comment
second: int = "b"  # type: ignore
third: int = "c"  # type: ignore[assignment]
fourth: int = "d"  # type: ignore  # because it is a sample
fifth: int = "e"  # type: ignore[assignment]  # a sample of how it is done

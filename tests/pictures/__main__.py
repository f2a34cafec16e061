"""`python -m tests.pictures`: draws the pictures anew, and puts the tables into the pages."""

from .drawn import IMAGES, PAGES, images, page

if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    for name, text in images().items():
        (IMAGES / name).write_text(text, encoding="utf-8")
    for path in PAGES.glob("*.md"):
        path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")

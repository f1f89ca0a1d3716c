"""Pages as a test reads them."""

from bs4 import BeautifulSoup


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def words(answer) -> str:
    """Return what a person reads, with single spaces."""
    return " ".join(soup(answer).get_text(" ").split())

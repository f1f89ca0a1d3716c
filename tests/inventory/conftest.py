"""Reading the pages of the inventory."""

import pytest
from bs4 import BeautifulSoup


@pytest.fixture
def read(as_user):
    """`read(path, user)`: the page as a tree; it must be there."""

    def get(path, user=None, status=200):
        answer = as_user(user).get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return BeautifulSoup(answer.text, "html.parser")

    return get

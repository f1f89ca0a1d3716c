"""Rows are added, moved and removed, also inside of rows."""

from uuid import uuid4

import pytest

from tests.surveys.answering.posting import post
from tests.surveys.pages import soup


class TestRowButtons:
    def rows(self, stored):
        return [row["id"] for row in stored().document["rows"]["angebot"]]

    @pytest.mark.parametrize(
        ("button", "which", "order"),
        [("up", 1, "BAC"), ("down", 0, "BAC"), ("up", 0, "ABC"), ("down", 2, "ABC")],
    )
    def test_a_row_moves_one_place_also_with_a_double_click(
        self, client, here, stored, button, which, order
    ):
        a, b, c = ids = [str(uuid4()) for _ in range(3)]
        data = {"version": "0", "rows/angebot": ids, f"{button}/angebot": ids[which]}

        first = client.post(f"{here}/angebote", data=data)
        second = client.post(f"{here}/angebote", data=data)

        assert first.status_code == second.status_code == 303
        assert first.location.endswith(f"#zeile-{ids[which]}")
        assert self.rows(stored) == [{"A": a, "B": b, "C": c}[letter] for letter in order]

    def test_a_row_inside_of_a_row_is_added_to_its_own(self, client, here, stored):
        outer, inner = str(uuid4()), str(uuid4())
        data = {"version": "0", "rows/angebot": outer, f"add/treffen/{outer}": inner}

        answer = client.post(f"{here}/angebote", data=data)

        assert answer.location.endswith(f"#zeile-{inner}")
        (row,) = stored().document["rows"]["angebot"]
        assert [each["id"] for each in row["rows"]["treffen"]] == [inner]
        page = soup(client.get(answer.location.partition("#")[0]))
        assert page.select_one(f"#eintrag-{outer}").has_attr("open")

    def test_a_row_with_only_a_file_or_rows_inside_is_asked_about(self, client, here, stored):
        outer, inner = str(uuid4()), str(uuid4())
        data = {"version": "0", "rows/angebot": outer, f"rows/angebot/{outer}/treffen": inner}

        answer = client.post(f"{here}/angebote", data=data | {"remove/angebot": outer})

        assert answer.location == f"{here}/angebote/entfernen/{outer}"
        assert self.rows(stored) == [outer]

    def test_computed_rows_follow_the_number(self, client, here, stored):
        post(client, here, "angebote", answers__kinder="2")
        first = [row["id"] for row in stored().document["rows"]["kind"]]
        page = soup(client.get(f"{here}/angebote"))

        assert len(first) == 2
        assert not page.select('[name="add/kind"], [name="remove/kind"], [name="up/kind"]')
        post(client, here, "angebote", answers__kinder="0", version="1")
        post(client, here, "angebote", answers__kinder="2", version="2")
        assert [row["id"] for row in stored().document["rows"]["kind"]] == first

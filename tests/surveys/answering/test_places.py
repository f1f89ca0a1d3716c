"""Places on the map."""

import pytest


class TestPlaces:
    def test_a_click_on_the_picture_sets_the_place(self, client, here, stored):
        data = {"version": "0", "answers/ort": ["", ""]}
        data |= {"karte/answers/ort.x": "128", "karte/answers/ort.y": "140"}

        answer = client.post(f"{here}/zeiten", data=data)

        assert answer.location.endswith("#answers-ort")
        point = stored().document["answers"]["ort"]
        assert 52 < point["lat"] < 52.4
        assert 11 < point["lon"] < 11.7

    @pytest.mark.parametrize(
        "data",
        [
            {"karte/answers/ort.x": "0", "karte/answers/ort.y": "0"},
            {"karte/answers/name.x": "12", "karte/answers/name.y": "9"},
            {"mitte": "answers/ort", "gemeinde/answers/ort": "99"},
            {"mitte": "answers/name", "gemeinde/answers/name": "15083270"},
        ],
        ids=["a key on the picture", "of no place", "no municipality", "into another field"],
    )
    def test_what_points_at_nothing_sets_nothing(self, client, here, stored, data):
        client.post(f"{here}/zeiten", data={"version": "0", "answers/ort": ["", ""]} | data)

        assert "ort" not in stored().document["answers"]
        assert "name" not in stored().document["answers"]

    @pytest.mark.parametrize(
        ("point", "marks"), [("52.2,11.4", 1), ("", 0), ("<b>", 0), ("1e999,3", 0)]
    )
    def test_the_picture_shows_the_place(self, client, point, marks):
        answer = client.get(f"/erhebung/karte.svg?punkt={point}")

        assert answer.mimetype == "image/svg+xml"
        assert answer.text.count("<circle") == marks
        assert answer.text.count("<path") == 34

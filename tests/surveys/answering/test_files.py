"""Files that are answers."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys import services
from ikparticipation.surveys.models import AnswerFile
from ikparticipation.surveys.xlsform.values import Upload
from tests import make
from tests.surveys.answering.posting import PNG, mailed, picture, send, submit
from tests.surveys.pages import words


class TestFiles:
    def test_a_file_is_kept_once_and_handed_out_again(self, client, here, stored, held):
        for _ in range(2):
            assert send(client, here, answers__bild=picture()).status_code == 303

        (key,) = held()
        value = stored().document["answers"]["bild"]
        assert value == {"file": key, "name": "bild.png", "type": "image/png", "size": 108}
        answer = client.get(f"/erhebung/dateien/{stored().id}/{key}")
        assert answer.data == PNG
        assert answer.headers["Content-Disposition"] == "attachment; filename=bild.png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_what_nothing_names_any_more_goes(self, client, here, stored, held):
        send(client, here, answers__bild=picture())
        send(client, here, answers__bild=picture(PNG + b"1", "neu.png"), version="1")

        assert [stored().document["answers"]["bild"]["file"]] == held()
        client.post(f"{here}/zeiten", data={"version": "2", "answers/bild": ""})
        assert held() == []

    def test_what_was_submitted_keeps_its_file(self, session, client, here, seat, stored, held):
        send(client, here, answers__bild=picture())
        response = session.get(type(stored()), stored().id)
        frozen = {"answers": response.document["answers"], "rows": {}}
        submit(session, response, seat, frozen)

        client.post(f"{here}/zeiten", data={"version": "1", "answers/bild": ""})

        assert len(held()) == 1

    @pytest.mark.parametrize(
        ("content", "name", "says"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bild.svg", "PNG, JPEG, WebP oder GIF"),
            (b"<html><script>1</script>", "bild.png", "PNG, JPEG, WebP oder GIF"),
            (b"", "bild.png", "leer"),
        ],
        ids=["svg", "html", "empty"],
    )
    def test_what_is_not_taken_is_told_and_the_rest_is_kept(
        self, client, here, stored, held, content, name, says
    ):
        data = {"version": "0", "answers/uhr": "14:30", "answers/bild": picture(content, name)}

        answer = client.post(f"{here}/zeiten", data=data, content_type="multipart/form-data")

        assert answer.status_code == 422
        assert says in words(answer)
        assert stored().document["answers"]["uhr"] == "14:30"
        assert held() == []

    def test_50_megabytes_are_told_at_their_place_as_well(self, client, here, stored):
        given = {"version": "0", "answers/uhr": "14:30"}

        answer = mailed(client, f"{here}/zeiten", PNG * 500_000, **given)

        assert answer.status_code == 422
        assert "größer als 5 MB" in words(answer)
        assert stored().document["answers"]["uhr"] == "14:30"

    def test_nobody_else_gets_it(self, session, client, here, as_user, stored, held, seat):
        send(client, here, answers__bild=picture())
        path = f"/erhebung/dateien/{stored().id}/{held()[0]}"

        stranger = make.member(session, of=make.organisation(session))
        assert as_user(stranger).get(path).status_code == 404
        steering = as_user(make.steering(session))
        assert steering.get(path).status_code == 404, "not submitted yet"
        response = session.get(type(stored()), stored().id)
        submit(session, response, seat, response.document)
        assert steering.get(path).status_code == 200
        assert client.get(f"/erhebung/dateien/{stored().id}/{'0' * 64}").status_code == 404


def test_a_file_comes_with_what_a_page_saves_only_once(session, seat):
    upload = {"answers/bild": Upload("bild.png", PNG)}

    for _ in range(2):
        services.save_section(
            session, seat[0], seat[1].id, "zeiten", {}, upload, actor=seat[2], at=clock.now()
        )
        session.commit()

    assert len(session.scalars(select(AnswerFile)).all()) == 1

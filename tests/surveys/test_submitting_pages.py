from datetime import UTC, datetime

from ikparticipation.organisations.models import MemberRole
from tests import make, make_surveys
from tests.surveys.pages import soup, words


class TestReview:
    def test_it_shows_every_answer_in_words_by_section(self, session, client, here, seat):
        make_surveys.response(session, *seat, document=make_surveys.document(farbe="blau"))

        text = words(client.get(f"{here}/pruefen"))

        for said in (
            "Über uns",
            "Was machen Sie? Wir beraten.",
            "Welche Farbe? Blau",
            "Wo? Haldensleben",
            "Angebot 1: Angebot 1",
            "Partner 1: Partner 1",
            "1 Frage ohne Angabe",
            "Antworten absenden",
        ):
            assert said in text

    def test_what_is_missing_is_counted_and_linked_and_stops_submitting(
        self, session, client, here, seat
    ):
        document = make_surveys.document()
        del document["answers"]["was"]
        row = document["rows"]["angebot"][0]
        del row["answers"]["titel"]
        make_surveys.response(session, *seat, document=document)

        answer = client.get(f"{here}/pruefen")

        page = soup(answer)
        assert "2 Angaben fehlen noch oder passen nicht" in words(answer)
        assert page.select_one(f'a[href="{here}/wir?pruefen=1#answers-was"]')
        field = f"rows-angebot-{row['id']}-titel"
        assert page.select_one(f'a[href="{here}/angebote?pruefen=1#{field}"]')
        assert "Antworten absenden" not in answer.text
        target = soup(client.get(f"{here}/angebote?pruefen=1"))
        assert target.select_one(f'[id="{field}"]')

    def test_a_blank_row_is_named_and_leads_to_the_place_where_it_goes(
        self, session, client, here, seat
    ):
        document = make_surveys.document()
        document["rows"]["angebot"].append(blank := make_surveys.row())
        make_surveys.response(session, *seat, document=document)

        answer = client.get(f"{here}/pruefen")

        place = f"rows-angebot-{blank['id']}"
        link = soup(answer).select_one(f'a[href="{here}/angebote?pruefen=1#{place}"]')
        assert "Angebot 2 Hier steht noch nichts." in words(answer)
        assert "Antworten absenden" not in answer.text
        section = soup(client.get(link["href"]))
        row = section.select_one(f'details:has(> [id="zeile-{blank["id"]}"])')
        assert row.has_attr("open")
        assert "oder entfernen Sie ihn" in row.select_one(f'[id="{place}"]').text
        assert section.select_one(f'.error-summary a[href="#{place}"]').text.startswith(
            "Angebot 2: Hier steht noch nichts."
        )

    def test_a_contributor_reads_who_can_submit(self, session, as_user, here, seat):
        make_surveys.response(session, *seat)
        contributor = make.member(session, of=seat[1], role=MemberRole.CONTRIBUTOR)

        answer = as_user(contributor).get(f"{here}/pruefen")

        assert "Nur eine vertretungsberechtigte Person kann absenden." in answer.text
        assert "Antworten absenden" not in answer.text

    def test_before_anything_is_saved_everything_is_missing(self, client, here):
        answer = client.get(f"{here}/pruefen")

        assert answer.status_code == 200
        assert "Eine Angabe fehlt noch oder passt nicht" in answer.text


class TestSubmit:
    def test_the_real_form_leads_to_the_receipt(self, session, visit, here, seat, stored):
        make_surveys.response(session, *seat)

        receipt = visit(seat[2]).get(f"{here}/pruefen").form("absenden").press("absenden")

        assert receipt.title == "Vielen Dank! Ihre Antworten sind eingegangen"
        receipt.expect("1. Einsendung", seat[1].name, seat[2].name, "Prüfsumme")
        assert stored().submitted_at is not None

    def test_a_double_click_gives_one_receipt(self, session, client, here, seat):
        response = make_surveys.response(session, *seat)
        data = {"version": str(response.version)}

        first = client.post(f"{here}/pruefen", data=data)
        second = client.post(f"{here}/pruefen", data=data)

        assert (first.status_code, second.status_code) == (303, 303)
        assert first.location == second.location == f"{here}/quittung"
        assert "Frühere Einsendungen" not in client.get(f"{here}/quittung").text

    def test_changed_answers_are_submitted_again_and_the_first_receipt_stays(
        self, session, client, here, seat, stored
    ):
        first = make_surveys.submitted(session, *seat)
        client.post(f"{here}/wir", data={"version": "1", "answers/was": "Etwas Neues"})

        client.post(f"{here}/pruefen", data={"version": str(stored().version)})

        text = words(client.get(f"{here}/quittung"))
        assert "2. Einsendung" in text
        assert "Frühere Einsendungen" in text
        assert first.receipt_code in text

    def test_what_a_colleague_has_just_changed_is_shown_first(
        self, session, client, here, seat, stored
    ):
        version = make_surveys.response(session, *seat).version
        client.post(f"{here}/wir", data={"version": "1", "answers/was": "Schnell geändert"})

        answer = client.post(f"{here}/pruefen", data={"version": str(version)})

        assert answer.status_code == 409
        assert "Inzwischen hat jemand etwas geändert" in answer.text
        assert "Schnell geändert" in answer.text
        new_version = soup(answer).select_one('[name="version"]')["value"]
        again = client.post(f"{here}/pruefen", data={"version": new_version})
        assert again.status_code == 303
        assert stored().submitted_at is not None

    def test_incomplete_answers_come_back_with_what_is_missing(
        self, session, client, here, seat, stored
    ):
        document = make_surveys.document()
        del document["answers"]["was"]
        response = make_surveys.response(session, *seat, document=document)

        answer = client.post(f"{here}/pruefen", data={"version": str(response.version)})

        assert answer.status_code == 422
        assert "Eine Angabe fehlt noch oder passt nicht" in answer.text
        assert stored().submitted_at is None

    def test_a_contributor_is_refused(self, session, as_user, here, seat, stored):
        response = make_surveys.response(session, *seat)
        contributor = make.member(session, of=seat[1], role=MemberRole.CONTRIBUTOR)

        answer = as_user(contributor).post(
            f"{here}/pruefen", data={"version": str(response.version)}
        )

        assert answer.status_code == 403
        assert stored().submitted_at is None

    def test_nothing_saved_is_nothing_to_submit(self, client, here):
        answer = client.post(f"{here}/pruefen", data={})

        assert (answer.status_code, answer.location) == (303, here)


class TestReceipt:
    def test_the_deadline_is_said_with_its_weekday_as_everywhere(self, session, client, here, seat):
        seat[0].closes_at = datetime(2050, 3, 11, 22, 59, 59, tzinfo=UTC)
        make_surveys.response(session, *seat)
        said = "is Freitag, 11. März 2050"

        before = [words(client.get(here + page)) for page in ("", "/pruefen")]
        client.post(f"{here}/pruefen", data={"version": "1"})

        assert all(said in page for page in (*before, words(client.get(f"{here}/quittung"))))

    def test_there_is_none_before_submitting(self, session, client, here, seat):
        make_surveys.response(session, *seat)

        answer = client.get(f"{here}/quittung")

        assert answer.status_code == 404
        assert "noch nichts abgesendet" in answer.text

    def test_it_says_when_something_was_changed_since(self, session, client, here, seat):
        make_surveys.submitted(session, *seat)
        client.post(f"{here}/wir", data={"version": "1", "answers/was": "Etwas Neues"})

        answer = client.get(f"{here}/quittung")

        assert "Es gibt Änderungen, die noch nicht abgesendet sind" in answer.text

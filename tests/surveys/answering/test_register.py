"""A partner is looked up in the register."""

import pytest

from tests import make, make_surveys
from tests.surveys.pages import soup


class TestRegister:
    @pytest.fixture
    def row(self, session, seat):
        make.organisation(session, name="Sprachhaus Süd e. V.")
        make.organisation(session, name="Geheimbund Süd", public=False)
        row = make_surveys.row(titel="Café", wer="süd")
        document = {"answers": {}, "rows": {"angebot": [row]}}
        make_surveys.response(session, *seat, document=document, section_versions={"angebote": 1})
        return f"rows/angebot/{row['id']}/wer"

    def test_the_button_saves_and_leads_there(self, client, here, row):
        data = {"version": "1", "suchen": row, row: "sprach"}

        answer = client.post(f"{here}/angebote", data=data)

        assert answer.location == f"{here}/angebote/verzeichnis?feld={row}"
        page = soup(client.get(answer.location))
        assert [b["value"] for b in page.select('ul [name="name"]')] == ["Sprachhaus Süd e. V."]

    def test_a_name_is_taken_and_leads_back_to_its_row(self, client, here, row, stored):
        path = f"{here}/angebote/verzeichnis?feld={row}"

        answer = client.post(path, data={"name": "Sprachhaus Süd e. V."})

        assert answer.location.endswith(f"#{row.replace('/', '-')}")
        (saved,) = stored().document["rows"]["angebot"]
        assert saved["answers"] == {"titel": "Café", "wer": "Sprachhaus Süd e. V."}

    @pytest.mark.usefixtures("row")
    @pytest.mark.parametrize("field", ["", "answers/name", "rows/angebot/x/wer", "<script>"])
    def test_a_field_that_asks_for_no_partner_is_not_there(self, client, here, field):
        path, wanted = f"{here}/angebote/verzeichnis", {"feld": field}

        assert client.get(path, query_string=wanted).status_code == 404
        assert client.post(path, query_string=wanted, data={"name": "x"}).status_code == 404

    def test_what_somebody_wrote_there_since_is_not_lost(self, visit, seat, here, row, stored):
        page = visit(seat[2]).get(f"{here}/angebote/verzeichnis?feld={row}&q=Haus")
        other = {"version": "1", row: "Von der Kollegin"}
        visit(seat[2]).post(f"{here}/angebote", [*other.items()])

        both = page.form("so übernehmen").press("so übernehmen")

        assert both.status == 409
        both.expect("Was sich unterscheidet", "Von der Kollegin", "Haus")
        (saved,) = stored().document["rows"]["angebot"]
        assert saved["answers"]["wer"] == "Von der Kollegin"

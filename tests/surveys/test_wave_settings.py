"""How a wave is run: by default as the last one, changed with a trace, told in words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys import services
from ikparticipation.surveys.conspicuous import Rules
from ikparticipation.surveys.models import Acceptance, Wave
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys.pages import soup, words

NOW = clock.now()
TODAY = NOW.astimezone(BERLIN).date()
OWN = Rules(jump=5.0, outlier=0, contradictions=False)
STRICT = services.WaveSettings(acceptance=Acceptance.BY_HAND, rules=OWN)
WAVES = "/verwaltung/erhebungen/wellen"


@pytest.fixture
def questionnaire(session):
    return make_surveys.questionnaire(session)


@pytest.fixture
def earlier(session, questionnaire):
    """`earlier(days)`: a wave of the same survey that opened so many days ago."""

    def made(days, *, answered=False, **given):
        given = {"questionnaire": questionnaire} | given
        opens_at = NOW - timedelta(days=days)
        wave = make_surveys.open_wave(session, opens_at=opens_at, **given)
        if answered:
            make_surveys.submitted(session, *make_surveys.seat(session, wave))
        return wave

    return made


def opened(session, questionnaire, **given):
    titles = {"de": given.pop("title", "Erhebung 2028")}
    given = {"opens_at": NOW, "closes_at": NOW + timedelta(days=30), "at": NOW} | given
    actor = make.steering(session)
    return services.open_wave(session, questionnaire, titles=titles, actor=actor, **given)


def changed(session, wave, settings, **given):
    given = {"titles": wave.titles, "intros": wave.intros, "actor": make.steering(session)} | given
    services.change_settings(session, wave, settings, **given)
    session.commit()


class TestDefaults:
    def test_the_first_wave_accepts_by_itself_and_begins_empty(self, session, questionnaire):
        wave = opened(session, questionnaire)

        assert services.WaveSettings.of(wave) == services.WaveSettings()
        assert wave.rules == {}

    def test_the_next_is_run_as_the_last_one(self, session, questionnaire, earlier):
        earlier(50, rules=Rules(jump=9.0).to_json())
        earlier(20, rules=OWN.to_json(), acceptance=Acceptance.BY_HAND)

        wave = opened(session, questionnaire)

        assert services.WaveSettings.of(wave) == STRICT

    def test_it_continues_the_newest_earlier_wave_with_answers(
        self, session, questionnaire, earlier
    ):
        earlier(90, answered=True)
        newest = earlier(50, answered=True)
        earlier(20)
        earlier(-5)
        other = make_surveys.open_wave(session)
        make_surveys.submitted(session, *make_surveys.seat(session, other))

        assert opened(session, questionnaire).continues_id == newest.id


class TestWhatMayBeContinued:
    @pytest.mark.parametrize("which", ["itself", "a later one", "one of another survey"])
    def test_not(self, session, earlier, which):
        wave = earlier(10)
        settings = services.WaveSettings(
            continues_id={
                "itself": wave.id,
                "a later one": earlier(5).id,
                "one of another survey": make_surveys.open_wave(
                    session, opens_at=NOW - timedelta(days=99)
                ).id,
            }[which]
        )

        with pytest.raises(services.ContinuedWaveError):
            changed(session, wave, settings)

    def test_it_is_fixed_once_somebody_has_begun(self, session, earlier):
        before, wave = earlier(90, answered=True), earlier(10)
        make_surveys.response(session, *make_surveys.seat(session, wave))

        with pytest.raises(services.ContinuedWaveError):
            changed(session, wave, services.WaveSettings(continues_id=before.id))
        session.rollback()
        changed(session, wave, STRICT)

        assert (wave.continues_id, wave.acceptance) == (None, Acceptance.BY_HAND)


class TestChanging:
    def test_what_changed_is_noted_with_before_and_after(self, session, earlier):
        before, wave = earlier(90), earlier(10)
        settings = services.WaveSettings(rules=OWN, continues_id=before.id)

        changed(session, wave, settings, intros={"de": " Neu ", "en": ""})

        event = session.scalars(select(AuditEvent)).one()
        assert event.action is Action.WAVE_CHANGED
        assert event.facts["before"]["continues_id"] is None
        assert event.facts["after"]["continues_id"] == str(before.id)
        assert event.facts["after"]["rules"]["jump"] == 5
        assert event.facts["after"]["intros"] == {"de": "Neu"}
        assert "acceptance" not in event.facts["after"]
        assert "titles" not in event.facts["after"]

    def test_no_change_leaves_no_trace(self, session, earlier):
        wave = earlier(10, titles={"de": "Erhebung 1", "en": "Survey 1"})

        changed(session, wave, services.WaveSettings())

        assert session.scalars(select(AuditEvent)).all() == []

    def test_the_title_of_another_wave_is_refused(self, session, earlier):
        other, wave = earlier(90), earlier(10)

        with pytest.raises(ConflictError):
            changed(session, wave, services.WaveSettings(), titles=other.titles)

    @pytest.mark.parametrize(
        "rules",
        [Rules(jump=0.5), Rules(jump=-3), Rules(outlier=float("nan")), Rules(jump_least=1e9)],
        ids=["below one", "negative", "no number", "beyond all numbers"],
    )
    def test_rules_that_mean_nothing_are_refused(self, session, earlier, rules):
        with pytest.raises(InvalidError):
            changed(session, earlier(10), services.WaveSettings(rules=rules))

    @pytest.mark.parametrize("role", [make.moderator, make.user])
    def test_only_steering_changes_them(self, session, earlier, role):
        with pytest.raises(NotAllowedError):
            changed(session, earlier(10), STRICT, actor=role(session))


class TestPages:
    @pytest.fixture
    def client(self, session, as_user):
        return as_user(make.steering(session))

    def test_who_touches_nothing_continues_the_last_wave(
        self, session, visit, questionnaire, earlier
    ):
        before = earlier(50, answered=True, rules=OWN.to_json(), acceptance=Acceptance.BY_HAND)
        page = visit(make.steering(session)).get(
            f"/verwaltung/erhebungen/{questionnaire.survey_id}/welle"
        )

        page.form("Welle anlegen").fill("Titel", "Erhebung 2028").fill(
            "Erster Tag", TODAY.isoformat()
        ).fill("Letzter Tag", (TODAY + timedelta(days=30)).isoformat()).press("Welle anlegen")

        wave = session.scalars(select(Wave).order_by(Wave.created_at.desc()).limit(1)).one()
        assert wave.title("de") == "Erhebung 2028"
        assert services.WaveSettings.of(wave) == services.WaveSettings(
            acceptance=Acceptance.BY_HAND, rules=OWN, continues_id=before.id
        )

    def test_settings_are_changed_and_told_in_words(self, client, earlier):
        before, wave = earlier(90, answered=True), earlier(10)
        data = {
            "title_de": "Neuer Titel",
            "continues": str(before.id),
            "acceptance": "by_hand",
            "checks": ["sprung"],
            "jump": "2,5",
            "jump_least": "1.000",
            "outlier": "nichts",
        }

        answer = client.post(f"{WAVES}/{wave.id}/einstellungen", data=data)

        assert answer.location == f"{WAVES}/{wave.id}"
        told = words(client.get(answer.location))
        assert "mindestens 2,5-mal so groß" in told
        assert "sich um mindestens 1.000 unterscheidet" in told
        assert "außerhalb der anderen" not in told
        assert "Jede Antwort sieht eine Person an" in told
        assert f"die Antworten aus „{before.title('de')}“" in told
        assert "Neuer Titel" in told
        form = soup(client.get(f"{WAVES}/{wave.id}/einstellungen"))
        assert form.select_one("#jump")["value"] == "2,5"
        assert form.select_one("#jump_least")["value"] == "1000"
        assert form.select_one("#outlier")["value"] == "3"

    @pytest.mark.parametrize(
        ("given", "field", "says"),
        [
            ({"jump": "viel"}, "jump", "eine Zahl von 1,1 bis 1000000"),
            ({"jump": "1"}, "jump", "eine Zahl von 1,1"),
            ({"jump_least": "-1"}, "jump_least", "eine Zahl von 0"),
            ({"outlier": "nan"}, "outlier", "eine Zahl von 1,1"),
            ({"title_de": " "}, "title_de", "Bitte geben Sie einen Titel an."),
        ],
    )
    def test_what_does_not_fit_is_told_at_the_field(
        self, session, client, earlier, given, field, says
    ):
        wave = earlier(10)
        data = {"title_de": "Titel", "acceptance": "automatic", "checks": ["sprung", "ausreisser"]}
        data |= {"jump": "3", "jump_least": "10", "outlier": "3"}

        answer = client.post(f"{WAVES}/{wave.id}/einstellungen", data=data | given)

        assert answer.status_code == 422
        page = soup(answer)
        assert says in page.select_one(f"#{field}-fehler").text
        fold = page.select_one(f"#{field}").find_parent("details")
        assert fold is None or fold.has_attr("open")
        session.expire_all()
        assert wave.title("de") != "Titel"

    def test_a_wave_of_another_survey_is_not_offered(self, session, client, questionnaire, earlier):
        earlier(10)
        other = make_surveys.open_wave(session)
        path = f"/verwaltung/erhebungen/{questionnaire.survey_id}/welle"

        page = soup(client.get(path))

        values = [option["value"] for option in page.select("#continues option")]
        assert str(other.id) not in values
        assert len(values) == 2

    def test_a_wave_that_does_not_fit_is_told_at_its_field(self, client, questionnaire, earlier):
        later = earlier(10)
        data = {
            "questionnaire": str(questionnaire.id),
            "title_de": "Nachgeholt",
            "opens_on": (TODAY - timedelta(days=30)).isoformat(),
            "closes_on": (TODAY + timedelta(days=30)).isoformat(),
            "continues": str(later.id),
        }

        answer = client.post(f"/verwaltung/erhebungen/{questionnaire.survey_id}/welle", data=data)

        assert answer.status_code == 422
        assert "die früher begonnen hat" in soup(answer).select_one("#continues-fehler").text

    def test_once_begun_the_choice_is_told_and_not_asked(self, session, client, earlier):
        before = earlier(90, answered=True)
        wave = earlier(10, continues_id=before.id)
        make_surveys.response(session, *make_surveys.seat(session, wave))

        answer = client.get(f"{WAVES}/{wave.id}/einstellungen")

        assert not soup(answer).select("#continues")
        assert f"aus „{before.title('de')}“" in words(answer)
        assert "Es hat schon jemand zu antworten begonnen." in words(answer)


class TestAnonymous:
    def test_it_is_never_continued(self, session, questionnaire, earlier):
        before = earlier(50, answered=True)
        earlier(20, anonymous=True)

        assert opened(session, questionnaire).continues_id == before.id
        with pytest.raises(services.ContinuedWaveError):
            changed(
                session,
                earlier(5),
                services.WaveSettings(continues_id=earlier(20, anonymous=True).id),
            )

    def test_only_its_words_change(self, session, as_user, earlier):
        earlier(50, answered=True)
        wave = earlier(10, anonymous=True)
        client, path = as_user(make.steering(session)), f"{WAVES}/{wave.id}/einstellungen"

        shown = soup(client.get(path))
        answer = client.post(path, data={"title_de": "Umfrage", "acceptance": "by_hand"})

        assert not shown.select("#continues, #acceptance, #checks, #jump")
        assert answer.status_code == 303
        session.refresh(wave)
        assert wave.title("de") == "Umfrage"
        assert wave.acceptance is Acceptance.AUTOMATIC


@pytest.mark.parametrize("page", ["", "/einstellungen", "/erinnerungen"])
@pytest.mark.parametrize("anonymous", [False, True], ids=["named", "anonymous"])
def test_the_pages_of_a_wave_cost_the_same_however_many_there_are(
    session, as_user, statements, earlier, page, anonymous
):
    before = None if anonymous else earlier(90, answered=True).id
    wave = earlier(10, anonymous=anonymous, continues_id=before)
    client, path = as_user(make.steering(session)), f"{WAVES}/{wave.id}{page}"
    client.get(path)  # the questionnaire is read once in a process

    def cost(more):
        for number in range(more):
            make_surveys.invited(session, wave)
            earlier(20 + number)
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    assert cost(1) == cost(5) <= 8

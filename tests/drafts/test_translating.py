"""Passages in further languages: saved without losing another's work, carried to what is next."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.models import LEICHTE_SPRACHE, Translation
from ikparticipation.drafts.services import StaleError, Typed, UnfitError, fingerprint
from ikparticipation.drafts.states import Progress
from ikparticipation.errors import InvalidError, NotAllowedError
from tests import make, make_drafts

NOW = clock.now()
TEXT = """\
# Leitlinien

Sprache öffnet Türen.

- Kurse am Abend

| Ort | Zahl |
| --- | --- |
| Angern | 3 |
"""
ARABIC = "اللغة تفتح الأبواب."


@pytest.fixture
def version(session):
    return make_drafts.version(session, text=TEXT)


def save(session, version, *typed, language="ar", **given):
    actor = given.pop("actor", None) or make.steering(session)
    entries = [Typed(*(*each, "")[:3]) for each in typed]
    number = services.save_translations(session, version, language, entries, actor=actor, at=NOW)
    session.commit()
    return number


def stored(session, version, language="ar"):
    session.expire_all()
    found = queries.aligned(session, version, language)
    session.commit()  # SQLite: an open transaction would keep the pages from writing
    return {row.key: row.source for row in found if row.source}


def test_words_are_stored_by_the_key_of_their_passage(session, version):
    assert save(session, version, ("p2", f"{ARABIC} **نعم**"), ("p3", "")) == 1

    found = queries.translations_of(session, version.id, "ar")
    assert {key: (row.text, row.html) for key, row in found.items()} == {
        "p2": (f"{ARABIC} نعم", f"{ARABIC} <strong>نعم</strong>")
    }
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.at.desc())).first()
    assert event.action is Action.VERSION_TRANSLATED
    assert event.facts == {"language": "ar", "passages": 1}


@pytest.mark.parametrize(
    ("source", "text", "html"),
    [
        ("1. Januar", "1. Januar", "1. Januar"),
        ("# Ziel", "# Ziel", "# Ziel"),
        ("- nein", "- nein", "- nein"),
        ("eins\nzwei", "eins zwei", "eins zwei"),
        ("*a* `b`", "a b", "<em>a</em> <code>b</code>"),
        ("<script>x</script>", "<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))", None),
        ("[x](https://example.org)", "x", None),
    ],
)
def test_words_are_words_whatever_they_look_like(session, version, source, text, html):
    save(session, version, ("p2", source))

    row = queries.translations_of(session, version.id, "ar")["p2"]
    assert row.text == text
    assert html is None or row.html == html
    assert 'href="javascript' not in row.html


@pytest.mark.parametrize(
    ("key", "source", "words"),
    [
        ("p2", "Absatz\n\nAbsatz", "einen einzigen Absatz"),
        ("p2", "![](a.png)", "keine Wörter"),
        ("p2", "x" * 20_001, "höchstens 20000 Zeichen"),
        ("p5", "Angern", "hat 2 Zellen"),
        ("p5", "Angern | 3 | 4", "hat 2 Zellen"),
    ],
)
def test_what_cannot_stand_there_is_refused_and_nothing_is_stored(
    session, version, key, source, words
):
    with pytest.raises(UnfitError) as refused:
        save(session, version, ("p1", "Gut"), (key, source))
    session.rollback()

    assert list(refused.value.reasons) == [key]
    assert words in str(refused.value.reasons[key])
    assert stored(session, version) == {}


def test_of_two_who_saw_the_same_words_the_second_overwrites_nothing(session, version):
    save(session, version, ("p2", "Eins"))

    with pytest.raises(StaleError) as refused:
        save(session, version, ("p1", "Neu"), ("p2", "Zwei"))
    session.rollback()

    assert refused.value.stored == {"p2": "Eins"}
    assert stored(session, version) == {"p2": "Eins"}
    assert save(session, version, ("p1", "Neu"), ("p2", "Zwei", fingerprint("Eins"))) == 2


def test_other_passages_of_the_page_are_no_conflict(session, version):
    save(session, version, ("p1", "Eins"))

    assert save(session, version, ("p1", "Eins"), ("p2", "Zwei")) == 1
    assert save(session, version, ("p2", "Zwei")) == 0
    assert stored(session, version) == {"p1": "Eins", "p2": "Zwei"}


def test_an_emptied_text_is_not_translated_and_a_removal_is_seen_by_the_next(session, version):
    save(session, version, ("p2", "Eins"))
    save(session, version, ("p2", "", fingerprint("Eins")))
    assert stored(session, version) == {}

    with pytest.raises(StaleError):
        save(session, version, ("p2", "Zwei", fingerprint("Eins")))


def test_words_that_were_removed_and_typed_anew_are_other_words(session, version):
    save(session, version, ("p2", "Eins"))
    save(session, version, ("p2", "", fingerprint("Eins")))
    save(session, version, ("p2", "Ganz anders"))

    with pytest.raises(StaleError):
        save(session, version, ("p2", "Zwei", fingerprint("Eins")))


def test_languages_are_kept_apart(session, version):
    save(session, version, ("p2", "Eins"))
    save(session, version, ("p2", "Leicht"), ("p1", "Regeln"), language=LEICHTE_SPRACHE)

    found = [(each.code, n) for each, n in queries.languages_of(session, version.id)]
    assert found == [(LEICHTE_SPRACHE, 2), ("ar", 1)]
    assert stored(session, version) == {"p2": "Eins"}


@pytest.mark.parametrize("language", ["de", "xx", "", "de-DE"])
def test_there_is_no_other_language(session, version, language):
    with pytest.raises(InvalidError):
        save(session, version, ("p2", "Eins"), language=language)


def test_a_passage_of_another_version_is_left_alone(session, version):
    assert save(session, version, ("p99", "Eins"), ("", "Zwei")) == 0


def test_only_the_steering_translates(session, version):
    with pytest.raises(NotAllowedError):
        save(session, version, ("p2", "Eins"), actor=make.moderator(session))


def next_version(session, version, *changes):
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    actor = make.steering(session)
    services.save_text(session, version.document, text=text, actor=actor, at=NOW)
    return make_drafts.version(session, of=version.document)


def test_translations_go_along_where_the_words_stay(session, version):
    save(session, version, ("p1", "Eins"), ("p2", "Zwei"), ("p3", "Drei"), ("p5", "A | 3"))
    save(session, version, ("p3", "Leicht"), language=LEICHTE_SPRACHE)

    second = next_version(session, version, ("öffnet Türen", "öffnet alle Türen"))

    assert stored(session, second) == {"p1": "Eins", "p3": "Drei", "p5": "A | 3"}
    assert stored(session, second, LEICHTE_SPRACHE) == {"p3": "Leicht"}
    assert stored(session, version)["p2"] == "Zwei"
    rows = {row.key: row for row in queries.aligned(session, second, "ar")}
    assert {key: row.progress for key, row in rows.items()} == {
        "p1": Progress.DONE,
        "p2": Progress.TO_RENEW,
        "p3": Progress.DONE,
        "p4": Progress.MISSING,
        "p5": Progress.DONE,
    }
    assert (rows["p2"].earlier.number, rows["p2"].earlier.source) == (1, "Zwei")
    assert rows["p2"].earlier.german == "Sprache öffnet Türen."


def test_what_goes_along_is_no_longer_the_old_one(session, version):
    save(session, version, ("p1", "Eins"))
    second = next_version(session, version, ("öffnet Türen", "öffnet alle Türen"))

    save(session, second, ("p1", "Neu", fingerprint("Eins")))

    assert (stored(session, version), stored(session, second)) == ({"p1": "Eins"}, {"p1": "Neu"})
    assert len(session.scalars(select(Translation)).all()) == 2


def test_the_newest_earlier_translation_is_shown(session, version):
    save(session, version, ("p2", "Alt"))
    second = next_version(session, version, ("öffnet Türen", "öffnet alle Türen"))
    save(session, second, ("p2", "Neuer"))
    third = next_version(session, version, ("öffnet Türen", "öffnet alle unsere Türen"))

    row = next(r for r in queries.aligned(session, third, "ar") if r.key == "p2")

    assert (row.earlier.number, row.earlier.source) == (2, "Neuer")


# The pages


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


def address(version, language="ar", **query):
    ending = "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    return f"/verwaltung/entwuerfe/fassungen/{version.id}/uebersetzungen/{language}{ending}"


def test_a_page_shows_passages_with_their_words_and_writes_from_the_right(
    session, steering, version
):
    save(session, version, ("p2", ARABIC))

    page = steering.get(address(version)).text

    assert "1 von 5 Abschnitten sind übersetzt" in page
    assert 'lang="ar" dir="rtl"' in page
    assert ARABIC in page
    assert "Sprache öffnet Türen." in page
    assert 'lang="de" dir="ltr"' in steering.get(address(version, LEICHTE_SPRACHE)).text
    assert 'lang="fr" dir="ltr"' in steering.get(address(version, "fr")).text


def test_the_list_says_how_far_each_language_is(session, steering, version):
    save(session, version, ("p2", ARABIC), ("p1", "Eins"))

    page = steering.get(address(version, "")[:-1]).text

    assert "2 von 5 Abschnitten" in page
    assert "Leichte Sprache" in page
    assert "العربية" in page


def test_a_page_is_saved_and_one_goes_on_at_the_same_passage(session, steering, version):
    data = {"text-p1": "Eins", "seen-p1": "", "text-p2": "", "seen-p2": "", "nach": "p2"}

    answer = steering.post(address(version), data=data)

    assert (answer.status_code, answer.location) == (303, f"{address(version)}#p2")
    assert stored(session, version) == {"p1": "Eins"}
    assert "1 Übersetzung gespeichert." in steering.get(address(version)).text


def test_a_double_click_saves_once_and_is_no_conflict(session, steering, version):
    data = {"text-p1": "Eins", "seen-p1": ""}

    answers = [steering.post(address(version), data=data) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]


def test_two_translators_get_both_texts_and_nothing_is_lost(session, steering, version):
    save(session, version, ("p2", "Die <b>andere</b>"))
    data = {"text-p1": "Mein erster", "seen-p1": "", "text-p2": "Mein zweiter", "seen-p2": ""}

    answer = steering.post(address(version), data=data)

    assert answer.status_code == 409
    for words in ("Mein erster</textarea>", "Mein zweiter</textarea>", "Die &lt;b&gt;andere"):
        assert words in answer.text
    assert stored(session, version) == {"p2": "Die <b>andere</b>"}

    again = steering.post(
        address(version), data=data | {"seen-p2": fingerprint("Die <b>andere</b>")}
    )

    assert again.status_code == 303
    assert stored(session, version) == {"p1": "Mein erster", "p2": "Mein zweiter"}


def test_what_does_not_fit_comes_back_beside_what_does(session, steering, version):
    data = {"text-p1": "Gut", "seen-p1": "", "text-p5": "Angern", "seen-p5": ""}

    answer = steering.post(address(version), data=data)

    assert answer.status_code == 422
    assert "Gut</textarea>" in answer.text
    assert "Diese Tabellenzeile hat 2 Zellen." in answer.text
    assert stored(session, version) == {}


def test_one_can_look_at_what_is_still_to_do(session, steering, version):
    save(session, version, ("p2", "Zwei"), ("p3", "Drei"))
    second = next_version(session, version, ("öffnet Türen", "öffnet alle Türen"))

    page = steering.get(address(second, zeige="to_renew")).text

    assert page.count("<textarea") == 1
    assert "Übersetzung aus Fassung 1" in page
    assert "<ins>" in page
    assert "Hier gibt es nichts zu tun." in steering.get(address(version, zeige="to_renew")).text


def test_a_long_text_has_pages_and_each_is_saved_alone(session, steering):
    version = make_drafts.version(session, text="\n\n".join(f"Satz {n}." for n in range(45)))

    second = steering.get(address(version, seite=2)).text

    assert second.count("<textarea") == 20
    assert "Seite 2 von 3" in second
    data = {"text-p21": "Eins", "seen-p21": ""}
    answer = steering.post(address(version, seite=2), data=data)
    assert answer.location == address(version, seite=2)
    assert stored(session, version) == {"p21": "Eins"}


@pytest.mark.parametrize("language", ["de", "xx", "de-DE", "AR"])
def test_a_language_nobody_knows_is_no_page(steering, version, language):
    assert steering.get(address(version, language)).status_code == 404
    assert steering.post(address(version, language), data={}).status_code == 404


def test_a_page_takes_the_same_statements_for_many_passages_as_for_few(
    session, steering, statements
):
    def count(version):
        with statements() as seen:
            assert steering.get(address(version)).status_code == 200
        return len(seen)

    few = count(make_drafts.version(session, text="Satz."))
    long = make_drafts.version(session, text="\n\n".join(f"Satz {n}." for n in range(100)))

    assert count(long) == few <= 8

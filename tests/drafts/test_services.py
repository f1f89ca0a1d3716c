import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.drafts import services
from ikparticipation.drafts.models import (
    Document,
    DocumentKind,
    Passage,
    PublishedForEverError,
    Version,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

NOW = clock.now()


def create(session, **given):
    defaults = {"title": "Leitlinien", "kind": DocumentKind.GUIDELINES, "slug": "leitlinien"}
    actor = given.pop("actor", None) or make.steering(session)
    return services.create_document(session, actor=actor, at=NOW, **defaults | given)


def save(session, document, text, **given):
    actor = given.pop("actor", None) or make.steering(session)
    services.save_text(session, document, text=text, actor=actor, at=NOW, **given)


def publish(session, document, **given):
    actor = given.pop("actor", None) or make.steering(session)
    return services.publish(session, document, actor=actor, at=NOW, **given)


def passages(session, version):
    return [(p.key, p.text) for p in make_drafts.passages(session, version)]


class TestCreateDocument:
    def test_it_starts_empty_and_leaves_a_trace(self, session):
        document = create(session)

        assert (document.working_text, document.version) == ("", 1)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.DOCUMENT_CREATED, document.id)

    @pytest.mark.parametrize(
        "slug",
        ["Leitlinien", "leit linien", "leit--linien", "-a", "a-", "é", "a" * 61],
    )
    def test_not_with_a_short_name_that_no_address_can_have(self, session, slug):
        with pytest.raises(InvalidError):
            create(session, slug=slug)

    def test_a_short_name_is_given_once(self, session):
        create(session)

        with pytest.raises(InvalidError, match="gibt es schon"):
            create(session, title="Andere")


class TestSaveText:
    def test_every_save_counts(self, session):
        document = create(session)

        save(session, document, "Eins", title="Neuer Titel")
        save(session, document, "Zwei")

        assert (document.title, document.working_text) == ("Neuer Titel", "Zwei")
        assert document.version == 3

    def test_of_two_who_started_from_the_same_text_the_second_overwrites_nothing(self, session):
        document = create(session)
        save(session, document, "Eins", seen=1)

        with pytest.raises(ConflictError):
            save(session, document, "Zwei", seen=1)

        assert document.working_text == "Eins"

    def test_the_same_text_sent_twice_is_no_conflict(self, session):
        document = create(session)
        save(session, document, "Eins", seen=1)

        save(session, document, "Eins", seen=1)

        assert document.version == 2

    def test_whoever_has_seen_the_other_text_may_replace_it(self, session):
        document = create(session)
        save(session, document, "Eins", seen=1)

        save(session, document, "Zwei", seen=document.version)

        assert document.working_text == "Zwei"

    @pytest.mark.parametrize(
        "text",
        ["x" * 200_001, "Wort\n\n" * 2001, ">" * 60 + " Zitat"],
        ids=["long", "many", "deep"],
    )
    def test_not_a_text_that_nobody_could_comment_on(self, session, text):
        document = create(session)

        with pytest.raises(InvalidError):
            save(session, document, text)

        assert document.working_text == ""


class TestPublish:
    def test_the_text_becomes_a_version_of_passages(self, session):
        document = make_drafts.document(session, text="# Ziel\n\nSatz eins.\n\n1. Erstens\n")

        version = publish(session, document)

        assert (version.number, version.title) == (1, document.title)
        found = [(p.position, p.key, p.kind.value, p.level, p.marker, p.text)
                 for p in make_drafts.passages(session, version)]  # fmt: skip
        assert found == [
            (1, "p1", "heading", 1, "", "Ziel"),
            (2, "p2", "paragraph", 0, "", "Satz eins."),
            (3, "p3", "list_item", 1, "1.", "Erstens"),
        ]
        actions = session.scalars(select(AuditEvent.action)).all()
        assert Action.VERSION_PUBLISHED in actions

    def test_passages_keep_their_keys_in_the_next_version(self, session):
        document = make_drafts.document(session, text="Erster Satz.\n\nZweiter Satz.")
        publish(session, document)
        save(session, document, "Ganz neu hier.\n\nErster Satz.\n\nZweiter Satz.")

        second = publish(session, document)

        assert second.number == 2
        assert passages(session, second) == [
            ("p3", "Ganz neu hier."),
            ("p1", "Erster Satz."),
            ("p2", "Zweiter Satz."),
        ]

    def test_a_key_that_was_dropped_never_comes_again(self, session):
        document = make_drafts.document(session, text="Erster Satz.\n\nZweiter Satz.")
        publish(session, document)
        save(session, document, "Erster Satz.")
        publish(session, document)
        save(session, document, "Erster Satz.\n\nVöllig anderer Absatz.")

        third = publish(session, document)

        assert passages(session, third)[1] == ("p3", "Völlig anderer Absatz.")

    @pytest.mark.parametrize("text", ["", "   \n\n", "***", "![](bild.png)"])
    def test_not_without_any_words(self, session, text):
        with pytest.raises(ConflictError, match="leer"):
            publish(session, make_drafts.document(session, text=text))

    def test_not_if_nothing_but_spaces_has_changed(self, session):
        document = make_drafts.document(session, text="Ein Satz.")
        publish(session, document)
        save(session, document, "Ein  Satz.\n\n\n")

        with pytest.raises(ConflictError, match="derselbe wie in Fassung 1"):
            publish(session, document)

    @pytest.mark.parametrize("change", [{"title": "Neu"}, {"text": "Ein **Satz**."}])
    def test_a_new_title_or_new_emphasis_is_a_change(self, session, change):
        document = make_drafts.document(session, text="Ein Satz.")
        publish(session, document)
        save(session, document, **{"text": "Ein Satz."} | change)

        assert publish(session, document).number == 2

    def test_not_a_text_that_was_saved_since_it_was_read(self, session):
        document = make_drafts.document(session)
        seen = document.version
        save(session, document, "Noch schnell geändert.")

        with pytest.raises(ConflictError):
            publish(session, document, seen=seen)

        assert session.scalars(select(Version)).all() == []


@pytest.mark.parametrize("who", [make.user, make.moderator])
def test_only_the_steering_writes_and_publishes(session, who):
    document, actor = make_drafts.document(session), who(session)

    for act in (
        lambda: create(session, actor=actor),
        lambda: save(session, document, "Nein", actor=actor),
        lambda: publish(session, document, actor=actor),
    ):
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize("kind", [Version, Passage])
def test_what_is_published_never_changes(session, kind):
    make_drafts.version(session)
    thing = session.scalars(select(kind)).first()

    setattr(thing, "title" if kind is Version else "text", "Anders")

    with pytest.raises(PublishedForEverError):
        session.flush()


def test_a_published_version_does_not_follow_its_working_text(session):
    version = make_drafts.version(session)
    document = session.get_one(Document, version.document_id)
    before = passages(session, version)

    save(session, document, "Etwas ganz anderes.", title="Anderer Titel")
    session.commit()

    assert passages(session, version) == before
    assert version.title != "Anderer Titel"

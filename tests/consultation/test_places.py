"""Where a comment can stand: on words, a passage, several passages, the whole text."""

import pytest

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import CommentKind
from ikparticipation.errors import ConflictError, InvalidError
from tests import make, make_drafts
from tests.consultation.commenting import comments, typed

TEXTS = [
    "Erstens gilt das. Es gilt überall.",
    "Zweitens 😀 gilt jenes.",
    "Drittens auch. Und mehr.",
]
FORM = "/entwuerfe/mehrere/1/{}/kommentieren"
WHOLE = "/entwuerfe/mehrere/1/kommentieren"


@pytest.fixture
def several(session):
    version = make_drafts.version(session, text="\n\n".join(TEXTS), slug="mehrere")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def passages(session, several):
    found = make_drafts.passages(session, several.version)
    session.commit()
    return found


def submit(session, in_round, **given):
    defaults = {
        "author": make.user(session),
        "in_round": in_round,
        "kind": CommentKind.REMARK,
        "text": "Auch abends.",
        "at": clock.now(),
    }
    return services.submit_comment(session, **defaults | given)


class TestAcrossPassages:
    def test_it_stands_on_all_words_from_the_first_to_the_last(self, session, several, passages):
        first, _, last = passages

        comment = submit(session, several, passage=first, span=Span(18, 14), end_passage=last)

        session.commit()
        session.expire_all()
        assert comment.quote == f"Es gilt überall.\n{TEXTS[1]}\nDrittens auch."
        assert (comment.before, comment.after) == ("Erstens gilt das. ", " Und mehr.")
        assert (comment.passage.key, comment.end_passage.key) == (first.key, last.key)

    @pytest.mark.parametrize(
        ("begins", "ends", "span"),
        [
            (1, 0, Span(0, 3)),  # backwards
            (0, 2, Span(34, 3)),  # begins behind the first passage
            (0, 2, Span(-1, 3)),
            (0, 2, Span(0, 0)),  # ends before the last one begins
            (0, 2, Span(0, 25)),
        ],
    )
    def test_not_on_words_that_are_not_there(self, session, several, passages, begins, ends, span):
        with pytest.raises(ConflictError, match="stehen nicht"):
            submit(
                session, several, passage=passages[begins], span=span, end_passage=passages[ends]
            )

    def test_not_into_a_passage_of_another_version(self, session, several, passages):
        foreign = make_drafts.passages(session, make_drafts.version(session))[1]

        with pytest.raises(ConflictError, match="gehört nicht zu der Fassung"):
            submit(session, several, passage=passages[0], span=Span(0, 3), end_passage=foreign)

    def test_not_across_more_passages_than_a_page_shows(self, session):
        text = "\n\n".join(f"Abschnitt {n}." for n in range(21))
        in_round = make_drafts.open_round(session, of=make_drafts.version(session, text=text))
        first, *_, last = make_drafts.passages(session, in_round.version)

        with pytest.raises(InvalidError, match="höchstens 20"):
            submit(session, in_round, passage=first, span=Span(0, 3), end_passage=last)

    @pytest.mark.parametrize("place", ["across", "whole"])
    def test_new_words_are_only_for_words_of_one_passage(self, session, several, passages, place):
        stands = {"passage": passages[0], "span": Span(0, 3), "end_passage": passages[1]}
        given = stands if place == "across" else {"passage": None, "span": None}

        with pytest.raises(InvalidError, match="nur für Wörter eines Abschnitts"):
            submit(session, several, kind=CommentKind.CHANGE_PROPOSAL, replacement="Neu", **given)


def test_a_comment_on_the_whole_text_has_no_words(session, several):
    comment = submit(session, several, passage=None, span=None)

    session.commit()
    session.expire_all()
    assert (comment.passage_id, comment.start, comment.end, comment.quote) == (None, 0, 0, "")


@pytest.mark.usefixtures("several")
class TestMarkedInTheText:
    """What the browser sends: the words and their place, counted as the server counts."""

    def opened(self, as_user, author, key="p1", **query):
        return as_user(author).get(FORM.format(key), query_string=query)

    def test_words_with_their_place_are_chosen(self, as_user, author):
        page = self.opened(as_user, author, zitat="gilt", von="21", bis="25")

        assert 'value="21-25" checked' in page.text

    def test_a_place_where_the_words_do_not_stand_is_not_believed(self, as_user, author):
        page = self.opened(as_user, author, zitat="gilt", von="22", bis="26")

        assert 'value="22-26"' not in page.text
        assert "Bitte wählen Sie die Stelle selbst." in page.text

    def test_words_across_passages(self, session, as_user, author):
        words = f"Es gilt überall. {TEXTS[1]} Drittens"
        page = self.opened(as_user, author, zitat=words, von="18", bis="p3.8")
        assert 'value="18-p3.8" checked' in page.text

        data = typed(quote=words, place="18-p3.8")
        answer = as_user(author).post(FORM.format("p1"), data=data)

        assert answer.status_code == 303
        comment = comments(session)[0]
        assert comment.quote == words.replace(". Zweitens", ".\nZweitens").replace(
            ". Drittens", ".\nDrittens"
        )

    def test_a_long_mark_is_compared_as_far_as_an_address_goes(self, session, as_user, author):
        long = "Sehr lang. " * 60
        version = make_drafts.version(session, text=long, slug="lang")
        make_drafts.open_round(session, of=version)
        end = len(long.strip())

        answer = as_user(author).post(
            "/entwuerfe/lang/1/p1/kommentieren",
            data=typed(quote=long[:480], place=f"0-{end}"),
        )

        assert answer.status_code == 303


@pytest.mark.usefixtures("several")
class TestWithoutJavaScript:
    @pytest.mark.parametrize(
        ("place", "until", "quote"),
        [
            ("0-17", "p1.34", TEXTS[0]),
            ("0-17", "p2.22", f"{TEXTS[0]}\n{TEXTS[1]}"),
            ("18-34", "p3.14", f"Es gilt überall.\n{TEXTS[1]}\nDrittens auch."),
        ],
    )
    def test_a_place_goes_on_until_a_sentence(self, session, as_user, author, place, until, quote):
        page = as_user(author).get(FORM.format("p1"))
        assert f'value="{until}"' in page.text

        answer = as_user(author).post(FORM.format("p1"), data=typed(place=place, until=until))

        assert answer.status_code == 303
        assert comments(session)[0].quote == quote

    def test_words_can_be_copied_out_of_the_passage(self, session, as_user, author):
        as_user(author).post(FORM.format("p1"), data=typed(place="0-34", words="gilt überall"))

        assert comments(session)[0].quote == "gilt überall"

    def test_words_that_stand_there_twice_are_asked_for_once(self, session, as_user, author):
        data = typed(place="0-34", words="gilt")
        asked = as_user(author).post(FORM.format("p1"), data=data)
        assert asked.status_code == 422
        assert "Diese Wörter stehen hier mehrmals." in asked.text
        assert 'value="21-25"' in asked.text

        as_user(author).post(FORM.format("p1"), data=data | {"place": "21-25"})

        assert comments(session)[0].start == 21

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"words": "Sport"}, "Diese Wörter stehen so nicht in diesem Abschnitt."),
            ({"place": "18-34", "until": "p1.17"}, "liegt vor ihrem Anfang"),
            ({"until": "p9.3"}, "Diese Stelle gibt es hier nicht."),
            ({"until": "p2.9999"}, "Diese Stelle gibt es hier nicht."),
            ({"until": "<script>"}, "Diese Stelle gibt es hier nicht."),
            ({"quote": "x", "place": "0-p9.3"}, "Diese Stelle gibt es hier nicht."),
            (
                {"until": "p2.22", "kind": "change_proposal", "replacement": "Neu"},
                "nur für Wörter eines Abschnitts",
            ),
        ],
    )
    def test_a_place_that_is_none_comes_back_with_all_that_was_typed(
        self, session, as_user, author, given, said
    ):
        data = {"place": "0-34", "text": "Mühsam getippt"} | given

        answer = as_user(author).post(FORM.format("p1"), data=typed(**data))

        assert answer.status_code == 422
        assert said in answer.text
        assert "Mühsam getippt" in answer.text
        assert comments(session) == []


@pytest.mark.usefixtures("several")
class TestOnTheWholeText:
    def test_it_needs_no_place(self, session, as_user, author):
        page = as_user(author).get(WHOLE)
        assert "Den ganzen Text kommentieren" in page.text
        assert "Änderungsvorschlag" not in page.text.partition("<main")[2]

        answer = as_user(author).post(WHOLE, data=typed(place=None), follow_redirects=True)

        assert "Zum ganzen Text" in answer.text
        assert comments(session)[0].passage_id is None

    def test_a_proposal_has_no_place_there(self, session, as_user, author):
        answer = as_user(author).post(WHOLE, data=typed(kind="change_proposal", replacement="x"))

        assert answer.status_code == 422
        assert comments(session) == []

    @pytest.mark.parametrize(
        "address",
        [
            "/entwuerfe/mehrere/2/kommentieren",
            "/entwuerfe/%00/1/kommentieren",
            "/entwuerfe/x/1/kommentieren",
        ],
    )
    def test_a_text_that_is_none_is_not_found(self, as_user, author, address):
        assert as_user(author).get(address).status_code == 404

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.errors import ConflictError
from ikparticipation.surveys.models import AnonymousAnswer, Participation, Wave, result_counter
from ikparticipation.surveys.results.keys import RESPONSES
from ikparticipation.surveys.services import anonymous
from tests import make


def at_once(app, *acts):
    """Run acts on connections of their own at the same moment; return results or conflicts."""
    barrier = Barrier(len(acts))

    def run(act):
        with db.sessions_of(app)() as own:
            barrier.wait(10)
            try:
                result = act(own)
                own.commit()
            except ConflictError as error:
                own.rollback()
                return error
            return result

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_members_who_begin_at_once_one_gets_a_code(app, session, anonymously):
    organisation, one = anonymously.asked()
    two = make.member(session, of=organisation)

    def begin(browser, user):
        def act(own):
            wave, actor = own.get(Wave, anonymously.wave.id), own.get(type(user), user.id)
            return anonymous.begin(
                own, wave, organisation.id, browser=browser, actor=actor, at=clock.now()
            ).starts

        return act

    results = at_once(app, begin("a", one), begin("b", two))

    assert sum(isinstance(result, anonymous.BegunError) for result in results) == 1
    assert 1 in results
    assert [each.starts for each in session.scalars(select(Participation))] == [1]


def test_two_clicks_open_one_answer(app, session, anonymously):
    code = anonymous.new_code()

    def open_it(own):
        anonymous.open_answer(own, own.get(Wave, anonymously.wave.id), code, at=clock.now())

    results = at_once(app, open_it, open_it)

    assert results == [None, None]
    assert len(session.scalars(select(AnonymousAnswer)).all()) == 1


def test_two_sendings_count_once_and_give_one_receipt(app, session, anonymously):
    code = anonymously.open()
    anonymously.complete(code)

    def send(own):
        wave = own.get(Wave, anonymously.wave.id)
        return anonymous.submit(own, wave, code, at=clock.now()).receipt_code

    codes = at_once(app, send, send)

    counted = select(result_counter.c.n).where(
        result_counter.c.question == RESPONSES[0], result_counter.c.key == RESPONSES[1]
    )
    assert codes[0] == codes[1]
    assert set(session.scalars(counted)) == {1}


def test_what_is_saved_while_rows_are_mixed_waits_and_is_kept(app, session, anonymously):
    code = anonymously.open()

    def save():
        with db.sessions_of(app)() as own:
            wave = own.get(Wave, anonymously.wave.id)
            form = {"answers/was": ["Beraten"]}
            anonymous.save_section(own, wave, code, "wir", form, at=clock.now())
            own.commit()

    with db.sessions_of(app)() as mixing, ThreadPoolExecutor(1) as pool:
        anonymous.mix(mixing, mixing.get(Wave, anonymously.wave.id))
        saved = pool.submit(save)
        time.sleep(0.5)
        assert not saved.done()
        mixing.commit()
        saved.result(20)

    assert anonymously.answer(code).document["answers"]["was"] == "Beraten"

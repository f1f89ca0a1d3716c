from datetime import date

import pytest

from ikparticipation.surveys.mails import entering as mails
from ikparticipation.surveys.models import Channel, Entry
from tests.snapshots import assert_reads_like
from tests.surveys.test_mails import AT, ONE, SETTINGS, SNAPSHOTS, TWO, asked, person, submitted

HERE = SNAPSHOTS.parent / "entering" / "snapshots"
DAY = date(2027, 3, 10)


def entered(channel):
    revision = submitted()
    revision.channel, revision.received_on = channel, DAY
    revision.source = "Brief von Frau Berg, Ordner 3"
    return revision


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.TELEPHONE])
def test_what_was_entered(language, channel):
    message = mails.entered(
        person(language),
        entered(channel),
        entered_by="Bernd Kühn",
        may_change=channel is Channel.PAPER,
        settings=SETTINGS,
    )

    assert_reads_like(message, HERE / f"entered-{channel}.{language}.txt")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_answer_to_an_objection(language):
    entry = Entry(
        invitation=asked(),
        channel=Channel.PAPER,
        received_on=DAY,
        source="Ordner 3",
        opened_at=AT,
        opened_by_id=ONE,
        objection="Das haben wir nicht geschrieben.",
        settlement="Sie haben recht, wir haben es geändert.",
    )
    entry.invitation.wave_id, entry.invitation.organisation_id = ONE, TWO

    message = mails.settled(person(language), entry, SETTINGS)

    assert_reads_like(message, HERE / f"entry_settled.{language}.txt")

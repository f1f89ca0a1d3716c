"""When things happened in the demo county, seen from the moment it is filled."""

from datetime import datetime, time, timedelta

from ikparticipation.text import BERLIN

DAY_BEGINS = timedelta(hours=8)
DAY_LENGTH = timedelta(hours=12)


def moment(at: datetime, since: timedelta) -> datetime:
    """Return the moment so long before `at`, at an hour when people do such things.

    The 24 hours of an earlier day are pressed into those from 8 to 20 o'clock: nobody comments
    at night, and what came first stays first. What happened today stays where it is.
    """
    then = (at + since).astimezone(BERLIN)
    midnight = datetime.combine(then.date(), time(), BERLIN)
    if then.date() == at.astimezone(BERLIN).date():
        return at + since
    return midnight + DAY_BEGINS + (then - midnight) * (DAY_LENGTH / timedelta(days=1))

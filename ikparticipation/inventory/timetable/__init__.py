"""Opening hours: what people write, read into rules (`reading`), told again (`telling`).

A rule is one RRULE of RFC 5545 and the hours of such a day, in German time. Holidays are not
known to any rule: what people write about them stays beside it as a note.
"""

from ikparticipation.inventory.timetable.reading import Read, read
from ikparticipation.inventory.timetable.rules import Rule, is_open, weekly
from ikparticipation.inventory.timetable.telling import told

__all__ = ["Read", "Rule", "is_open", "read", "told", "weekly"]

"""The invented content of the demo county, read from the files in `content/`.

Times are differences to the moment the county is filled: negative ones lie before it.
A value that no model knows, and a key that nothing reads, stop the reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ikparticipation.demo.read.comments import Answer, Comment, Reply
from ikparticipation.demo.read.documents import (
    Document,
    Edit,
    Group,
    Revision,
    TextBlock,
    Translation,
)
from ikparticipation.demo.read.documents import document as _document
from ikparticipation.demo.read.documents import text_block as _text_block
from ikparticipation.demo.read.groups import StandingGroup
from ikparticipation.demo.read.groups import group as _group
from ikparticipation.demo.read.parts import CONTENT, json_of, refuse_others
from ikparticipation.demo.read.people import Desk, Member, Organisation, Staff
from ikparticipation.demo.read.people import organisation as _organisation
from ikparticipation.demo.read.people import staff as _staff
from ikparticipation.demo.read.reviews import Asked, Corrected
from ikparticipation.demo.read.reviews import review as _review
from ikparticipation.demo.read.survey import Response, Wave
from ikparticipation.demo.read.survey import wave as _wave

__all__ = [
    "CONTENT",
    "Answer",
    "Asked",
    "Comment",
    "Corrected",
    "County",
    "Desk",
    "Document",
    "Edit",
    "Group",
    "Member",
    "Organisation",
    "Reply",
    "Response",
    "Revision",
    "Staff",
    "StandingGroup",
    "TextBlock",
    "Translation",
    "Wave",
    "county",
]


@dataclass(frozen=True, kw_only=True)
class County:
    """All of it."""

    organisations: tuple[Organisation, ...]
    staff: Staff
    wave: Wave
    """Of the standard questionnaire: everybody was asked."""
    office_wave: Wave
    """Of the one for the county's own offices."""
    reviews: tuple[Asked | Corrected, ...]
    """Of the answers of the offices."""
    groups: tuple[StandingGroup, ...]
    """Standing groups that the administration has entered; answers name one more."""
    text_blocks: tuple[TextBlock, ...]
    field: Document
    """A field of action that has been through all of it, up to its second version."""
    guidelines: Document
    """Open for comments now."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The oldest first."""
        return self.field, self.guidelines

    @property
    def waves(self) -> tuple[Wave, ...]:
        return self.wave, self.office_wave

    @property
    def responses(self) -> tuple[Response, ...]:
        """To the standard questionnaire."""
        return self.wave.responses

    @cached_property
    def by_key(self) -> Mapping[str, Organisation]:
        return {organisation.key: organisation for organisation in self.organisations}


def county() -> County:
    survey = json_of("survey")
    refuse_others(survey, "wave", "office_wave")
    return County(
        organisations=tuple(map(_organisation, json_of("organisations"))),
        staff=_staff(json_of("staff")),
        wave=_wave(survey["wave"], json_of("responses")),
        office_wave=_wave(survey["office_wave"], json_of("responses_offices")),
        reviews=tuple(map(_review, json_of("reviews"))),
        groups=tuple(map(_group, json_of("groups"))),
        text_blocks=tuple(map(_text_block, json_of("text_blocks"))),
        field=_document("sprachfoerderung", comments="comments_sprachfoerderung"),
        guidelines=_document("leitlinien", comments="comments"),
    )

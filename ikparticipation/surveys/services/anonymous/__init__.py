"""Anonymous waves: beginning, answering by code, sending, saying that one took part."""

from ikparticipation.surveys.services.anonymous.answering import (
    FinalError,
    open_answer,
    save_section,
    submit,
)
from ikparticipation.surveys.services.anonymous.beginning import (
    BegunError,
    allow_new_start,
    began_with,
    begin,
    confirm_took_part,
)
from ikparticipation.surveys.services.anonymous.codes import code_hash, new_code, tidy
from ikparticipation.surveys.services.anonymous.counting import recount
from ikparticipation.surveys.services.anonymous.mixing import mix, mix_all
from ikparticipation.surveys.services.anonymous.opening import Caution, cautions, check_suits

__all__ = [
    "BegunError",
    "Caution",
    "FinalError",
    "allow_new_start",
    "began_with",
    "begin",
    "cautions",
    "check_suits",
    "code_hash",
    "confirm_took_part",
    "mix",
    "mix_all",
    "new_code",
    "open_answer",
    "recount",
    "save_section",
    "submit",
    "tidy",
]

"""`or_other` behind a list: one more choice, and a question that asks what else."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import Words
from ikparticipation.surveys.xlsform.reading.columns import Entry, Key

NAME = "other"
"""The name of the choice; if the list has one, that one is meant."""

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ar": ("أخرى", "يرجى التوضيح"),
        "bg": ("Друго", "Моля, посочете"),
        "bs": ("Drugo", "Molimo navedite"),
        "cs": ("Jiné", "Upřesněte prosím"),
        "de": ("Anderes", "Bitte geben Sie an, was"),
        "el": ("Άλλο", "Παρακαλώ διευκρινίστε"),
        "en": ("Other", "Please say what"),
        "es": ("Otro", "Por favor, especifique"),
        "fa": ("سایر", "لطفاً توضیح دهید"),
        "fr": ("Autre", "Veuillez préciser"),
        "hr": ("Drugo", "Molimo navedite"),
        "hu": ("Egyéb", "Kérjük, adja meg"),
        "it": ("Altro", "Specificare"),
        "nl": ("Anders", "Geef aan wat"),
        "pl": ("Inne", "Proszę podać, co"),
        "pt": ("Outro", "Por favor, especifique"),
        "ro": ("Altele", "Vă rugăm să precizați"),
        "ru": ("Другое", "Пожалуйста, уточните"),
        "sq": ("Tjetër", "Ju lutemi specifikoni"),
        "sr": ("Друго", "Молимо наведите"),
        "tr": ("Diğer", "Lütfen belirtin"),
        "uk": ("Інше", "Будь ласка, уточніть"),
        "vi": ("Khác", "Vui lòng nêu rõ"),
    }
)


def choice_labels(languages: Iterable[str]) -> Words:
    return {code: _WORDS[known][0] for code in languages if (known := base(code)) in _WORDS}


def without_words(languages: Iterable[str]) -> list[str]:
    """Return the languages in which this program cannot say it."""
    return [code for code in languages if base(code) not in _WORDS]


def question(entry: Entry, languages: Iterable[str]) -> Entry:
    """Return the line of the text question that follows the select."""
    name = entry.get("name")
    labels: dict[Key, str] = {
        ("label", code): _WORDS[known][1] for code in languages if (known := base(code)) in _WORDS
    }
    plain: dict[Key, str] = {
        ("type", None): "text",
        ("name", None): f"{name}_{NAME}",
        ("relevant", None): f"selected(${{{name}}}, '{NAME}')",
    }
    if identity := entry.get("question_id"):
        plain["question_id", None] = f"{identity}_{NAME}"
    return Entry(entry.number, plain | labels)


def base(code: str) -> str:
    return code.partition("-")[0]

import pytest

from ikparticipation.drafts.files import MAX_TEXT_FILE, FileError, read
from ikparticipation.drafts.passages import MOST_CHARACTERS
from tests.drafts.word_files import word


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("entwurf.md", "# Ziel\n\nTür".encode(), "# Ziel\n\nTür"),
        ("ENTWURF.MD", "Tür".encode("utf-8-sig"), "Tür"),
        ("entwurf.markdown", b"\r\n\r\nZeile\r\nZwei\r\n", "Zeile\nZwei"),
        ("entwurf.txt", "Tu\u0308r".encode(), "Tür"),
        ("entwurf.docx", word("Tür"), "Tür"),
        ("Entwurf.DOCX", word("*"), "\\*"),
    ],
)
def test_the_text_of_a_file_is_what_stands_in_it(name, data, text):
    assert read(name, data).text == text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("", b"x", "Bitte wählen Sie eine Word-Datei"),
        ("entwurf.pdf", b"%PDF", "Bitte wählen Sie eine Word-Datei"),
        ("entwurf.doc", b"\xd0\xcf\x11\xe0", "Bitte wählen Sie eine Word-Datei"),
        ("docx", word("x"), "Bitte wählen Sie eine Word-Datei"),
        ("entwurf.md", b"", "Die Datei ist leer."),
        ("entwurf.md", "Tür".encode("latin-1"), "kein Text in der Kodierung UTF-8"),
        ("entwurf.md", "Tür".encode("utf-16"), "kein Text in der Kodierung UTF-8"),
        ("entwurf.md", word("x"), "kein Text in der Kodierung UTF-8"),
        ("entwurf.md", b"a\0b", "kein Text in der Kodierung UTF-8"),
        ("entwurf.md", b" \n\n ", "In der Datei steht kein Text."),
        ("entwurf.docx", word(" "), "In der Datei steht kein Text."),
        ("entwurf.md", b"x" * (MAX_TEXT_FILE + 1), "größer als 1 MB"),
        ("entwurf.md", b"x" * (MOST_CHARACTERS + 1), "mehr als 200000 Zeichen"),
        (
            "entwurf.docx",
            word(" ".join(map(str, range(MOST_CHARACTERS // 5)))),
            "mehr als 200000 Zeichen",
        ),
        ("entwurf.docx", b"Nur Text.", "Das ist keine Word-Datei"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(name, data, words):
    with pytest.raises(FileError) as refused:
        read(name, data)

    assert words in refused.value.message % refused.value.facts

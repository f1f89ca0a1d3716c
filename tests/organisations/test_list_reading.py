import csv
import time
from io import StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.organisations.lists import (
    PROBLEMS,
    Place,
    Problem,
    UnreadableListError,
    Words,
    read_list,
)
from ikparticipation.organisations.lists.files import MAX_LINES
from tests.make_lists import HEADINGS, xlsx

PLACES = [
    Place(ags="15083130", name="Colbitz", postcode="39326"),
    Place(ags="15083557", name="Wolmirstedt", postcode="39326"),
    Place(ags="15083270", name="Haldensleben", postcode="39340"),
]
WORDS = Words(PLACES, {"Verein": "verein", "Behörde": "behoerde"})
ADA = "Chor;ada@example.org;Ada"


def read(text: str, encoding: str = "utf-8"):
    return read_list(text.encode(encoding), WORDS).lines


def problems(text: str):
    return {line.row: [fault.problem for fault in line.faults] for line in read(text)}


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_umlauts_arrive_however_they_were_written(self, encoding):
        (line,) = read("Verein;E-Mail\r\nBürgerhäuser „Öde“;a@example.org\r\n", encoding)

        assert line.name == "Bürgerhäuser „Öde“"

    @pytest.mark.parametrize("sign", [";", ",", "\t"])
    def test_columns_are_set_apart_by_what_the_program_writes(self, sign):
        text = f'Organisation{sign}Ort\n"Chor{sign} der „Stimmen“"{sign}Colbitz\n'

        (line,) = read(text)

        assert line.name == "Chor{} der „Stimmen“".format("" if sign == "\t" else sign)
        assert line.ags == "15083130"

    def test_a_workbook_says_the_same_as_a_csv(self):
        row = ("Chor", "ada@example.org", "Ada", 39340.0, "Haldensleben", "Verein")
        text = ";".join(HEADINGS) + "\nChor;ada@example.org;Ada;39340;Haldensleben;Verein\n"

        from_workbook = read_list(xlsx(HEADINGS, row), WORDS)

        assert from_workbook.lines == read(text)
        assert from_workbook.lines[0].town == "39340 Haldensleben"

    def test_rows_are_counted_as_a_spreadsheet_shows_them(self):
        text = 'Unsere Liste\n\nVerein;Ort\n"Chor\nder Stimmen";Colbitz\n\nBand;Colbitz\n'

        assert [(line.row, line.name) for line in read(text)] == [
            (4, "Chor der Stimmen"),
            (6, "Band"),
        ]

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "leer"),
            (b" \r\n\t", "leer"),
            (b"Organisation;Ort\n", "Unter den Überschriften"),
            (b"Farbe;Ort\nrot;Colbitz\n", "fehlt eine Spalte"),
            (b"x" * 5_000_001, "5 MB"),
            (b"Verein\n" + b"Chor\n" * (MAX_LINES + 1), "10000 Zeilen"),
            (b"\xd0\xcf\x11\xe0" + b"x" * 100, "Passwort"),
            (b"PK\x03\x04 kein Archiv", "nicht öffnen"),
            (b"Verein\n\x00\x01\n", "keine Liste"),
            (b'Verein\n"' + b"x" * 200_000 + b'"\n', "Anführungszeichen"),
            (b'Verein\nChor\n"Band\nChor 2\nChor 3\n', "Anführungszeichen"),
        ],
        ids=[
            "none",
            "blank",
            "no-lines",
            "no-names",
            "big",
            "long",
            "old",
            "torn",
            "nul",
            "cell",
            "open",
        ],
    )
    def test_a_file_that_is_no_list_is_refused_with_what_to_do(self, data, words):
        with pytest.raises(UnreadableListError) as refused:
            read_list(data, WORDS)

        assert words in str(refused.value)

    @pytest.mark.parametrize(
        ("part", "content", "words"),
        [
            ("xl/vbaProject.bin", b"x", "Makros"),
            ("xl/worksheets/sheet9.xml", b" " * 30_000_000, "5 MB"),
            ("xl/styles9.xml", b" " * 2_000_000, "5 MB"),
        ],
        ids=["macros", "bomb", "styles"],
    )
    def test_a_dangerous_workbook_is_refused_before_it_is_unpacked(
        self, tmp_path, part, content, words
    ):
        file = tmp_path / "liste.xlsx"
        file.write_bytes(xlsx(HEADINGS))
        with ZipFile(file, "a") as archive:
            archive.writestr(part, content, compress_type=8)

        with pytest.raises(UnreadableListError) as refused:
            read_list(file.read_bytes(), WORDS)

        assert words in str(refused.value)

    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, data):
        try:
            read = read_list(b"Verein;Ort\n" + data, WORDS)
        except UnreadableListError:
            return
        assert all(line.row > 1 for line in read.lines)


class TestHeadings:
    @pytest.mark.parametrize(
        ("headings", "cells", "expected"),
        [
            # the plain ones
            ("Name;E-Mail;Ort", "Chor;a@b.de;Colbitz", ("Chor", "a@b.de", "", "Colbitz")),
            ("VEREIN;Mailadresse", "Chor;a@b.de", ("Chor", "a@b.de", "", "")),
            # with more words
            ("Organisation (voller Name);E-Mail *", "Chor;a@b.de", ("Chor", "a@b.de", "", "")),
            ("Ansprechpartner/in;Träger", "Ada B;Chor", ("Chor", "", "Ada B", "")),
            # first and last name
            ("Verein;Vorname;Nachname", "Chor;Ada;Beispiel", ("Chor", "", "Ada Beispiel", "")),
            # Name is the person's where another column is the organisation's
            ("Name;Verein", "Ada B;Chor", ("Chor", "", "Ada B", "")),
            ("Name;Vorname;Verein", "Beispiel;Ada;Chor", ("Chor", "", "Ada Beispiel", "")),
            # postcode and place
            ("Einrichtung;PLZ;Gemeinde", "Chor;39326;Colbitz", ("Chor", "", "", "39326 Colbitz")),
        ],
    )
    def test_they_are_understood_however_they_are_written(self, headings, cells, expected):
        (line,) = read(f"{headings}\n{cells}\n")

        assert (line.name, line.email, line.person, line.town) == expected

    def test_columns_that_mean_nothing_here_are_told(self):
        found = read_list(b"Verein;Haarfarbe;Ort\nChor;rot;Colbitz\n", WORDS)

        assert found.ignored == ("Haarfarbe",)


class TestLines:
    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            # nothing is wrong
            (ADA, []),
            (";a@example.org;Ada", [Problem.NO_NAME]),
            ("–;a@example.org;Ada", [Problem.NO_NAME]),
            ("x" * 201 + ";;", [Problem.LONG_NAME]),
            # addresses that arrive nowhere
            ("Chor;ada@;Ada", [Problem.BAD_ADDRESS]),
            ("Chor;ada.example.org;Ada", [Problem.BAD_ADDRESS]),
            ("Chor;a b@example.org;Ada", [Problem.BAD_ADDRESS]),
            ("Chor;a@example.org, b@example.org;Ada", [Problem.BAD_ADDRESS]),
            ("Chor;jörg@example.org;Ada", [Problem.BAD_ADDRESS]),
            # without an address nobody is invited, and that is all
            ("Chor;;Ada", []),
            ("Chor;mailto:ada@example.org;Ada", []),
            ("Chor;;" + "x" * 121, [Problem.LONG_VALUE]),
        ],
    )
    def test_each_says_what_is_wrong_with_it(self, cells, expected):
        assert problems(f"Verein;E-Mail;Person\n{cells}\n".replace("Person", "Kontakt")) == {
            2: expected
        }

    def test_the_same_organisation_again_names_the_first_line(self):
        lines = read("Verein;Ort\nChor e.V.;Colbitz\nCHOR;Colbitz\nChor;Wolmirstedt\n")

        assert [[f.problem for f in line.faults] for line in lines] == [[], [Problem.DUPLICATE], []]
        assert lines[1].faults[0].about == "2"
        assert lines[1].stops

    def test_two_organisations_with_one_address_are_told_and_taken(self):
        lines = read("Verein;Mail\nChor;a@example.org\nBand;A@Example.org\n")

        assert [fault.problem for fault in lines[1].faults] == [Problem.SHARED_ADDRESS]
        assert not lines[1].stops

    @pytest.mark.parametrize(
        ("town", "ags"),
        [
            ("Colbitz", "15083130"),
            ("39326 COLBITZ", "15083130"),
            ("D-39340 Haldensleben", "15083270"),
            # the postcode alone, where only one place has it
            ("39340", "15083270"),
            ("39326", ""),
            ("Anderswo", ""),
            ("39340 Anderswo", ""),
        ],
    )
    def test_places_are_recognised_or_told(self, town, ags):
        (line,) = read(f"Verein;Ort\nChor;{town}\n")

        assert line.ags == ags
        assert bool(line.faults) is not bool(ags)

    def test_unknown_kinds_and_languages_are_told_and_taken(self):
        lines = read("Verein;Art;Sprache\nA1;BEHÖRDE;Englisch\nB2;Kegelclub;Klingonisch\n")

        assert (lines[0].kind, lines[0].language, lines[0].faults) == ("behoerde", "en", ())
        assert [fault.problem for fault in lines[1].faults] == [
            Problem.UNKNOWN_KIND,
            Problem.UNKNOWN_LANGUAGE,
        ]
        assert not lines[1].stops

    def test_every_problem_has_its_words(self):
        assert set(PROBLEMS) == set(Problem)
        assert all(words % {"about": "x"} for words in PROBLEMS.values())


def test_five_thousand_lines_of_which_300_are_malformed_take_no_three_seconds():
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Organisation", "E-Mail", "Ort"])
    for i in range(5000):
        writer.writerow(
            [f"Verein Nummer {i}", f"p{i}@verein" + ("" if i < 300 else ".de"), "Colbitz"]
        )
    data = out.getvalue().encode("cp1252")

    started = time.process_time()
    lines = read_list(data, WORDS).lines
    seconds = time.process_time() - started

    assert sum(line.stops for line in lines) == 300
    assert len(lines) == 5000
    assert seconds < 3

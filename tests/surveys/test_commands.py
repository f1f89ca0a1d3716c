"""`python -m ikparticipation questionnaire check FILE …`"""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ikparticipation.cli import main
from tests.surveys.xlsform.checking.forms import line, markdown
from tests.surveys.xlsform.workbooks import CHOICES, SETTINGS, SMALL_SURVEY, xlsx

GOOD = markdown(line("text", "wort"))
BAD = markdown(line("text", "wort", relevant="false("))
CITIES = markdown(line("select_one_from_file staedte.csv", "stadt"))


def check(*arguments):
    result = CliRunner().invoke(main, ["questionnaire", "check", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_good_file_ends_with_0(file):
    code, output = check(file("gut.md", GOOD))

    assert code == 0
    assert "Dauer: etwa 1 bis 1 Minuten." in output
    assert output.endswith("Geprüft: 1, davon ohne Fehler: 1.\n")


def test_a_workbook_of_a_spreadsheet_program_is_read(file):
    sheets = {"survey": SMALL_SURVEY, "choices": CHOICES, "settings": SETTINGS}

    code, output = check(file("klein.xlsx", xlsx(sheets)))

    assert code == 0
    assert "Testdurchlauf: bis zum Ende" in output


def test_a_file_with_errors_does_not_stop_the_others(file, tmp_path):
    code, output = check(
        file("schlecht.md", BAD),
        tmp_path / "fehlt.xlsx",
        tmp_path,
        file("leer.xlsx", b""),
        file("gut.md", GOOD),
    )

    assert code == 1
    assert "Fehler: Blatt „survey“, Zeile 3, Spalte 5" in output
    assert output.count("Die Datei lässt sich nicht öffnen") == 2
    assert "Die Datei ist leer." in output
    assert "Testdurchlauf: bis zum Ende" in output
    assert output.endswith("Geprüft: 5, davon ohne Fehler: 1.\n")


def test_what_is_wrong_is_told_in_english(file):
    code, output = check(file("schlecht.md", BAD), "--language", "en")

    assert code == 1
    assert "Sheet “survey”" in output or "survey" in output


def test_files_that_the_form_names_are_taken_from_a_folder(file, tmp_path):
    path = file("staedte.md", CITIES)
    without, _ = check(path)
    file("staedte.csv", b"name,label\nmd,Magdeburg\nhal,Halle\n")

    code, output = check(path, "--files", tmp_path)

    assert without == 1
    assert code == 0
    assert "stadt: Magdeburg" in output


def test_a_folder_that_is_not_there_is_told(file, tmp_path):
    code, output = check(file("gut.md", GOOD), "--files", tmp_path / "nirgends")

    assert code == 1
    assert "lassen sich nicht lesen" in output
    assert "Testdurchlauf: bis zum Ende" in output


def test_what_a_file_holds_is_not_carried_out_by_the_terminal(file):
    code, output = check(file("boese.md", markdown(line("text\x1b[2J\x07", "wort"))))

    assert code == 1
    assert "\x1b" not in output
    assert "\x07" not in output


def test_neither_a_database_nor_settings_are_needed(file, tmp_path):
    path = file("gut.md", GOOD)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("IKP_")}
    environment |= {"IKP_DATABASE_URL": f"sqlite:///{tmp_path}/nein/nie.db", "PYTHONUTF8": "0"}

    ran = subprocess.run(
        [sys.executable, "-m", "ikparticipation", "questionnaire", "check", str(path)],
        capture_output=True,
        check=False,
        env=environment | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        timeout=60,
    )

    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"Testdurchlauf" in ran.stdout

"""What the guides of ODK and Kobo teach to write: it reads, or a sentence says why not.

The forms are ours; the constructs are those that the guides explain.
"""

import pytest

from ikparticipation.surveys.xlsform.compile import read_workbook
from tests.surveys.xlsform.workbooks import errors_in, form_of, line, told

CHOICES = (
    ("list_name", "name", "label", "region"),
    ("yes_no", "yes", "Yes"),
    ("yes_no", "no", "No"),
    ("region", "north", "North"),
    ("region", "south", "South"),
    ("town", "t1", "Upper Town", "north"),
    ("town", "t2", "Lower Town", "south"),
)
HOSPITALS = b"name,label,region,beds\nh1,St Anne,north,30\nh2,St Luke,south,12\n"
REPEAT = (line("begin_repeat", "child", "Child"), line("text", "first_name", "Name"))
END = line("end_repeat")
GROUP, END_GROUP = line("begin_group", "g", "How often?"), line("end_group")


def yes_no(name, label, **cells):
    return line("select_one yes_no", name, label, **cells)


READ = {
    "an answer in a later text": (
        line("text", "guest", "What is your name?"),
        line("note", "hello", "Hello, ${guest}."),
    ),
    "a default that is computed at the beginning of each row": (
        line("begin_repeat", "visit", "Visit"),
        line("date", "day", "Day", default="today()"),
        END,
    ),
    "a value that is computed once": (
        line("calculate", "draw", calculation="once(random())"),
        line("note", "n", "Your number is ${draw}."),
    ),
    "a fixed number of rows": (REPEAT[0] | {"repeat_count": "3"}, REPEAT[1], END),
    "as many rows as somebody says": (
        line("integer", "n", "How many children?"),
        REPEAT[0] | {"repeat_count": "${n}"},
        REPEAT[1],
        END,
    ),
    "no rows at all unless somebody says so": (
        yes_no("any", "Do you have children?"),
        REPEAT[0] | {"relevant": "${any} = 'yes'"},
        REPEAT[1],
        END,
    ),
    "one choice narrows the next": (
        line("select_one region", "region", "Region"),
        line("select_one town", "town", "Town", choice_filter="region = ${region}"),
        line("note", "n", "You chose ${words}."),
        line("calculate", "words", calculation="instance('town')/root/item[name = ${town}]/label"),
    ),
    "choices and figures of a file": (
        line("select_one region", "region", "Region"),
        line(
            "select_one_from_file hospitals.csv", "h", "Which?", choice_filter="region = ${region}"
        ),
        line("note", "n", "It has ${beds} beds."),
        line("calculate", "beds", calculation="pulldata('hospitals', 'beds', 'name', ${h})"),
    ),
    "none of them excludes the others": (
        line(
            "select_multiple region",
            "where",
            "Where?",
            constraint="not(selected(., 'north') and count-selected(.) > 1)",
            constraint_message="North goes alone.",
        ),
    ),
    "a sum that must be right": (
        line("integer", "women", "Women"),
        line("integer", "men", "Men", constraint=". + ${women} <= 100"),
        line("date", "born", "Born", constraint=". <= today()", required="yes"),
    ),
    "another answer in own words": (
        line("select_one region or_other", "region", "Region"),
        line("note", "n", "You said ${region_other}.", relevant="selected(${region}, 'other')"),
    ),
    "groups in groups, asked when needed": (
        yes_no("more", "More?"),
        GROUP | {"relevant": "${more} = 'yes'"},
        line("begin_group", "inner", "Inner", relevant="${q1} = 'yes'"),
        line("text", "why", "Why?"),
        END_GROUP,
        yes_no("q1", "One?"),
        END_GROUP,
    ),
    "columns beside each other with their answers on top": (
        GROUP | {"appearance": "field-list"},
        yes_no("q0", "Question", appearance="label"),
        yes_no("q1", "One", appearance="list-nolabel"),
        yes_no("q2", "Two", appearance="list-nolabel"),
        END_GROUP,
    ),
    "places and the way between them": (
        line("geopoint", "here", "Where are you?"),
        line("geopoint", "there", "Where to?"),
        line("note", "n", "That is ${far} m."),
        line("calculate", "far", calculation="distance(${here}, ${there})"),
    ),
}


@pytest.mark.parametrize("lines", READ.values(), ids=READ)
def test_it_reads_without_a_word(lines):
    result = read_workbook(form_of(*lines, choices=CHOICES), files={"hospitals.csv": HOSPITALS})

    said = [text for _, _, text in told(result)]
    assert result.questionnaire
    assert [text for text in said if "von keiner Frage" not in text] == []  # the lists of others


LOST = {
    "rows counted, numbered, joined and looked up, and a word behind them": (
        (
            REPEAT[0],
            line("calculate", "number", calculation="position(..)"),
            line("text", "first_name", "Name of child ${number}"),
            line("integer", "age", "How old is ${first_name}?"),
            END,
            line("note", "end", "${all_names}: ${count_of}, ${oldest}, ${first_one}"),
            line("calculate", "all_names", calculation="join(', ', ${first_name})"),
            line("calculate", "count_of", calculation="count(${child})"),
            line("calculate", "oldest", calculation="max(${age})"),
            line(
                "calculate", "first_one", calculation="indexed-repeat(${first_name}, ${child}, 1)"
            ),
        ),
        "Die Frage „end“ steht in keiner Gruppe.",
    ),
    "a table of questions": (
        (GROUP | {"appearance": "table-list"}, yes_no("q1", "One"), yes_no("q2", "Two"), END_GROUP),
        "Die Darstellung „table-list“ wird nicht beachtet.",
    ),
    "choices in any order": (
        (yes_no("q", "Q", parameters="randomize=true"),),
        "Die Antworten werden nicht gemischt.",
    ),
    "pictures": (
        (line("note", "n", "Look", **{"media::image": "map.png"}),),
        "Bilder, Töne und Filme zu Texten werden nicht gezeigt",
    ),
    "what a telephone notes by itself": (
        (line("start", "start"), line("username", "username"), line("text", "a", "A")),
        "„start“ erfasst nur die Sammel-App auf dem Telefon.",
    ),
    "a group that Kobo named and nobody gave a heading": (
        (line("begin_group", "group_ab1cd23"), line("text", "a", "A"), END_GROUP),
        "„group_ab1cd23“ hat keine Überschrift.",
    ),
}


@pytest.mark.parametrize(("lines", "words"), LOST.values(), ids=LOST)
def test_it_reads_and_what_is_lost_is_told(lines, words):
    result = read_workbook(form_of(*lines, choices=CHOICES))

    assert result.questionnaire
    assert [text for _, _, text in told(result) if text.startswith(words)], told(result)


REFUSED = {
    "the answers of last time": (
        (line("text", "street", "Street", default="${last-saved#street}"),),
        "„last-saved“",
    ),
    "rows until somebody says no": (
        (
            REPEAT[0]
            | {"repeat_count": "if(${more} = 'no', count(${child}), count(${child}) + 1)"},
            yes_no("more", "More?"),
            END,
        ),
        "im Kreis",
    ),
    "rows without a word for one": (
        (line("begin_repeat", "r"), line("text", "a", "A"), END),
        "„r“ hat keine Überschrift. Bitte füllen Sie die Spalte „label“ aus.",
    ),
    "a file that did not come": (
        (line("select_one_from_file towns.csv", "t", "T"),),
        "Die Datei „towns.csv“ fehlt. Bitte laden Sie sie zusammen mit dem Fragebogen hoch.",
    ),
    "a search in a file": (
        (line("select_one town", "t", "T", appearance="minimal search('towns', 'matches')"),),
        "Antworten, die mit „search()“ aus einer Datei kommen, gibt es hier nicht.",
    ),
    "a calculation when another answer changes": (
        (line("integer", "n", "N"), line("text", "at", "At", trigger="${n}")),
        "„trigger“ wird nicht unterstützt. Bitte leeren Sie diese Zelle.",
    ),
    "choices from another sheet": (
        (line("select_one_external town", "t", "T"), line("text", "a", "A")),
        "Der Typ „select_one_external town“ wird nicht unterstützt.",
    ),
    "a way that is walked": (
        (line("geotrace", "way", "Way"), line("text", "a", "A")),
        "Der Typ „geotrace“ wird nicht unterstützt. Bitte verwenden Sie einen anderen Typ.",
    ),
    "a month without a day": (
        (line("date", "d", "D", appearance="month-year"),),
        "Mit „month-year“ würde etwas anderes gefragt",
    ),
    "a thing that is followed over time": (
        (line("text", "a", "A", save_to="name"),),
        "„save_to“ wird nicht unterstützt.",
    ),
    "a matrix of Kobo": (
        (line("begin_kobomatrix items", "m", "M"), line("text", "a", "A"), line("end_kobomatrix")),
        "„begin_kobomatrix items“ gibt es nur bei Kobo.",
    ),
    "a rating of Kobo": (
        (line("begin_score", "m", "M"), line("score__row", "r", "R"), line("end_score")),
        "„begin_score“ gibt es nur bei Kobo. Bitte stellen Sie jede Zeile als eigene Frage",
    ),
}


@pytest.mark.parametrize(("lines", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_and_a_sentence_says_what_to_do(lines, words):
    found = errors_in(form_of(*lines, choices=CHOICES))

    assert [text for _, text in found if words in text], found


def test_a_form_that_is_encrypted_is_refused():
    settings = (("form_title", "public_key"), ("Health", "MIIB"))

    found = errors_in(form_of(line("text", "a", "A"), settings=settings))

    assert found == [
        (
            "Blatt „settings“, Zeile 2, Spalte B",
            "„public_key“ wird nicht unterstützt. Bitte leeren Sie diese Zelle.",
        )
    ]

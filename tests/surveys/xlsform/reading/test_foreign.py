"""A form as others write them for their telephones: read whole, and what is lost is told."""

from ikparticipation.surveys.xlsform.compile import read_workbook
from tests.surveys.xlsform.workbooks import form_of


def asked(type_, name="", label="", /, **cells):
    return {"type": type_, "name": name, "label::English (en)": label, **cells}


HOUSEHOLD = (
    asked("start", "start"),
    asked("end", "end"),
    asked("today", "today"),
    asked("deviceid", "deviceid"),
    asked("begin_group", "intro", "Intro", appearance="field-list"),
    asked("select_one yn", "consent", "Do you agree?", required="yes", appearance="minimal"),
    asked("text", "name", "Name", relevant="${consent} = 'y'", required="true()"),
    asked(
        "text",
        "phone",
        "Phone",
        constraint="regex(., '^[0-9]{10}$')",
        constraint_message="10 digits",
        hint="No spaces",
        appearance="numbers",
    ),
    asked("date", "dob", "Date of birth", constraint=". <= today()"),
    asked(
        "calculate",
        "age",
        "",
        calculation="int((decimal-date-time(today()) - decimal-date-time(${dob})) div 365.25)",
    ),
    asked("note", "agenote", "You are ${age} years old"),
    asked("end_group"),
    asked("integer", "n", "How many children?", constraint=". >= 0 and . < 20"),
    asked("begin_repeat", "child", "Child", repeat_count="${n}"),
    asked("calculate", "pos", "", calculation="position(..)"),
    asked("text", "cname", "Name of child ${pos}"),
    asked("select_one sex", "csex", "Sex of ${cname}"),
    asked("calculate", "csexl", "", calculation="jr:choice-name(${csex}, '${csex}')"),
    asked("end_repeat"),
    asked("calculate", "first", "", calculation="indexed-repeat(${cname}, ${child}, 1)"),
    asked("calculate", "cnt", "", calculation="count(${child})"),
    asked("calculate", "joined", "", calculation="join(', ', ${cname})"),
    asked("calculate", "girls", "", calculation="count(${child}[${csex} = 'f'])"),
    asked("calculate", "uuid", "", calculation="once(uuid())"),
    asked("select_one region", "reg", "Region"),
    asked("select_one town", "town", "Town", choice_filter="region = ${reg}"),
    asked("select_multiple crops or_other", "crops", "Crops"),
    asked(
        "text",
        "why",
        "Why?",
        relevant="selected(${crops}, 'maize') or count-selected(${crops}) > 2",
    ),
    asked("geopoint", "loc", "Location", required="no"),
    asked("calculate", "d", "", calculation="format-date(today(), '%Y-%m-%d')"),
    asked("calculate", "z", "", calculation="if(${n} > 3, 'big', if(${n} > 1, 'mid', 'small'))"),
    asked("calculate", "zz", "", calculation="concat(${name}, ' ', coalesce(${phone}, 'none'))"),
    asked("range", "sat", "Satisfaction", parameters="start=1 end=5 step=1"),
    asked("image", "photo", "Photo", parameters="max-pixels=1024"),
    asked("acknowledge", "ok", "OK"),
)
CHOICES = (
    ("list_name", "name", "label::English (en)", "region"),
    ("yn", "y", "Yes"),
    ("yn", "n", "No"),
    ("sex", "f", "Female"),
    ("sex", "m", "Male"),
    ("region", "a", "Region A"),
    ("region", "b", "Region B"),
    ("town", "t1", "Town 1", "a"),
    ("town", "t2", "Town 2", "b"),
    ("crops", "maize", "Maize"),
    ("crops", "rice", "Rice"),
)
SETTINGS = (("form_title", "form_id", "version", "style"), ("Household", "hh", "1", "pages"))


def test_a_household_form_is_read_whole():
    result = read_workbook(form_of(*HOUSEHOLD, choices=CHOICES, settings=SETTINGS))

    read = result.questionnaire
    assert read is not None
    assert (read.title, read.version, read.languages) == ("Household", "1", ("en",))
    assert [section.name for section in read.sections] == [
        "intro",
        "nach_intro",
        "child",
        "nach_child",
    ]
    assert read.repeat("child").row_count.source == "${n}"
    assert read.question("girls").question.calculation.source == "count(${child}[${csex} = 'f'])"
    assert [choice.name for choice in read.question("crops").question.choices][-1] == "other"


def test_what_it_loses_is_told_and_nothing_else_stops_it():
    result = read_workbook(form_of(*HOUSEHOLD, choices=CHOICES, settings=SETTINGS))

    said = {finding.text("de") for finding in result.findings}
    assert not any(finding.is_error for finding in result.findings)
    assert "„style“ hat hier keine Wirkung und wird nicht beachtet." in said
    assert (
        "„deviceid“ erfasst nur die Sammel-App auf dem Telefon. Die Zeile wird übergangen." in said
    )
    loose = [text for text in said if "steht in keiner Gruppe" in text]
    assert [text.partition("“")[0] for text in loose] == ["Die Frage „n"]

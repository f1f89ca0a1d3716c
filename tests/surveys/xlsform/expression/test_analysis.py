import pytest

from ikparticipation.surveys.xlsform.expression import analysis, parse


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("1 + 1", set()),
        ("${a} = 'x' or not(${b})", {"a", "b"}),
        ("sum(${a}[${b} > ${c}])", {"a", "b", "c"}),
        ("'${a}'", set()),
        ("jr:choice-name(${a}, '${b}')", {"a", "b"}),
        ("jr:choice-name(${a}, '/data/group/b')", {"a", "b"}),
        ("-${a} | /x[${b}]", {"a", "b"}),
    ],
)
def test_references_are_all_names_that_are_read(source, names):
    assert analysis.references(parse(source)) == names


def test_names_that_mean_all_rows_are_told_apart():
    tree = parse("indexed-repeat(${a}, ${r}, ${i}) + ${b} + indexed-repeat(${c}, ${r}, 1, ${s}, 2)")

    assert analysis.whole_references(tree) == {"a", "r", "c", "s"}


def test_paths_functions_and_lists_are_found():
    tree = parse("instance('towns')/root/item[name = ${t}]/label or pulldata('f', 'a', 'b', ../c)")

    assert analysis.path_names(tree) == {"root", "item", "name", "label", "c"}
    assert [call.name for call in analysis.functions(tree)] == ["instance", "pulldata"]
    assert analysis.instances(tree) == {"towns", "f"}
    assert len(analysis.paths(tree)) == 3


@pytest.mark.parametrize(
    ("source", "position", "context", "volatile", "constant"),
    [
        ("1 + 1", False, False, False, True),
        ("concat('a', 'b')", False, False, False, True),
        ("${a}", False, False, False, False),
        (".", False, True, False, False),
        ("../a", False, True, False, False),
        ("/data/a", False, False, False, False),
        ("/data/a[2]", True, False, False, False),
        ("(${a})[2]", True, False, False, False),
        ("/data/a[b]", False, False, False, False),
        ("/data/a[b = current()/c]", False, True, False, False),
        ("(../a)[1]", True, True, False, False),
        ("position(..)", True, True, False, False),
        ("string()", False, True, False, False),
        ("string(1)", False, False, False, True),
        ("today()", False, False, True, False),
        ("if(1, now(), 2)", False, False, True, False),
        ("uuid()", False, False, True, False),
        ("randomize(${a})", False, False, True, False),
        ("randomize(${a}, 1)", False, False, False, False),
        ("once(random())", False, True, True, False),
        ("instance('x')", False, False, False, False),
        ("no-such()", False, False, False, False),
        ("$v", False, False, False, False),
        ("indexed-repeat(${a}, ${r}, 1)", True, False, False, False),
    ],
)
def test_what_an_expression_depends_on(source, position, context, volatile, constant):
    tree = parse(source)

    assert analysis.uses_position(tree) is position
    assert analysis.uses_context(tree) is context
    assert analysis.is_volatile(tree) is volatile
    assert analysis.is_constant(tree) is constant


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("1 + slected(${a}, 'x')", 4, "Meinten Sie „selected()“"),
        ("String-Length(${a})", 0, "Meinten Sie „string-length()“"),
        ("frobnicate()", 0, "„frobnicate()“ gibt es nicht."),
        ("selected(${a})", 0, "“: 1. Richtig: 2."),
        ("today(1)", 0, "“: 1. Richtig: 0."),
        ("round(1, 2, 3)", 0, "“: 3. Richtig: 1 bis 2."),
        ("coalesce('a')", 0, "“: 1. Nötig: mindestens 2."),
        ("indexed-repeat(${a}, ${r})", 0, "paarweise"),
        ("weighted-checklist(1, 2, 3)", 0, "paarweise"),
        ("regex(., '(?=a)')", 9, "Das Muster „(?=a)“"),
        ("regex(., '[')", 9, "Das Muster „[“"),
        ("digest('a', 'MD4')", 12, "MD5, SHA-1"),
        ("count('a')", 0, "count(${name})"),
        ("sum(1 + 1)", 0, "sum(${name})"),
        ("sum(string(${a}))", 0, "sum(${name})"),
        ("indexed-repeat('a', ${r}, 1)", 0, "indexed-repeat"),
        ("'a' | ${b}", 4, "schreiben Sie „or“"),
        ("('a')/b", 0, "hat keine Teile"),
        ("(1)[2]", 0, "hat keine Teile"),
        ("$a", 0, "Meinten Sie ${a}"),
    ],
)
def test_what_cannot_be_published_is_told_with_its_place(source, position, words):
    [remark] = analysis.problems(parse(source))

    assert words in remark.message % remark.facts
    assert remark.position == position


@pytest.mark.parametrize(
    "source",
    [
        "if(${a} > 1, sum(${b}), count(instance('x')/root/item))",
        "regex(., '^[a-z]+$')",
        "indexed-repeat(${a}, ${r}, 1, ${s}, 2)",
        "concat() = ''",
        "jr:choice-name(${a}, '${a}')",
        "count(if(1, ${a}, ${b}))",
        "(${a} | ${b})[1]",
        "digest(${a}, ${b})",
    ],
)
def test_what_is_right_is_not_remarked_on(source):
    assert analysis.problems(parse(source)) == ()


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("regex(., '[0-9]+')", 9, "an beliebiger Stelle"),
        ("not(${a})", 4, "überhaupt vorkommt"),
        ("if(${a}, 1, 2)", 3, "überhaupt vorkommt"),
        ("${a} = true()", 0, "überhaupt vorkommt"),
        ("1 = 1 and ${a}", 10, "überhaupt vorkommt"),
        ("join(', ', ${a})", 0, "Leere Angaben"),
        ("decimal-date-time(${a})", 0, "Mitternacht"),
        ("coalesce(${a}, ${b}, ${c})", 0, "verschachtelt"),
        ("format-date(${a}, '%d. %B')", 18, "„%B“"),
        ("//a", 0, "in allen Ebenen"),
        ("../following-sibling::a", 3, "following-sibling::"),
    ],
)
def test_where_engines_differ_the_author_is_warned(source, position, words):
    [remark] = analysis.warnings(parse(source))

    assert words in remark.message % remark.facts
    assert remark.position == position


@pytest.mark.parametrize(
    "source",
    [
        "${a} != ''",
        "${a} = 'true'",
        "regex(., '^a$')",
        "format-date(${a}, '%d.%m.%Y 100 %%')",
        "selected(${a}, 'x') and not(selected(${b}, 'y'))",
        "../a",
        "coalesce(${a}, ${b})",
    ],
)
def test_what_means_the_same_everywhere_is_not_warned_about(source):
    assert analysis.warnings(parse(source)) == ()

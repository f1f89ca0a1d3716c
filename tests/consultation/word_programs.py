"""How programs save a Word file: what they keep, what they drop, and what they split.

Written as Word, LibreOffice, Google Docs and Pages were seen to write it.
"""

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from ikparticipation.consultation.outputs.wordml import add
from tests.consultation.word_hands import cut_run, mark, text_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
EXTENDED_TYPE = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def saved_by(program, hands):
    """Return the file as a program saves it; `program` is one of `PROGRAMS`."""
    PROGRAMS[program](hands)
    return hands.saved()


def as_word(hands):
    """Word: marks of revision on everything, runs split by its proofing, threads in a part."""
    for number, paragraph in enumerate(hands.body.iter(qn("w:p"))):
        paragraph.set(qn("w:rsidR"), f"00A{number:05X}")
    _split_runs(hands, proof=True)
    _add_bookmark(hands, "_GoBack")
    _renumber_comments(hands)
    _write_threads(hands)


def as_libreoffice(hands):
    """LibreOffice: no document variables, a language on each run, threads in a part."""
    for node in list(hands.document.settings.element.iter(qn("w:docVars"))):
        node.getparent().remove(node)
    _split_runs(hands, proof=False)
    for run in hands.body.iter(qn("w:r")):
        add(run.get_or_add_rPr(), "lang", val="de-DE")
    _renumber_comments(hands)
    _write_threads(hands)


def as_google(hands):
    """Google Docs: no bookmarks, no properties; a reply is one more comment at the place."""
    _forget(hands)
    _split_runs(hands, proof=False)
    for run in hands.body.iter(qn("w:r")):
        add(run.get_or_add_rPr(), "rtl", val="0")
    for properties in hands.body.iter(qn("w:pPr")):
        for node in properties.findall(qn("w:numPr")):
            properties.remove(node)
    _renumber_comments(hands)


def as_pages(hands):
    """A program that keeps nothing but words: one run a paragraph where nothing stands between."""
    _forget(hands)
    for node in list(hands.body.iter(qn("w:pStyle"))):
        node.getparent().remove(node)
    _renumber_comments(hands)


PROGRAMS = {
    "word": as_word,
    "libreoffice": as_libreoffice,
    "google": as_google,
    "pages": as_pages,
}


def _forget(hands):
    for name in ("bookmarkStart", "bookmarkEnd"):
        for node in list(hands.body.iter(qn(f"w:{name}"))):
            node.getparent().remove(node)
    for node in list(hands.document.settings.element.iter(qn("w:docVars"))):
        node.getparent().remove(node)
    rels = hands.document.part.package.rels
    for key in [key for key, rel in rels.items() if "custom-properties" in rel.reltype]:
        del rels[key]


def _split_runs(hands, *, proof):
    for number, run in enumerate(list(hands.body.iter(qn("w:r")))):
        text = text_of(run)
        if number % 3 == 0 and len(text) > 4 and run.find(qn("w:t")) is not None:
            rest = cut_run(run, 0, len(text) // 2)
            if proof:
                rest.addnext(docx.oxml.OxmlElement("w:proofErr"))


def _add_bookmark(hands, name):
    first = hands.body.find(qn("w:p"))
    first.append(mark("bookmarkStart", "9999"))
    first[-1].set(qn("w:name"), name)
    first.append(mark("bookmarkEnd", "9999"))


def _renumber_comments(hands):
    new = {node.get(qn("w:id")): str(n) for n, node in enumerate(hands.comments())}
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    nodes = [*hands.comments(), *(n for m in marks for n in hands.body.iter(qn(f"w:{m}")))]
    for node in nodes:
        node.set(qn("w:id"), new[node.get(qn("w:id"))])
    hands.threads = {
        new[child]: (new.get(parent), done) for child, (parent, done) in hands.threads.items()
    }


def _write_threads(hands):
    lines = []
    for node in hands.comments():
        number = node.get(qn("w:id"))
        paragraph = node.findall(qn("w:p"))[-1]
        paragraph.set(f"{{{W14}}}paraId", _para_id(number))
        parent, done = hands.threads.get(number, (None, False))
        above = f' w15:paraIdParent="{_para_id(parent)}"' if parent else ""
        lines.append(
            f'<w15:commentEx w15:paraId="{_para_id(number)}"{above} w15:done="{int(done)}"/>'
        )
    blob = f'<w15:commentsEx xmlns:w15="{W15}">{"".join(lines)}</w15:commentsEx>'.encode()
    package = hands.document.part.package
    part = Part(PackURI("/word/commentsExtended.xml"), EXTENDED, blob, package)
    hands.document.part.relate_to(part, EXTENDED_TYPE)


def _para_id(number):
    return f"{int(number) + 0x10000000:08X}"

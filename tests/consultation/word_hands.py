"""What people do to our Word file, in the XML that programs write when they do it."""

from copy import deepcopy
from io import BytesIO
from itertools import count

import docx
from docx.oxml.ns import qn

from ikparticipation.consultation.outputs.wordml import add, add_run

WHEN = "2026-11-20T18:30:00Z"


class Hands:
    """A person with our file open."""

    def __init__(self, data, author="Vorstand (Beispiel)"):
        self.document = docx.Document(BytesIO(data))
        self.body = self.document.element.body
        self.author = author
        self.threads = {}
        self.numbers = count(1000)
        self.places = {
            mark.get(qn("w:name")): mark.getparent()
            for mark in self.body.iter(qn("w:bookmarkStart"))
        }

    def paragraph(self, key, cell=0):
        return self.places[f"p_{key}" + (f"_{cell + 1}" if cell else "")]

    # Comments

    def comment(self, key, words, text, *, to=None, cell=0, author=None, about=None):
        """Comment on words; `to` (key, words): the selection goes on to the end of these."""
        first = self.isolated(self.paragraph(key, cell), words)
        last = self.isolated(self.paragraph(*to[0]), to[1]) if to else first
        number = self._comment_element(text, author, about)
        first[0].addprevious(mark("commentRangeStart", number))
        end = mark("commentRangeEnd", number)
        last[-1].addnext(end)
        end.addnext(reference(number))
        return number

    def comment_on_lines(self, key, text, *, next_key=None):
        """Select whole lines by the margin: the selection ends where the next paragraph begins."""
        paragraph = self.paragraph(key)
        number = self._comment_element(text, None, None)
        paragraph.find(qn("w:r")).addprevious(mark("commentRangeStart", number))
        if next_key:
            self.paragraph(next_key).find(qn("w:r")).addprevious(mark("commentRangeEnd", number))
            self.paragraph(next_key).find(qn("w:r")).addprevious(reference(number))
        else:
            paragraph.addnext(mark("commentRangeEnd", number))
            paragraph.append(reference(number))
        return number

    def comment_at_point(self, key, text):
        number = self._comment_element(text, None, None)
        self.paragraph(key).append(reference(number))
        return number

    def reply(self, number, text, *, author=None):
        """Reply to a comment: the reply stands on the same words."""
        reply = self._comment_element(text, author, number)
        for name in ("commentRangeStart", "commentRangeEnd"):
            for node in list(self.body.iter(qn(f"w:{name}"))):
                if node.get(qn("w:id")) == number:
                    node.addnext(mark(name, reply))
        for node in list(self.body.iter(qn("w:commentReference"))):
            if node.get(qn("w:id")) == number:
                node.getparent().addnext(reference(reply))
        return reply

    def resolve(self, number):
        self.threads[number] = (self.threads.get(number, (None, False))[0], True)

    def ours(self, words):
        """The number of an exported comment that has these words."""
        return next(
            node.get(qn("w:id")) for node in self.comments() if words in "".join(node.itertext())
        )

    def write_into(self, number, words):
        """Add a line to a comment that somebody else has written."""
        node = next(each for each in self.comments() if each.get(qn("w:id")) == number)
        add_run(add(node, "p"), words)

    def comments_root(self):
        len(self.document.comments)  # brings the part into the package
        return self.document.part._comments_part.element  # noqa: SLF001 - there is no other way

    def comments(self):
        return self.comments_root().findall(qn("w:comment"))

    def _comment_element(self, text, author, parent):
        number = str(next(self.numbers))
        node = add(
            self.comments_root(),
            "comment",
            id=number,
            author=author or self.author,
            date=WHEN,
            initials="V",
        )
        for line in text.split("\n"):
            add_run(add(node, "p"), line)
        if parent:
            self.threads[number] = (parent, False)
        return number

    # Tracked changes

    def insert(self, key, after, new, *, cell=0):
        runs = self.isolated(self.paragraph(key, cell), after)
        runs[-1].addnext(self._inserted(new))

    def replace(self, key, old, new, *, cell=0):
        runs = self.isolated(self.paragraph(key, cell), old)
        gone = self._gone(runs)
        if new:
            gone.addnext(self._inserted(new))

    def strike(self, key):
        """Strike a whole paragraph, and its end."""
        paragraph = self.paragraph(key)
        self._gone(paragraph.findall(qn("w:r")))
        self._end(paragraph, "del")

    def add_after(self, key, new):
        """Press Enter at the end of a paragraph and type: its end is the inserted one."""
        paragraph = self.paragraph(key)
        following = paragraph.makeelement(qn("w:p"))
        if paragraph.pPr is not None:
            following.append(deepcopy(paragraph.pPr))
        following.append(self._inserted(new))
        paragraph.addnext(following)
        self._end(paragraph, "ins")

    def move(self, key, after):
        """Drag a paragraph elsewhere with tracking on."""
        paragraph = self.paragraph(key)
        copy = deepcopy(paragraph)
        for node in [*copy.findall(qn("w:bookmarkStart")), *copy.findall(qn("w:bookmarkEnd"))]:
            copy.remove(node)
        self._wrap(paragraph.findall(qn("w:r")), "moveFrom")
        self._end(paragraph, "moveFrom")
        self._wrap(copy.findall(qn("w:r")), "moveTo")
        self._end(copy, "moveTo")
        self.paragraph(after).addnext(copy)

    # Changes that nobody tracks

    def retype(self, key, old, new):
        runs = self.isolated(self.paragraph(key), old)
        for run in runs[1:]:
            run.getparent().remove(run)
        put_text(runs[0], new)

    def split(self, key, before):
        """Press Enter before some words."""
        paragraph = self.paragraph(key)
        runs = self.isolated(paragraph, before)
        following = paragraph.makeelement(qn("w:p"))
        if paragraph.pPr is not None:
            following.append(deepcopy(paragraph.pPr))
        rest = [runs[0], *runs[0].itersiblings()]
        for node in rest:
            following.append(node)
        paragraph.addnext(following)

    def merge(self, key):
        """Press Delete at the end of a paragraph."""
        paragraph = self.paragraph(key)
        following = paragraph.getnext()
        add_run(paragraph, " ")
        for node in list(following):
            if node.tag != qn("w:pPr"):
                paragraph.append(node)
        following.getparent().remove(following)

    def cut_and_paste(self, key, after):
        self.paragraph(after).addnext(self.paragraph(key))

    def number_headings(self):
        numbers = count(1)
        for paragraph in self.body.iter(qn("w:p")):
            style = paragraph.pPr.find(qn("w:pStyle")) if paragraph.pPr is not None else None
            if style is not None and style.get(qn("w:val"), "").startswith("Heading"):
                run = paragraph.find(qn("w:r"))
                put_text(run, f"{next(numbers)}. {text_of(run)}")

    def write_cover_letter(self):
        for line in ("Sehr geehrte Damen und Herren,", "anbei unsere Stellungnahme zum Entwurf."):
            node = self.body.makeelement(qn("w:p"))
            add_run(node, line)
            self.body.insert(0, node)

    def drop(self, key):
        paragraph = self.paragraph(key)
        paragraph.getparent().remove(paragraph)

    # Pieces

    def isolated(self, paragraph, words):
        """Split runs so that some of them say just these words, and return those."""
        runs = list(paragraph.iter(qn("w:r")))
        whole = "".join(text_of(run) for run in runs)
        start = whole.index(words) if words else 0
        end = start + len(words) if words else len(whole)
        at, found = 0, []
        for run in runs:
            text = text_of(run)
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                found.append(cut_run(run, first, last))
            at += len(text)
        return found

    def _inserted(self, new):
        node = self.body.makeelement(qn("w:ins"), self._by())
        add_run(node, new)
        return node

    def _gone(self, runs):
        node = self._wrap(runs, "del")
        for text in node.iter(qn("w:t")):
            text.tag = qn("w:delText")
        return node

    def _wrap(self, runs, name):
        node = self.body.makeelement(qn(f"w:{name}"), self._by())
        runs[0].addprevious(node)
        for run in runs:
            node.append(run)
        return node

    def _end(self, paragraph, name):
        properties = paragraph.get_or_add_pPr()
        ends = properties.find(qn("w:rPr"))
        ends = ends if ends is not None else add(properties, "rPr")
        ends.append(self.body.makeelement(qn(f"w:{name}"), self._by()))

    def _by(self):
        return {
            qn("w:id"): str(next(self.numbers)),
            qn("w:author"): self.author,
            qn("w:date"): WHEN,
        }

    def saved(self):
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()


def text_of(run):
    return "".join(node.text or "" for node in run.iter(qn("w:t"), qn("w:delText")))


def put_text(run, text):
    for node in list(run):
        if node.tag in {qn("w:t"), qn("w:br")}:
            run.remove(node)
    piece = add(run, "t")
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def cut_run(run, first, last):
    """Make three runs of one; return the middle one."""
    text = text_of(run)
    for part, place in ((text[:first], "before"), (text[last:], "after")):
        if part:
            other = deepcopy(run)
            put_text(other, part)
            (run.addprevious if place == "before" else run.addnext)(other)
    put_text(run, text[first:last])
    return run


def mark(name, number):
    node = docx.oxml.OxmlElement(f"w:{name}")
    node.set(qn("w:id"), number)
    return node


def reference(number):
    run = docx.oxml.OxmlElement("w:r")
    add(run, "commentReference", id=number)
    return run

"""A made-up submission → the same page in many layouts of text, HTML and Word.

A value or an answer is a tuple of paragraphs; those that begin with "• " or "1. " are items of a list.
"""

from __future__ import annotations

import functools
import html
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import docx

QUESTIONS = (
    "In 2024, did the governing body of your organization take decisions in support of the 2030 Agenda?",
    "What did your entity do to improve coordination among bodies of the UN system? Please provide links.",
    "Which mandated conferences or events has your organization held, or planned for next year?",
    "Which toolkits or reference materials did your organization publish in support of the goals?",
    "How did your organization contribute to the six key transitions? Please provide links.",
    "Please describe your strategies to carry out the Ministerial Declaration.",
    "Which partnerships does your entity run in support of countries? Please note gaps.",
)
Words = tuple[str, ...]
_MARKER = re.compile(r"(?:• |[1-9]\. )?")


@dataclass(frozen=True, slots=True)
class Filled:
    """A block as somebody filled it in: each label with its value; `links` has the addresses of lines."""

    fields: Mapping[str, Words]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up submission: who answers, and to each question a text, then blocks; `seed` is for white space."""

    respondent: str
    answers: tuple[tuple[Words, tuple[Filled, ...]], ...]
    seed: int

    @property
    def level(self) -> bool:
        """Whether every value of a block is one line."""
        blocks = (block for _, blocks in self.answers for block in blocks)
        return all(len(value) < 2 for block in blocks for value in block.fields.values())

    def links(self) -> dict[str, str]:
        """The addresses of all lines that are links."""
        return {line: url for _, blocks in self.answers for block in blocks for line, url in block.links.items()}


def _marker(line: str) -> str:
    """What an item begins with: "•", "." for a number, nothing for a paragraph."""
    begun = _MARKER.match(line)
    return begun[0].strip(" 123456789") if begun else ""


Blocks = Callable[[tuple[Filled, ...]], str]


def _lines(row: str, between: str = "\n", after: str = "\n", paragraph: str = "\n\n") -> Blocks:
    def written(blocks: tuple[Filled, ...]) -> str:
        rows = (
            between.join(row.format(label=label, value=paragraph.join(value)) for label, value in block.fields.items())
            for block in blocks
        )
        return after.join(f"{each}\n" for each in rows)

    return written


def _first_row(left: str, middle: str, right: str, rule: str = "") -> Blocks:
    def written(blocks: tuple[Filled, ...]) -> str:
        rows = [list(blocks[0].fields), *([""] for _ in rule), *(map("\n".join, one.fields.values()) for one in blocks)]
        return "\n".join(rule if row == [""] else f"{left}{middle.join(row)}{right}" for row in rows) + "\n"

    return written


def _columns(blocks: tuple[Filled, ...]) -> str:
    rows = zip(blocks[0].fields, *(map("\n".join, one.fields.values()) for one in blocks), strict=True)
    return "\n".join(f"{' | '.join(row)} |" for row in rows) + "\n"


def text(
    blocks: Blocks, number: str = "{}. ", end: str = "\n", paragraph: str = "\n\n"
) -> Callable[[Made], tuple[str, bytes]]:
    """A layout of plain text."""

    def written(made: Made) -> tuple[str, bytes]:
        parts = [made.respondent]
        for count, (asked, (words, filled)) in enumerate(zip(QUESTIONS, made.answers, strict=True), 1):
            parts += [number.format(count) + asked, paragraph.join(words), *([blocks(filled)] if filled else [])]
        page = "\n\n".join(part for part in parts if part) + "\n\nECESA Plus Member\nYear of submission: 2024\n"
        return "page.txt", page.replace("\n", end).encode()

    return written


TEXTS = {
    "colons": text(_lines("{label}: {value}")),
    "no-break padding, two blanks": text(_lines("{label} \u00a0\u00a0{value} \u00a0"), number="{}.\u00a0 "),
    "blanks and CRLF at line ends": text(_lines("{label}: {value} "), end=" \r\n", number="Q{}. "),
    "label above value": text(_lines("{label}:\n\n{value}\n", after="\n\n")),
    "bars": text(_lines("{label} | {value} |"), number="{}) "),
    "bars at both sides": text(_lines("| {label} | {value} |")),
    "label and bar above value": text(_lines("{label}: |\n{value} |")),
    "tabs": text(_lines("{label}\t{value}")),
    "items": text(_lines("• {label}: {value}", paragraph="\n")),
    "numbered": text(_lines("1. {label}: {value}", paragraph="\n")),
}
ROWS = {"first row, bars": text(_first_row("", " | ", " |")), "columns": text(_columns)}
LEVEL_ROWS = {
    "first row, tabs": text(_first_row("", "\t", "")),
    "first row, bars between": text(_first_row("", " | ", "")),
    "first row, rule": text(_first_row("| ", " | ", " |", rule="|---|")),
}


@dataclass(frozen=True, slots=True)
class Html:
    """A layout of HTML; `rows` is how a table's rows hold question and answer, where they stand in one."""

    blocks: str = "lines"
    pretty: bool = False
    listed: bool = False
    wrapped: bool = False
    rows: str = ""

    def __call__(self, made: Made) -> tuple[str, bytes]:
        chance = random.Random(made.seed)  # noqa: S311  white space is no secret
        body = [self._p(made.respondent)]
        questions = []
        for count, (asked, (words, filled)) in enumerate(zip(QUESTIONS, made.answers, strict=True), 1):
            answer = self._words(words, {}) + (self._blocks(filled) if filled else "")
            if self.rows:
                questions.append(self.rows.format(number=count, asked=html.escape(asked), answer=answer))
                continue
            question = f"<p>{html.escape(asked)}</p>" if self.listed else self._p(f"{count}. {asked}")
            questions.append(f"<li>{question}{answer}</li>" if self.listed else question + answer)
        around = "<ol>{}</ol>" if self.listed else "<table>{}</table>" if self.rows else "{}"
        body.append(around.format("".join(questions)))
        body.append("<p>ECESA Plus Member<br>Year of submission: 2024</p>")
        page = "".join(body)
        if self.wrapped:
            page = f"<div><div><main><section>{page}</section></main></div></div>"
        if self.pretty:
            page = "".join(self._spaced(page, chance))
        return "page.html", f"<!DOCTYPE html><html><body>{page}</body></html>".encode()

    @staticmethod
    def _spaced(page: str, chance: random.Random) -> Iterator[str]:
        """Put white space where no browser shows it: around the tags of lines and paragraphs."""
        inline = ("b", "a", "span", "em", "font")
        for piece in page.replace("<", "\0<").replace(">", ">\0").split("\0"):
            name = piece.strip("</>").split(" ")[0]
            if piece[:1] == "<" and name not in inline:
                yield chance.choice(("\n", "  ", "\n    ", " \t")) + piece + chance.choice(("\n", "  ", "\r\n  "))
            else:
                yield piece.replace(" ", chance.choice((" ", "\n  ", "  ")))

    def _p(self, words: str) -> str:
        written = html.escape(words)
        return f"<div><div>{written}</div></div>" if self.wrapped else f"<p>{written}</p>"

    def _inline(self, line: str, links: Mapping[str, str]) -> str:
        words = html.escape(line)
        return f'<a href="{html.escape(links[line])}">{words}</a>' if line in links else words

    def _words(self, words: Words, links: Mapping[str, str]) -> str:
        """Paragraphs and lists."""
        written = ""
        for marker, lines in groupby(words, _marker):
            inner = [self._inline(_MARKER.sub("", line), links) for line in lines]
            tag, around = {"•": ("li", "<ul>{}</ul>"), ".": ("li", "<ol>{}</ol>"), "": ("p", "{}")}[marker]
            written += around.format("".join(f"<{tag}>{line}</{tag}>" for line in inner))
        return written

    def _value(self, words: Words, links: Mapping[str, str]) -> str:
        """A value inside of a line, a cell or a definition."""
        return "".join(self._inline(line, links) for line in words) if len(words) < 2 else self._words(words, links)

    def _blocks(self, filled: tuple[Filled, ...]) -> str:
        rows = [
            [(html.escape(label), self._value(value, one.links)) for label, value in one.fields.items()]
            for one in filled
        ]
        if self.blocks == "first row":
            head = "".join(f"<th>{label}</th>" for label, _ in rows[0])
            cells = "".join(f"<tr>{''.join(f'<td>{value}</td>' for _, value in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>"
        if self.blocks == "columns":
            cells = "".join(
                f"<tr><th>{each[0][0]}</th>{''.join(f'<td>{value}</td>' for _, value in each)}</tr>"
                for each in zip(*rows, strict=True)
            )
            return f"<table>{cells}</table>"
        around, row = {
            "lines": ("<div>{}</div>", "<p>{}: {}</p>"),
            "breaks": ("<div>{}</div>", "<b>{}:</b> {}<br>"),
            "bold": ("{}", "<p><strong>{}: </strong>{} </p>"),
            "first column": ("<table>{}</table>", "<tr><td><p>{}</p></td><td>{}</td></tr>"),
            "wide": ("<table>{}</table>", "<tr><th>{}</th><td colspan=2>{}</td></tr>"),
            "definitions": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
            "divisions": ("<div>{}</div>", "<div><div>{}:</div><div><div>{}</div></div></div>"),
            "items": ("<ul>{}</ul>", "<li>{}: {}</li>"),
            "numbers": ("<ol>{}</ol>", "<li><b>{}</b>: {}</li>"),
        }[self.blocks]
        return "".join(around.format("".join(row.format(*each) for each in block)) for block in rows)


HTMLS = {
    f"HTML: {blocks}{', pretty' * pretty}{', listed' * listed}{', wrapped' * wrapped}": Html(
        blocks, pretty, listed, wrapped
    )
    for blocks, pretty, listed, wrapped in (
        ("lines", False, False, False), ("breaks", False, False, False), ("bold", True, False, True),
        ("lines", True, True, False), ("first column", False, False, False), ("first column", True, True, True),
        ("wide", True, False, False), ("definitions", False, False, True), ("definitions", True, True, False),
        ("divisions", True, False, True), ("items", False, False, False), ("items", True, True, False),
        ("numbers", True, False, False),
    )
}  # fmt: skip
HTMLS |= {
    "HTML: answers beside questions": Html(rows="<tr><td>{number}. {asked}</td><td>{answer}</td></tr>"),
    "HTML: answers below questions": Html(
        rows="<tr><th>{number}.</th><th>{asked}</th></tr><tr><td></td><td>{answer}</td></tr>", pretty=True
    ),
    "HTML: numbers beside questions": Html(
        "definitions", rows="<tr><td>{number}</td><td>{asked}</td><td>{answer}</td></tr>"
    ),
    "HTML: answers below wide questions": Html(
        "bold", rows="<tr><td colspan=2>{number}. {asked}</td></tr><tr><td></td><td>{answer}</td></tr>"
    ),
}
HTML_ROWS = {
    f"HTML: {blocks}{', pretty' * pretty}": Html(blocks, pretty)
    for blocks in ("first row", "columns")
    for pretty in (False, True)
}


@functools.cache
def _empty(header: str, footer: str) -> tuple[tuple[str, bytes], ...]:
    """Give the parts of an empty Word document, with words at the top and the bottom of its pages."""
    document, stream = docx.Document(), io.BytesIO()
    if header:
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = footer
        document.sections[0].footer.add_paragraph("ECESA Plus Member")
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


@dataclass(frozen=True, slots=True)
class Word:
    """A layout of a Word document; `links` is how its links are written."""

    blocks: str = "lines"
    listed: bool = False
    links: str = "hyperlink"
    parts: bool = False

    def __call__(self, made: Made) -> tuple[str, bytes]:
        chance = random.Random(made.seed)  # noqa: S311  where runs are cut is no secret
        urls = sorted(set(made.links().values()))
        around = (made.respondent, "Year of submission: 2024") if self.parts else ("", "")
        body = [] if self.parts else [self._p(self._run(made.respondent, chance))]
        for count, (asked, (words, filled)) in enumerate(zip(QUESTIONS, made.answers, strict=True), 1):
            words_of_it = self._run(asked if self.listed else f"{count}. {asked}", chance)
            body.append(self._p(words_of_it, "ListNumber" if self.listed else ""))
            body.append(self._words(words, {}, urls, chance))
            body.append(self._blocks(filled, urls, chance) if filled else "")
        foot = ("ECESA Plus Member", "Year of submission: 2024")
        body += [] if self.parts else [self._p(self._run(line, chance)) for line in foot]
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        relations = "".join(
            f'<Relationship Id="u{n}" Type="{relation}" Target="{html.escape(url)}" TargetMode="External"/>'
            for n, url in enumerate(urls)
        )
        within = {
            "word/document.xml": ("<w:body>", f"<w:body>{''.join(body)}"),
            "word/_rels/document.xml.rels": ("</Relationships>", f"{relations}</Relationships>"),
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, part in _empty(*around):
                old, new = within.get(name, ("", ""))
                archive.writestr(name, part.decode().replace(old, new) if old else part)
        return "page.docx", stream.getvalue()

    @staticmethod
    def _p(runs: str, style: str = "") -> str:
        return f'<w:p><w:pPr>{f"""<w:pStyle w:val="{style}"/>""" if style else ""}</w:pPr>{runs}</w:p>'

    @staticmethod
    def _run(words: str, chance: random.Random) -> str:
        """Runs of words, cut somewhere, and a blank that nobody sees."""
        cut = chance.randrange(len(words) + 1)
        parts = (words[:cut], words[cut:] + chance.choice(("", " ", "  ")))
        return "".join(f'<w:r><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>' for part in parts)

    def _line(self, line: str, links: Mapping[str, str], urls: list[str], chance: random.Random) -> str:
        runs = self._run(line, chance)
        if line not in links:
            return runs
        url = html.escape(links[line])
        if self.links == "hyperlink":
            return f'<w:hyperlink r:id="u{urls.index(links[line])}">{runs}</w:hyperlink>'
        if self.links == "simple field":
            return f'<w:fldSimple w:instr=" HYPERLINK &quot;{url}&quot; ">{runs}</w:fldSimple>'
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        return f'{begin}<w:r><w:instrText> HYPERLINK "{url}" </w:instrText></w:r>{separate}{runs}{end}'

    def _words(self, words: Words, links: Mapping[str, str], urls: list[str], chance: random.Random) -> str:
        return "".join(
            self._p(
                self._line(line.removeprefix("• "), links, urls, chance), "ListBullet" if line.startswith("• ") else ""
            )
            for line in words
        )

    def _blocks(self, filled: tuple[Filled, ...], urls: list[str], chance: random.Random) -> str:
        def cell(words: Words, links: Mapping[str, str], properties: str = "") -> str:
            return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self._words(words, links, urls, chance) or '<w:p/>'}</w:tc>"

        def table(rows: Iterator[str]) -> str:
            return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"

        if self.blocks == "first row":
            head = "".join(cell((label,), {}) for label in filled[0].fields)
            rows = ("".join(cell(value, one.links) for value in one.fields.values()) for one in filled)
            return table(iter((head, *rows)))
        if self.blocks == "columns":
            return table(
                cell((label,), {}) + "".join(cell(one.fields[label], one.links) for one in filled)
                for label in filled[0].fields
            )
        if self.blocks == "first column":
            return "".join(
                table(cell((label,), {}) + cell(value, one.links) for label, value in one.fields.items()) + "<w:p/>"
                for one in filled
            )
        return (
            "".join(self._p(self._block(one, urls, chance)) for one in filled)
            if self.blocks == "breaks"
            else "".join(
                self._field(label, value, one.links, urls, chance)
                for one in filled
                for label, value in one.fields.items()
            )
        )

    def _block(self, block: Filled, urls: list[str], chance: random.Random) -> str:
        """A block in one paragraph."""
        brk = "<w:r><w:br/></w:r>"
        return brk.join(
            self._run(f"{label}: ", chance) + brk.join(self._line(line, block.links, urls, chance) for line in value)
            for label, value in block.fields.items()
        )

    def _field(self, label: str, value: Words, links: Mapping[str, str], urls: list[str], chance: random.Random) -> str:
        """A label and its value in paragraphs of their own, or in one as far as the value is."""
        mark = "<w:r><w:tab/></w:r>" if self.blocks == "tabs" else self._run(": ", chance)
        style = "ListBullet" if self.blocks == "items" else ""
        first, rest = value[:1], value[1:]
        if self.blocks == "above" or any(line.startswith("• ") for line in first):
            return self._p(self._run(f"{label}:", chance), style) + self._words(value, links, urls, chance)
        words = "".join(self._line(line, links, urls, chance) for line in first)
        return self._p(self._run(label, chance) + mark + words, style) + self._words(rest, links, urls, chance)


WORDS = {
    f"Word: {blocks}{', listed' * listed}, {links}{', header and footer' * parts}": Word(blocks, listed, links, parts)
    for blocks, listed, links, parts in (
        ("lines", False, "hyperlink", False), ("tabs", True, "field", False), ("above", False, "simple field", True),
        ("breaks", False, "field", False), ("items", True, "hyperlink", True),
        ("first column", False, "field", False), ("first column", True, "hyperlink", False),
    )
}  # fmt: skip
WORD_ROWS = {f"Word: {blocks}": Word(blocks) for blocks in ("first row", "columns")}


def able(made: Made) -> dict[str, Callable[[Made], tuple[str, bytes]]]:
    """The layouts that a submission fits into."""
    return {**TEXTS, **HTMLS, **WORDS, **ROWS, **HTML_ROWS, **WORD_ROWS, **(LEVEL_ROWS if made.level else {})}

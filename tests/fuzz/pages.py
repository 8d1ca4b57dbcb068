"""Bytes → a page, a draft of it, and its record: what must hold whatever the bytes; and a fuzzer that looks for more.

    python tests/fuzz/pages.py KIND CORPUS [libFuzzer's options]     look for bytes that break it (needs atheris)
    python tests/fuzz/pages.py KIND --replay FILE…                   try files again, without a fuzzer

KIND is `text`, `html`, `docx` (the bytes are its word/document.xml) or `zip` (the bytes are the whole file). CORPUS is
a folder; an empty one is filled from tests/cases. What breaks is kept in tests/fuzz/found, where a test reads it again.
"""

from __future__ import annotations

import functools
import html
import io
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
KINDS = ("text", "html", "docx", "zip")
LABELS = (
    "Event Name", "Event Dates", "Event Location", "Relevant SDGs", "Resource Name", "Publishing entity/entities",
    "Target audience", "Description", "Language(s)", "Website (if applicable)", "Initiative/Partnership Name",
    "Partners (please list)", "Member States benefiting", "Year of submission: ", "ECESA Plus Member", "All 17 SDGs",
    "in particular ", "SDG ", "13.3", "Virtual & Geneva, Switzerland", "20 - 26 September, 2024", "all year round",
    "30-31 May 2024", "coordinated by ", "donors include ", "N/A", "Response: No", "6 languages", "https://", "1. ",
    "2. ", "Please provide ", "your organization", "Resolution 56/183", "A/RES/78/265", "over 600 participants",
    "The next ", " is expected to take place in 2026", "first phase", "its 5th session", "\u00a0", "\u202f", "\u2022 ",
    "Event Name | Event Dates | Website |\n", " |\n", "<tr><td>", "<td>", "<th colspan=2>", "<td rowspan=2>",
    "<ol><li>", "<a href='/x'>", "<w:tr><w:tc>", '<w:numPr><w:numId w:val="1"/></w:numPr>',
    '<w:fldChar w:fldCharType="begin"/>',
    "<w:instrText>HYPERLINK x</w:instrText>", '<w:fldChar w:fldCharType="separate"/>', "<w:br/>",
)  # fmt: skip


@functools.cache
def _registry() -> object:
    from itu_kg import registry

    return registry.load(PROJECT / "data" / "registry")


@functools.cache
def _package() -> tuple[tuple[str, bytes], ...]:
    """Give the parts of an empty Word file."""
    import docx

    written = io.BytesIO()
    docx.Document().save(written)
    with zipfile.ZipFile(written) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _packed(document: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in _package():
            archive.writestr(name, document if name == "word/document.xml" else part)
    return written.getvalue()


def holds(kind: str, data: bytes) -> None:
    """Read bytes as a page; raise if that raises anything but the reason it is allowed to, or tells an untruth."""
    from itu_kg import records
    from itu_kg.errors import SourceError
    from itu_kg.extract.draft import DraftOptions, draft
    from itu_kg.extract.page import docx as word
    from itu_kg.extract.page import html as saved
    from itu_kg.extract.page import reader
    from itu_kg.ledger.page_coverage import account

    try:
        if kind == "text":
            page = reader.plain_text(data, where="page")
        elif kind == "html":
            page = saved.read(data, where="page")
        else:
            page = word.read(_packed(data) if kind == "docx" else data, where="page")
        submission = draft(page, _registry(), DraftOptions(year=2024, respondent=None), where="page")
    except SourceError as reason:
        if "\n" in str(reason):
            raise AssertionError(f"more than a line: {reason}") from reason
        return
    result = account(submission, page.text)
    if not result.true:
        raise AssertionError(f"untrue: {result.mismatches[0]}")
    written = records.write(submission)
    if len(written) < 4_000:  # the reader of YAML is slower than all else here
        with tempfile.NamedTemporaryFile(suffix=".yaml") as record:
            Path(record.name).write_bytes(written)
            if records.read(Path(record.name)) != submission:
                raise AssertionError("the record file reads as another record")


def seeds(kind: str) -> list[bytes]:
    texts = [path.read_text("utf-8") for path in sorted((PROJECT / "tests" / "cases").glob("*/source.txt"))]
    if kind == "text":
        return [text.encode() for text in texts]
    if kind == "html":
        lines = ("".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n")) for text in texts)
        return [f"<!DOCTYPE html><body>{each}".encode() for each in lines]
    bodies = [
        "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in text.split("\n")) for text in texts
    ]
    empty = dict(_package())["word/document.xml"].decode()
    cut = empty.index("<w:body>") + len("<w:body>")
    documents = [(empty[:cut] + body + empty[cut:]).encode() for body in bodies]
    return documents if kind == "docx" else [_packed(document) for document in documents]


def _fuzz(kind: str, corpus: Path, options: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["itu_kg"]):
        from itu_kg.extract import draft, prose  # noqa: F401  likewise
        from itu_kg.extract.page import docx as word  # noqa: F401  what is to be covered
        from itu_kg.extract.page import html, reader  # noqa: F401  likewise
        from itu_kg.ledger import page_coverage  # noqa: F401  likewise
        from itu_kg.records import yaml_document, yaml_writer  # noqa: F401  likewise
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for number, seed in enumerate(seeds(kind)):
            (corpus / f"seed-{number:02}").write_bytes(seed)
    words = corpus.with_name(f"{corpus.name}.words")
    escaped = ("".join(map("\\x{:02x}".format, one.encode())) for one in LABELS)
    words.write_text("".join(f'"{one}"\n' for one in escaped))
    found = f"-artifact_prefix={HERE / 'found'}/{kind}-"
    atheris.Setup([sys.argv[0], str(corpus), f"-dict={words}", found, "-timeout=20", *options],
                  lambda data: holds(kind, data))  # fmt: skip
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Look for what breaks, or try files again."""
    if len(arguments) < 2 or arguments[0] not in KINDS:
        print(__doc__, file=sys.stderr)
        return 2
    kind, where, *options = arguments
    if where == "--replay":
        for name in options:
            holds(kind, Path(name).read_bytes())
        return 0
    try:
        import atheris  # noqa: F401  whether it is there
    except ImportError:
        print("atheris is not installed (it has no wheel for this Python); nothing is fuzzed", file=sys.stderr)
        return 0
    _fuzz(kind, Path(where), options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""CONTRIBUTING's recipe for a field, tried in a copy of the project: from the words of a page to `why`."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("src", "ontology", "shapes", "queries", "data/registry", "data/dataset.yaml")
MOST = 4
"""How many files of src a new field may touch."""

READER = '''"""Text of an attendance field → Attendance: how many people are expected."""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Attendance


def read(field: Excerpt) -> Parsed[Attendance]:
    """Read an attendance field."""
    number = re.search(r"[0-9]+", field.text.replace(",", ""))
    value = Attendance(text=field.text, at=field.at, people=int(number[0]) if number else None)
    return Parsed(value, "" if number else "no number was found")
'''

TYPE = '''

class Attendance(Quote):
    """How many people an event expects."""

    people: int | None = None
'''

ROW = """    attendance: Annotated[
        Attendance | None,
        RecordField(
            ("ikg:expectedAttendance",), "attendance", ("people",), heading="Expected Attendance",
            label=r"expected attendance", reader="attendance.read",
        ),
    ] = None  # fmt: skip
"""

PROPERTY = """
ikg:expectedAttendance a owl:DatatypeProperty ;
  rdfs:label "expected attendance"@en ;
  skos:definition "How many people an event expects."@en ;
  rdfs:domain schema:Event ;
  rdfs:range rdfs:Literal ;
  rdfs:isDefinedBy <https://w3id.org/itu-kg/ontology> .
"""

SHAPE = """        sh:path ikg:expectedAttendance ;
        sh:name "expected attendance"@en ;
        sh:maxCount 1 ;
        sh:datatype xsd:integer ;
        sh:group field:attendance ;
        sh:message "Write `people` of `attendance` as one whole number."@en ;
    ] , [
"""

PAGE = """Food and Agriculture Organization of the United Nations (FAO)

1. In 2024, did the governing body of your organization take decisions on the Agenda? Please give their symbols.

N/A

2. What did your entity do to improve coordination among bodies of the UN system? Please provide links.

N/A

3. Which mandated conferences or events has your organization held, or planned for next year?

Event Name: Congress of Foghorns
Event Dates: 28 November 2024
Event Location: New Delhi, India
Expected Attendance: about 1,200 keepers
Relevant SDGs: SDG 3

4. Which toolkits or reference materials did your organization publish in support of the goals?

N/A

5. How did your organization contribute to the six key transitions? Please provide links.

N/A

6. Please describe your strategies to carry out the Ministerial Declaration.

N/A

7. Which partnerships does your entity run in support of countries? Please note gaps.

N/A

Year of submission: 2024
"""


def _insert(path: Path, before: str, text: str) -> None:
    whole = path.read_text("utf-8")
    assert before in whole, f"the recipe no longer fits {path}"
    path.write_text(whole.replace(before, f"{text}{before}", 1), "utf-8")


def _follow_the_recipe(copy: Path) -> None:
    model = copy / "src" / "itu_kg" / "model"
    _insert(copy / "ontology" / "itu-kg.ttl", "\nikg:editionNumber a ", PROPERTY)
    term = '"expectedAttendance": {"@id": "ikg:expectedAttendance", "@type": "xsd:integer"},\n    '
    _insert(copy / "ontology" / "context.jsonld", '"editionNumber":', term)
    with (model / "fields.py").open("a", encoding="utf-8") as types:
        types.write(TYPE)
    _insert(model / "questionnaire.py", "    Audience,\n", "    Attendance,\n")
    _insert(model / "questionnaire.py", "    goals: Annotated[Goals | None, GOALS] = None\n", ROW)
    (copy / "src" / "itu_kg" / "extract" / "fields" / "attendance.py").write_text(READER, "utf-8")
    _insert(copy / "shapes" / "event.ttl", "        sh:path ikg:sdgScope ;\n", SHAPE)
    group = 'field:attendance a sh:PropertyGroup ; rdfs:label "attendance" .\n'
    _insert(copy / "shapes" / "fields.ttl", "field:audience ", group)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the field and a page that has it: read, held against the page, built and validated."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(PROJECT / name, root / name)
    (root / "data" / "reports").mkdir()
    (root / "data" / "ttl").mkdir()
    (root / "page.txt").write_text(PAGE, "utf-8")
    _follow_the_recipe(root)
    _run(root, "extract", "page.txt", "-o", "data/reports/fao-2024.yaml")
    _run(root, "check", "data/reports/fao-2024.yaml", "--source", "page.txt")
    _run(root, "build")
    return root


def _run(root: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "itu_kg", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_the_recipe_touches_few_files_of_the_source(copy: Path) -> None:
    sources = [path.relative_to(copy) for path in (copy / "src").rglob("*.py")]
    changed = [
        str(path)
        for path in sources
        if not (PROJECT / path).is_file() or not filecmp.cmp(PROJECT / path, copy / path, shallow=False)
    ]
    assert len(changed) <= MOST, changed


def test_what_the_page_says_in_the_field_is_reported_with_its_words(copy: Path) -> None:
    why = _run(copy, "why", "event:congress-of-foghorns-2024", "--property", "expectedAttendance")
    assert "ikg:expectedAttendance  1200\n    as reported" in why
    assert "question 3, attendance, " in why
    assert "“about 1,200 keepers”" in why


def test_the_field_conforms_and_is_guarded(copy: Path) -> None:
    _run(copy, "validate", "--partial")
    graph = (copy / "data" / "ttl" / "fao-2024.ttl").read_text("utf-8")
    assert "ikg:expectedAttendance 1200" in graph
    (copy / "wrong.ttl").write_text(graph.replace("expectedAttendance 1200", 'expectedAttendance "1200"'), "utf-8")
    found = _run(copy, "validate", "--partial", "wrong.ttl", code=4)
    assert "Write `people` of `attendance` as one whole number." in found
    assert "field attendance, at " in found

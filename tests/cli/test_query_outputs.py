from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from itu_kg.charts import maps

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "tests" / "unit" / "query" / "data"
GRAPHS = PROJECT / "data" / "ttl"


def _run(*args: str | Path, on: Path = DATA) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "query", *map(str, args), "--on", str(on)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=PROJECT, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done


def _refused(*args: str | Path) -> str:
    done = _run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.csv", b"goal,claim,"), ("a.tsv", b"?goal\t"), ("a.json", b'{\n  "head"'), ("a.xml", b"<?xml"),
        ("a.md", b"| goal |"), ("a.html", b"<!DOCTYPE html>"), ("a.xlsx", b"PK"), ("a.parquet", b"PAR1"),
    ],
)  # fmt: skip
def test_a_file_is_written_in_the_format_its_name_ends_in(tmp_path: Path, name: str, begins: bytes):
    done = _run("run", "events-by-goal", "-o", tmp_path / name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_workbook_says_whose_data_it_is_under_which_licence_and_what_was_asked(tmp_path: Path):
    graphs = PROJECT / "data" / "ttl"
    command = [sys.executable, "-m", "itu_kg", "query", "run", "events-by-goal", "--goal", "9", "--on", str(graphs)]
    subprocess.run([*command, "-o", str(tmp_path / "a.xlsx")], check=True, cwd=PROJECT)
    rows = {row[0].value: str(row[1].value) for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["source"].rows}
    assert rows["Data"].startswith("Source: UN organisations' SDG questionnaires as a knowledge graph, ")
    assert rows["Data"].endswith("Licence: CC BY 4.0")
    assert (rows["Restricted to"], rows["Rows"], rows["Query"]) == ("goal 9", "12", "events-by-goal")
    assert (rows["Name"], "SELECT ?goal" in rows["SPARQL"]) == ("column name of the query", True)


def test_the_format_asked_for_goes_before_the_file_s_name(tmp_path: Path):
    _run("run", "events-by-goal", "-f", "records", "-o", tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text("utf-8"))[0]["name"] == "Meadow Fair 2030"


def test_records_go_to_standard_output():
    assert json.loads(_run("run", "events-by-goal", "--goal", "9", "-f", "records").stdout)[0]["start"] == "2030-05-01"


def test_a_graph_is_written_as_json_ld():
    done = _run("eval", "CONSTRUCT { ?e a schema:Event } WHERE { ?e a ikg:ReportedEvent }", "-f", "jsonld")
    assert json.loads(done.stdout)["@graph"][0]["@type"] == ["schema:Event"]


def test_a_csv_cell_that_looks_like_a_formula_stays_the_value_it_is():
    done = _run("eval", "SELECT ?v { VALUES ?v { '=1+1' } }", "-f", "csv")
    assert list(csv.reader(done.stdout.splitlines())) == [["v"], ["=1+1"]]


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_what_is_no_text_needs_a_file(form: str):
    assert f"-o FILE.{form}" in _refused("run", "events", "-f", form)


def test_a_file_whose_name_says_nothing_needs_a_format(tmp_path: Path):
    assert "use --format" in _refused("run", "events", "-o", tmp_path / "answer")


def test_a_table_is_no_turtle(tmp_path: Path):
    assert "use csv, tsv" in _refused("run", "events", "-o", tmp_path / "a.ttl")


def test_a_refused_answer_leaves_no_file(tmp_path: Path):
    _refused("run", "events", "-o", tmp_path / "a.ttl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [["-o", "picture.gif"], []])
def test_a_chart_needs_a_file_of_its_kind(args: list[str]):
    assert "-o FILE.svg, -o FILE.pdf or -o FILE.png" in _refused("run", "events", "--chart", "bar", *args)


def test_a_chart_has_no_format(tmp_path: Path):
    assert "a chart has no --format" in _refused(
        "run", "events", "--chart", "bar", "-f", "csv", "-o", tmp_path / "a.svg"
    )


def test_an_answer_that_does_not_suit_a_chart_is_told_what_it_needs(tmp_path: Path):
    said = _refused("run", "event-mentions", "--chart", "map", "-o", tmp_path / "a.svg")
    assert "a map chart needs a column `country`" in said


def test_only_a_table_is_drawn(tmp_path: Path):
    assert "only a table" in _refused("eval", "ASK { ?s ?p ?o }", "--chart", "bar", "-o", tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("events-by-goal", "bar"), ("events", "line"), ("events", "timeline"), ("events", "map"), ("events", "network"),
        ("names-without-website", "pie"), ("partnerships", "network"), ("event-sessions", "timeline"),
    ],
)  # fmt: skip
def test_the_project_s_own_answers_are_drawn(tmp_path: Path, query: str, kind: str):
    if kind == "map" and not maps.WORLD.is_file():
        pytest.skip("built without the outlines of countries, for want of npm")
    graphs = PROJECT / "data" / "ttl"
    command = [sys.executable, "-W", "error", "-m", "itu_kg", "query", "run", query, "--on", str(graphs)]
    subprocess.run([*command, "--chart", kind, "-o", str(tmp_path / "a.svg")], check=True, cwd=PROJECT)
    assert b'role="img"' in (tmp_path / "a.svg").read_bytes()


def test_a_pie_of_what_overlaps_is_refused_with_the_reason_and_another_chart(tmp_path: Path):
    said = _refused("run", "events-by-goal", "--chart", "pie", "-o", tmp_path / "a.svg")
    assert "events may have several goals" in said
    assert "this answer suits --chart bar" in said


def test_a_chart_has_the_size_and_language_asked_for_and_names_its_source(tmp_path: Path):
    path = tmp_path / "a.svg"
    _run("run", "goals-by-attention", "--chart", "bar", "--size", "18x16cm", "--language", "fr", "-o", path, on=GRAPHS)
    text = path.read_text("utf-8")
    assert 'width="510.' in text  # 18 cm in points
    assert "Éducation de qualité" in text
    assert "Licence: CC BY 4.0" in text


@pytest.mark.parametrize("option", [("--size", "16x9cm"), ("--language", "fr")])
def test_what_only_a_chart_has_is_refused_without_one(option: tuple[str, str]):
    assert "only a chart has it" in _refused("run", "goals-by-attention", *option)


def test_a_query_s_own_language_goes_before_that_of_a_chart(tmp_path: Path):
    _run("run", "resources-by-language", "--language", "fr", "--chart", "bar", "-o", tmp_path / "a.svg", on=GRAPHS)
    assert "language fr" in (tmp_path / "a.svg").read_text("utf-8")


def test_what_a_chart_leaves_out_is_said(tmp_path: Path):
    done = _run("run", "co-publishers", "--chart", "network", "-o", tmp_path / "a.svg", on=GRAPHS)
    assert "leaves some out: the strongest ties" in done.stderr


def test_an_answer_without_rows_is_no_chart(tmp_path: Path):
    text = "SELECT ?name ?n WHERE { ?name ikg:acronym ?n FILTER(?n = 'none of these') }"
    assert "no rows to draw" in _refused("eval", text, "--chart", "bar", "-o", tmp_path / "a.svg")
    assert not (tmp_path / "a.svg").exists()


def test_a_chart_says_what_the_query_was_restricted_to(tmp_path: Path):
    _run("run", "events-by-goal", "--goal", "9", "--chart", "bar", "-o", tmp_path / "a.svg")
    assert "Events for a goal" in (tmp_path / "a.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("missing", "extra"), [("matplotlib", "charts"), ("pyarrow", "tables"), ("xlsxwriter", "tables")]
)
def test_without_its_library_an_output_says_what_to_install(tmp_path: Path, missing: str, extra: str):
    ends = {
        "matplotlib": ["--chart", "bar", "-o", "a.svg"],
        "pyarrow": ["-o", "a.parquet"],
        "xlsxwriter": ["-o", "a.xlsx"],
    }
    code = f"import sys; sys.modules[{missing!r}] = None; from itu_kg.cli.main import main; main()"
    command = [sys.executable, "-c", code, "query", "run", "events-by-goal", "--on", str(DATA), *ends[missing]]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, encoding="utf-8")
    assert (done.returncode, f"pip install 'itu-kg[{extra}]'" in done.stderr) == (2, True)


def test_asking_for_text_loads_no_drawing_and_no_tables():
    code = (
        "import sys; from itu_kg.cli.main import cli; cli.main(sys.argv[1:], standalone_mode=False);"
        "print({'matplotlib', 'pandas', 'numpy', 'pyarrow', 'xlsxwriter'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, "query", "run", "events-by-goal", "--on", str(DATA), "-f", "csv"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=PROJECT, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "set()"

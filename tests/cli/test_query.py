from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "tests" / "unit" / "query" / "data"
FAIR = "https://example.org/kg/id/event/fair-2030"
EXPECTED = "series,seriesName,event,name,start,realisation\r\n"


def _run(*args: str | Path, text: str | None = None, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "query", *map(str, args)]
    done = subprocess.run(command, input=text, capture_output=True, check=False, cwd=folder, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done


def _refused(code: int, *args: str | Path, text: str | None = None) -> str:
    done = _run(*args, text=text)
    assert (done.returncode, done.stdout) == (code, "")
    return done.stderr


def test_a_stored_query_answers_in_csv_when_nobody_watches():
    done = _run("run", "mandates", "--on", DATA)
    assert done.stdout.splitlines() == [
        "event,name,document,symbol,issuer",
        f"{FAIR},Meadow Fair 2030,https://example.org/kg/id/document/a-res-1,A/RES/1,ACME",
    ]


@pytest.mark.parametrize(
    "args",
    [
        ["events-by-goal", "--goal", "9", "--on", DATA], ["--goal", "9", "--on", DATA, "events-by-goal"],
        ["--on", DATA, "events-by-goal", "--goal=9"],
        ["--format=csv", "events-by-goal", "--on", DATA, "--goal", "SDG9"],
    ],
)  # fmt: skip
def test_options_stand_in_any_order_around_the_name(args: list[str | Path]):
    assert _run("run", *args).stdout.splitlines()[1:] == [f"9,explicit,{FAIR},Meadow Fair 2030,2030-05-01,held"]


def test_a_goal_that_is_none_is_refused():
    assert "write a number from 1 to 17" in _refused(2, "run", "events-by-goal", "--goal", "18", "--on", DATA)


@pytest.mark.parametrize("name", ["ACME", "acme", "Agency for Clear Meadows", "meadow agency"])
def test_an_organisation_is_found_by_any_of_its_names(name: str):
    assert "organizer" in _run("run", "about-organisation", "--organisation", name, "--on", DATA).stdout


def test_an_unknown_organisation_is_refused_with_the_nearest():
    said = _refused(2, "run", "about-organisation", "--organisation", "Brok Bureau", "--on", DATA)
    assert "did you mean " in said
    assert "Brook Bureau" in said


def test_a_name_that_nobody_has_is_refused_under_the_option_that_it_was_given_for() -> None:
    said = _refused(2, "run", "events", "--respondent", "Brok Bureau", "--on", DATA)
    assert said.startswith("itu-kg: --respondent: no organisation in the data is called 'Brok Bureau'")


def test_a_missing_required_parameter_is_refused():
    assert "needs --organisation" in _refused(2, "run", "about-organisation", "--on", DATA)


def test_an_unknown_query_is_refused_with_the_nearest():
    assert "did you mean events" in _refused(2, "run", "evnts")


def test_the_help_of_a_query_tells_its_parameters():
    assert "--goal GOAL" in _run("run", "events-by-goal", "--help").stdout


def test_an_unknown_option_is_refused():
    assert "--gaol" in _refused(2, "run", "events-by-goal", "--gaol", "9")


def test_data_that_is_not_there_is_a_fault_of_the_source():
    assert "no such file or folder" in _refused(3, "run", "events", "--on", "nowhere.ttl")


def test_an_endpoint_that_is_not_there_is_a_remote_fault():
    assert "cannot be reached" in _refused(6, "run", "events", "--on", "http://127.0.0.1:9/query")


def test_a_query_file_with_bad_sparql_is_a_broken_asset_with_its_line(tmp_path: Path):
    (tmp_path / "bad.rq").write_text("#+ summary: Bad.\n\nSELECT ?s WHERE {\n  FILTR(1) }\n")
    assert "bad.rq:4: not SPARQL" in _refused(5, "run", "bad", "--queries", tmp_path, "--on", DATA)


def test_a_query_file_with_a_bad_header_is_a_broken_asset_with_its_line(tmp_path: Path):
    (tmp_path / "bad.rq").write_text("#+ summary: Bad.\n#+ sumary: B\nASK {}\n")
    assert "bad.rq:2: the header has an unknown key" in _refused(5, "run", "bad", "--queries", tmp_path)


def test_two_queries_of_one_name_are_a_broken_asset(tmp_path: Path):
    (tmp_path / "events.rq").write_text("#+ summary: Mine.\nASK {}\n")
    assert "has the same name" in _refused(5, "list", "--queries", tmp_path)


def test_somebody_elses_query_runs_in_the_guard(tmp_path: Path):
    (tmp_path / "mine.rq").write_text("#+ summary: Mine.\nASK { SERVICE <http://127.0.0.1:9/> {} }\n")
    assert "SERVICE is off" in _refused(2, "run", "mine", "--queries", tmp_path, "--on", DATA)


def test_the_list_names_every_query_with_its_summary():
    listed = json.loads(_run("list", "--json").stdout)
    assert {query["name"] for query in listed} == {path.stem for path in (PROJECT / "queries").glob("*.rq")}


def test_show_gives_an_example_and_the_text():
    shown = _run("show", "events-by-goal").stdout
    assert "itu-kg query run events-by-goal --goal 9" in shown
    assert "VALUES ?_goal { UNDEF }" in shown


def test_a_query_of_ones_own_knows_the_prefixes():
    done = _run("eval", "SELECT (COUNT(*) AS ?n) { ?s a ikg:ReportedEvent }", "--on", DATA)
    assert done.stdout == "n\n1\n"


def test_a_query_comes_from_standard_input_or_a_file(tmp_path: Path):
    text = "ASK { ?s a ikg:ReportedEvent }"
    (tmp_path / "ask.rq").write_text(text)
    answers = [_run("eval", "-", "--on", DATA, text=text), _run("eval", tmp_path / "ask.rq", "--on", DATA)]
    assert [done.stdout for done in answers] == ["true\n", "true\n"]


def test_bad_sparql_of_ones_own_is_one_line():
    said = _refused(2, "eval", "SELECT ?s {\n ?s ?p }", "--on", DATA)
    assert said.startswith("itu-kg: SPARQL:2: not SPARQL at column")
    assert said.count("\n") == 1


def test_a_query_that_is_not_utf8_is_refused():
    command = [sys.executable, "-m", "itu_kg", "query", "eval", b"ASK { ?s ?p '\xff' }"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=PROJECT)
    assert (done.returncode, done.stderr) == (2, b"itu-kg: the query is not UTF-8; save it as UTF-8\n")


def test_an_update_is_refused():
    assert "queries here only read" in _refused(2, "eval", "LOAD <http://127.0.0.1:9/>", "--on", DATA)


def test_a_graph_answers_in_turtle():
    assert "schema:name" in _run("eval", f"DESCRIBE <{FAIR}>", "--on", DATA).stdout


def test_a_table_is_drawn_when_asked_for():
    assert "1 row" in _run("run", "events", "--on", DATA, "--format", "table").stdout


def test_expected_answers_that_hold_are_reported_so(tmp_path: Path):
    rows = "https://example.org/kg/id/series/fair,Meadow Fair"
    (tmp_path / "series-editions.csv").write_bytes(
        f"{EXPECTED}{rows},{FAIR},Meadow Fair 2030,2030-05-01,held\r\n"
        f'{rows},{FAIR[:-1]}1,"Meadow Fair 2031, ""the wide one""",2031-05,expected\r\n'.encode()
    )
    done = _run("test", tmp_path, "--on", DATA)
    assert (done.returncode, done.stdout) == (0, "as expected: series-editions\n")


def test_an_answer_that_has_drifted_is_a_mismatch_that_shows_its_rows(tmp_path: Path):
    (tmp_path / "events-by-goal--goal-9.csv").write_text("goal,claim,event,name,start,realisation\n9,a,b,c,d,e\n")
    done = _run("test", tmp_path, "--on", DATA)
    assert done.returncode == 7
    assert "missing: 9 | a | b | c | d | e" in done.stdout


def test_a_catalogue_with_its_answers_is_tested_as_a_folder(tmp_path: Path):
    (tmp_path / "names.rq").write_text(
        "#+ summary: N.\nPREFIX s: <http://schema.org/>\nSELECT ?n { ?x a s:City ; s:name ?n }"
    )
    (tmp_path / "names.csv").write_text("n\nBern\n")
    assert _run("test", tmp_path, "--on", DATA).returncode == 0


def test_a_folder_without_answers_is_refused(tmp_path: Path):
    assert "holds no expected answer" in _refused(2, "test", tmp_path)


def test_running_a_query_loads_nothing_it_does_not_need():
    code = (
        "import sys; sys.argv = ['itu-kg', 'query', 'run', 'events', '--on', sys.argv[1]]\n"
        "from itu_kg.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(DATA)], capture_output=True, text=True, check=True)
    heavy = {"rdflib", "pydantic", "pyshacl", "rich", "SPARQLWrapper", "urllib3", "urllib.request", "asyncio", "lzma"}
    assert heavy & set(done.stderr.split()) == set()


def test_a_cold_query_stays_within_its_limits():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run("run", "events", "--on", DATA)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3  # twice the figure: busy machines


def test_show_answers_the_example():
    assert _run("show", "partner-pairs").stdout.endswith("2 rows\n")
    assert _run("show", "goal-is-named").stdout.endswith("false\n")


def test_show_says_why_there_is_no_answer():
    assert "Its answer cannot be shown here: SERVICE is off" in _run("show", "wikidata-labels").stdout


def test_a_query_that_asks_other_endpoints_is_off_on_files():
    assert "SERVICE is off" in _refused(2, "run", "wikidata-labels", "--on", DATA)
    assert "no network" in _refused(2, "run", "--allow-service", "wikidata-labels", "--on", DATA)


def test_a_query_that_asks_other_endpoints_is_left_to_an_endpoint_when_told_so():
    said = _refused(6, "run", "--allow-service", "wikidata-labels", "--on", "http://127.0.0.1:9/query")
    assert "cannot be reached" in said
    assert "SERVICE is off" in _refused(2, "run", "wikidata-labels", "--on", "http://127.0.0.1:9/query")


def test_an_iri_may_be_written_as_tables_show_it():
    args = ["--thing", "event:fair-2030", "--on", DATA, "--base-iri", "https://example.org/kg/"]
    assert "Meadow Fair 2030" in _run("run", "describe", *args).stdout


def test_a_limit_is_put_on_the_query():
    assert _run("eval", "SELECT ?s { ?s ?p ?o }", "--limit", "2", "--on", DATA).stdout.count("\n") == 3


def test_a_grlc_query_says_what_it_does_not_follow_and_shows_its_pages(tmp_path: Path):
    (tmp_path / "all.rq").write_text(
        "#+ endpoint: http://127.0.0.1:9/sparql\n#+ pagination: 3\n#+ transform: {a: b}\n"
        "SELECT ?s ?p ?o { ?s ?p ?o ; ?_format_iri ?x } ORDER BY ?s ?p ?o"
    )
    pages = [
        _run("run", "all", "--queries", tmp_path, "--on", DATA, "--param-format", "schema:startDate", "--page", page)
        for page in ("1", "2")
    ]
    assert [done.stdout.count("\n") for done in pages] == [4, 4]
    assert pages[0].stdout != pages[1].stdout
    assert "transform" in pages[0].stderr
    assert "http://127.0.0.1:9/sparql" in _run("run", "all", "--queries", tmp_path, "--param-format", "a:b").stderr


def test_a_catalogue_of_every_form_is_tested_as_a_folder(tmp_path: Path):
    (tmp_path / "yes.rq").write_text("ASK { ?s a <http://schema.org/City> }")
    (tmp_path / "yes.txt").write_text("true\n")
    (tmp_path / "city.rq").write_text(
        "CONSTRUCT { [] <a:p> ?n } { ?s a <http://schema.org/City> ; <http://schema.org/name> ?n }"
    )
    (tmp_path / "city.ttl").write_text('[] <a:p> "Bern"@en .')
    (tmp_path / "readme.txt").write_text("what else")
    assert _run("test", tmp_path, "--on", DATA).returncode == 0
    (tmp_path / "yes.txt").write_text("false\n")
    (tmp_path / "city.ttl").write_text('[] <a:p> "Basel"@en .')
    done = _run("test", tmp_path, "--on", DATA)
    assert done.returncode == 7
    assert "it is true, expected false" in done.stdout
    assert 'missing: _:c14n0 | <a:p> | "Basel"@en' in done.stdout

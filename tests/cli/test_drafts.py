"""What nobody has confirmed, from page to release: apart from what is reported, and only where it is asked for."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.desk import PROJECT, laid, rows, run
from tests.cli.test_from_page_to_graph import DECISIONS, PAGE

import itu_kg
from itu_kg import mapping, rdf, records, registry
from itu_kg.errors import SourceError
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.model.answer import Table
from itu_kg.model.assets import Assets
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.model.vocab import BASE, graph_iri, graph_name, graph_of_file, graph_part, is_draft, reported_graph
from itu_kg.query import memory_store
from itu_kg.query.catalogue import catalogue
from itu_kg.query.run import run as run_query
from itu_kg.release.verification import links
from itu_kg.validate import load, validate

if TYPE_CHECKING:
    from itu_kg.mapping import Materials
    from itu_kg.model.registry import Registry

SHARED = PROJECT.parent / "shared"
ASSETS = Assets(PROJECT)
CASES = PROJECT / "tests" / "cases"
PAGES = sorted(CASES.rglob("source.txt"))
REAL = sorted(
    (*SHARED.glob("reports/**/*.txt"), *(each for each in SHARED.glob("cases/pages/*") if each.suffix != ".md"))
)
RECORD = "data/reports/undp-2024.yaml"
DRAFT = "data/ttl/undp-2024.draft.ttl"
LEFT_OUT = re.compile(r"^left out: .*; --with-drafts", re.MULTILINE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project folder whose one record was extracted and built, with no curator."""
    page = PAGE.replace("Board of Tide Gauges (BTG)", "United Nations Development Programme (UNDP)")
    return laid(tmp_path_factory.mktemp("desk"), f"{page}\nYear of submission: 2024\n", RECORD)


def test_a_page_that_nobody_confirmed_is_built_into_a_draft(copy: Path) -> None:
    done = run(copy, "build")
    assert "undp-2024.draft.ttl: " in done.stderr
    assert "not confirmed" in done.stderr


@pytest.fixture
def copy(desk: Path, tmp_path: Path) -> Path:
    """Give a copy of the desk, to be worked on."""
    return shutil.copytree(desk, tmp_path / "copy")


# every page, by the same steps as the commands take


@cache
def _known() -> tuple[Registry, Materials]:
    return registry.load(ASSETS.registry), mapping.materials(ASSETS, BASE)


def _journey(page: Path, folder: Path) -> tuple[Dataset, int]:
    """Read a page, write and read its record, build its graphs, write and read them; the graphs, and its events."""
    known, using = _known()
    year = 2025 if page.parent.name == "no-header-no-footer" else None
    try:
        content = reader.read(page.read_bytes(), where=page.name)
        submission = draft(content, known, DraftOptions(year=year), where=page.name)
    except SourceError as problem:
        if page in PAGES:
            raise
        pytest.skip(f"not accepted, which is not judged here, as a page in ../shared: {problem.what}")
    record = folder / "record.yaml"
    record.write_bytes(records.write(submission))
    (folder / "ttl").mkdir()
    for graph in mapping.graphs([(record, records.read(record))], using):
        written = rdf.write(Dataset((graph,)), Format.TURTLE, base=BASE)
        (folder / "ttl" / f"{graph_name(graph.iri)}.ttl").write_bytes(written)
    return rdf.read([folder / "ttl"]), len(submission.events)


@pytest.mark.parametrize(
    "page",
    [*PAGES, *REAL[::8], *(pytest.param(page, marks=pytest.mark.thorough) for page in sorted({*REAL} - {*REAL[::8]}))],
    ids=lambda page: page.parent.name + "/" + page.name,
)
def test_any_page_that_is_accepted_can_be_built_and_asked(page: Path, tmp_path: Path) -> None:
    built, events = _journey(page, tmp_path)
    assert list(links(built.reported, BASE, "itu-kg.nq")) == []
    assert list(links(built, BASE, "itu-kg.nq")) == []
    queries = catalogue(ASSETS.queries)
    data = memory_store.read([tmp_path / "ttl"], drafts=True)
    table = run_query(queries.get("events"), {}, data, queries=queries)
    assert isinstance(table, Table)
    assert len(table.rows) == events


@pytest.mark.parametrize(
    "page",
    [PAGES[0], *(pytest.param(page, marks=pytest.mark.thorough) for page in [*PAGES[1:4], *REAL[:2]])],
    ids=lambda page: page.parent.name + "/" + page.name,
)
def test_what_is_reported_of_any_page_conforms(page: Path, tmp_path: Path) -> None:
    built, _ = _journey(page, tmp_path)
    shapes = load(ASSETS.shapes, ontology=ASSETS.terms)
    for dataset in (built.reported, built):
        report = validate(dataset, shapes, partial=True)
        assert [each.message for each in report.findings if each.severity == "violation"] == []


# names


@pytest.mark.parametrize("base", [BASE, "https://example.org/kg#"])
@pytest.mark.parametrize("stem", ["itu-2024", "itu-2024.reading", "itu-2024.draft", "my.data", "registry"])
def test_a_file_and_its_graph_name_each_other(stem: str, base: str) -> None:
    iri = graph_of_file(stem, base)
    assert graph_name(iri) == stem
    assert graph_part(iri) == (stem.rpartition(".")[2] if stem.startswith("itu-2024.") else "")


def test_a_graph_of_other_people_is_no_draft() -> None:
    assert not is_draft("https://example.org/draft")
    assert not is_draft(graph_iri("draft"))
    assert is_draft(graph_iri("itu-2024/draft"))


@pytest.mark.parametrize("name", ["itu-2024", "itu-2024/reading", "itu-2024/draft"])
def test_each_part_of_a_submission_leads_to_what_it_reports(name: str) -> None:
    assert reported_graph(graph_iri(name)) == graph_iri("itu-2024")


# each verb


def test_a_query_leaves_drafts_out_and_says_so(desk: Path) -> None:
    done = run(desk, "query", "run", "figures-by-subject")
    assert (done.returncode, rows(done)) == (0, [])
    assert len(LEFT_OUT.findall(done.stderr)) == 1
    assert "the draft of 1 submission (" in done.stderr


def test_a_query_takes_them_in_where_it_is_asked_to(desk: Path) -> None:
    done = run(desk, "query", "run", "--with-drafts", "figures-by-subject")
    assert rows(done)
    assert not LEFT_OUT.search(done.stderr)


def test_quiet_says_nothing_of_what_is_left_out(desk: Path) -> None:
    assert run(desk, "query", "run", "-q", "events").stderr == ""
    assert run(desk, "build", "-q").stderr == ""


def test_files_of_drafts_are_not_opened_unless_asked_for(copy: Path) -> None:
    (copy / DRAFT).write_text("this is no Turtle", "utf-8")
    assert run(copy, "query", "run", "events").returncode == 0
    broken = run(copy, "query", "run", "events", "--with-drafts")
    assert (broken.returncode, broken.stderr.count("\n")) == (3, 1)


def test_a_query_of_one_s_own_is_asked_with_drafts_too(desk: Path) -> None:
    ask = "ASK { GRAPH ?g { ?s ikg:toConfirm ?doubt } }"
    assert run(desk, "query", "eval", ask).stdout.strip() == "false"
    assert run(desk, "query", "eval", ask, "--with-drafts").stdout.strip() == "true"


def test_two_places_are_compared_with_drafts_or_without(desk: Path) -> None:
    ask = ("query", "run", "figures-by-subject", "--compare", "data/ttl", "data/ttl")
    assert "the same in both, rows: 0" in run(desk, *ask).stderr
    assert "rows: 0" not in run(desk, *ask, "--with-drafts").stderr


def test_python_asks_with_drafts_where_it_says_so(desk: Path) -> None:
    assert len(itu_kg.open(desk / "data" / "ttl").query("figures-by-subject")) == 0
    assert len(itu_kg.open(desk / "data" / "ttl", with_drafts=True).query("figures-by-subject")) > 0


def test_serialise_leaves_drafts_out_and_counts_them(desk: Path) -> None:
    done = run(desk, "serialise", "--to", "nquads")
    assert "/draft>" not in done.stdout
    assert re.search(r"left out: [0-9,]+ statements of 1 submission", done.stderr)
    assert "/draft>" in run(desk, "serialise", "--to", "nquads", "--with-drafts").stdout


def test_drafts_alone_are_refused_unless_asked_for(desk: Path) -> None:
    for verb in (
        ("serialise", "--to", "nquads", DRAFT),
        ("query", "run", "events", "--on", DRAFT),
        ("diff", DRAFT, DRAFT),
    ):
        done = run(desk, *verb)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "--with-drafts" in done.stderr
        assert run(desk, *verb, "--with-drafts").returncode == 0


def test_what_is_reported_conforms_and_what_a_draft_lacks_is_a_note(desk: Path) -> None:
    done = run(desk, "validate")
    assert done.returncode == 0
    assert LEFT_OUT.search(done.stderr)
    whole = run(desk, "validate", "--with-drafts")
    assert whole.returncode == 0
    assert "0 violations" in whole.stdout


def test_publish_leaves_drafts_out_and_says_so(desk: Path, tmp_path: Path) -> None:
    done = run(desk, "publish", "-o", tmp_path / "out", "--rows", "0")
    assert done.returncode == 0, done.stderr
    assert LEFT_OUT.search(done.stderr)
    assert "/draft>" not in (tmp_path / "out" / "itu-kg.nq").read_text("utf-8")


@pytest.mark.thorough
def test_publish_writes_drafts_where_asked_to(desk: Path, tmp_path: Path) -> None:
    run(desk, "publish", "-o", tmp_path / "with", "--rows", "0", "--with-drafts", "-q")
    assert (tmp_path / "with" / "graphs" / "undp-2024.draft.ttl").is_file()
    assert not LEFT_OUT.search(run(desk, "query", "run", "-q", "events", "--on", tmp_path / "with").stderr)


def test_a_fact_of_a_draft_is_explained_as_such(desk: Path) -> None:
    draft_ = rdf.read([desk / DRAFT]).graphs[0]
    statistic = next(s for s, _, _ in draft_.triples if "/statistic/" in s)[1:-1]
    done = run(desk, "why", statistic)
    assert "not confirmed; in https://w3id.org/itu-kg/graph/undp-2024/draft" in done.stdout
    assert "to confirm: name: " in done.stdout
    assert "as reported" not in done.stdout
    document = json.loads(run(desk, "why", statistic, "--json").stdout)
    assert {fact["asserted"] for fact in document["facts"]} == {"not confirmed"}
    assert any(doubt.startswith("name: ") for doubt in document["toConfirm"])


def test_a_store_on_disk_has_no_drafts_and_the_files_beside_it_do(copy: Path) -> None:
    made = run(copy, "store", "build")
    assert made.returncode == 0
    assert "left out: the draft of 1 submission" in made.stderr
    assert rows(run(copy, "query", "run", "figures-by-subject")) == []
    assert rows(run(copy, "query", "run", "figures-by-subject", "--with-drafts"))
    refused = run(copy, "query", "run", "events", "--with-drafts", "--on", "data/ttl.store")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


# settling


def test_what_reconcile_settles_is_gone_from_the_draft(copy: Path) -> None:
    assert "unsettled/organisation/salt-board" in (copy / DRAFT).read_text("utf-8")
    run(copy, "reconcile", RECORD, *DECISIONS[2:])
    assert run(copy, "build", "-q").returncode == 0
    settled = re.compile(r"unsettled/(?:organisation/(?:salt-board|intl)|place)")
    assert not settled.search((copy / DRAFT).read_text("utf-8"))
    assert "organisation:salt-board" in (copy / "data/ttl/undp-2024.ttl").read_text("utf-8")


def test_a_record_with_nothing_left_to_confirm_has_no_draft(copy: Path) -> None:
    curated = CASES / "several" / "undp-2024" / "record.yaml"
    (copy / RECORD).write_text(curated.read_text("utf-8"), "utf-8")
    done = run(copy, "build")
    assert done.returncode == 0, done.stderr
    assert "undp-2024.draft.ttl: removed" in done.stderr
    assert not (copy / DRAFT).exists()
    assert not LEFT_OUT.search(run(copy, "query", "run", "events").stderr)


def test_nothing_stays_as_reported_of_a_record_that_is_all_in_doubt(copy: Path) -> None:
    text = (copy / RECORD).read_text("utf-8")
    assert "organisation: undp}" in text
    doubted = text.replace("answers:", "confirm: {respondent: look again}\nanswers:", 1)
    (copy / RECORD).write_text(doubted, "utf-8")
    done = run(copy, "build")
    assert done.returncode == 0, done.stderr
    assert "undp-2024.ttl: removed" in done.stderr
    assert not (copy / "data/ttl/undp-2024.ttl").exists()
    assert rows(run(copy, "query", "run", "events")) == []
    assert rows(run(copy, "query", "run", "events", "--with-drafts"))


def test_several_records_have_each_its_own_draft(copy: Path) -> None:
    other = (copy / RECORD).read_text("utf-8").replace("id: undp-2024\n", "id: undp-2025\n", 1)
    (copy / "data/reports/undp-2025.yaml").write_text(other, "utf-8")
    shutil.copy(PROJECT / "data" / "reports" / "itu-2024.yaml", copy / "data" / "reports")
    assert run(copy, "build", "-q").returncode == 0
    names = {path.name for path in (copy / "data" / "ttl").glob("*.draft.ttl")}
    assert names == {"undp-2024.draft.ttl", "undp-2025.draft.ttl"}
    assert "the drafts of 2 submissions" in run(copy, "query", "run", "events").stderr


# releases


@pytest.fixture(scope="module")
def releases(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """Give a release without drafts and one with them."""
    folder = tmp_path_factory.mktemp("releases")
    made = {}
    for drafts in (False, True):
        more = ["--with-drafts"] if drafts else []
        release = folder / f"with-drafts-{drafts}".lower() / "1.0.0"  # two of one version do not stand side by side
        done = run(desk, "release", "data/ttl", "-o", release, "--version", "1.0.0", *more)
        assert done.returncode == 0, done.stderr
        assert bool(LEFT_OUT.search(done.stderr)) is not drafts
        assert ("are not confirmed" in done.stdout) is drafts
        made[drafts] = release
    return made


def test_a_release_holds_drafts_only_where_asked_to_and_tells_their_number(releases: dict[bool, Path]) -> None:
    for drafts, folder in releases.items():
        assert any("draft" in path.name for path in folder.rglob("*")) is drafts
        told = json.loads((folder / "release.json").read_bytes())["drafts"]
        assert (told["submissions"], told["included"]) == (1, drafts)
        assert told["statements"] > told["doubts"] > 0
        quality = (folder / "description" / "quality.ttl").read_text("utf-8")
        assert re.search(rf"metric/draft-statements> ;\s+dqv:value {told['statements']}\b", quality)
        assert re.search(rf"metric/open-doubts> ;\s+dqv:value {told['doubts']}\b", quality)


def test_a_release_with_drafts_says_so_in_every_description(releases: dict[bool, Path]) -> None:
    for name in (
        "description/dcat.ttl",
        "description/void.ttl",
        "ro-crate-metadata.json",
        "CITATION.cff",
        "index.html",
    ):
        for drafts, folder in releases.items():
            text = " ".join((folder / name).read_text("utf-8").split())
            assert ("nobody has confirmed" in text) is drafts, name


@pytest.mark.thorough
def test_releases_verify_and_are_asked_and_compared_with_drafts_or_without(releases: dict[bool, Path]) -> None:
    for drafts, folder in releases.items():
        done = run(folder, "verify", "-q", folder)
        assert done.returncode == 0, done.stdout
        assert ("not confirmed" in done.stdout) is drafts
        assert bool(LEFT_OUT.search(run(folder, "query", "run", "events", "--on", folder).stderr)) is drafts
    ask = ("query", "run", "figures-by-subject", "--on", releases[True])
    assert (rows(run(PROJECT, *ask)), bool(rows(run(PROJECT, *ask, "--with-drafts")))) == ([], True)
    compared = ("diff", releases[False], releases[True], "--no-answers", "--exit-code")
    assert run(PROJECT, *compared).returncode == 0
    assert run(PROJECT, *compared, "--with-drafts").returncode == 7


@pytest.mark.thorough
def test_a_release_that_hides_a_dangling_link_in_a_draft_does_not_verify(
    releases: dict[bool, Path], tmp_path: Path
) -> None:
    copy = shutil.copytree(releases[True], tmp_path / "copy")
    quads = (copy / "itu-kg.nq").read_text("utf-8").splitlines(keepends=True)
    thing = next(line for line in quads if "/draft>" in line and "/id/statistic/" in line.split(" ")[0]).split(" ")[0]
    about = f"<{BASE}id/submission/undp-2024> <http://schema.org/about> {thing} <{BASE}graph/undp-2024> .\n"
    (copy / "itu-kg.nq").write_text("".join(sorted([*quads, about])), "utf-8")
    found = run(PROJECT, "verify", "--content", copy).stdout
    assert re.search(r"^links: .* which nobody describes", found, re.MULTILINE)


@pytest.mark.thorough
def test_a_bulk_loader_gets_drafts_only_where_asked_to(releases: dict[bool, Path], tmp_path: Path) -> None:
    for more in ([], ["--with-drafts"]):
        to = tmp_path / f"bulk{len(more)}"
        done = run(PROJECT, "store", "bulk", releases[True], "--store", "oxigraph", "-o", to, *more)
        assert done.returncode == 0, done.stderr
        assert ("/draft>" in (to / "release.nq").read_text("utf-8")) is bool(more)
        assert bool(LEFT_OUT.search(done.stderr)) is not bool(more)

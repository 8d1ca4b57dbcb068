"""schema.org, PROV, DQV, citation, RO-Crate: as their communities' own tools and rules want them."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path

import pytest

from itu_kg import records
from itu_kg.ledger.page_coverage import accounted_for

from .conftest import VERSION, Asked, described, files, program, read

PROJECT = Path(__file__).resolve().parents[3]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
METRIC = "https://w3id.org/itu-kg/scheme/metric/"


def test_a_search_engine_finds_what_it_asks_of_a_dataset(itu_release: Path) -> None:
    said = read(itu_release, "description/schema-org.jsonld")
    asked = ("name", "license", "creator", "distribution", "variableMeasured", "keywords", "temporalCoverage")
    more = ("spatialCoverage", "version", "identifier", "isAccessibleForFree", "citation", "url", "datePublished")
    assert all(said.get(name) for name in (*asked, *more))
    assert (said["@type"], 50 <= len(said["description"]) <= 5000) == ("Dataset", True)


def test_downloads_have_the_size_and_sum_of_the_file(itu_release: Path) -> None:
    listed = files(itu_release)
    for each in read(itu_release, "description/schema-org.jsonld")["distribution"]:
        file = listed[each["contentUrl"].removeprefix("https://w3id.org/itu-kg/release/1.0.0/")]
        assert (each["@type"], each["contentSize"], each["sha256"]) == (
            "DataDownload",
            f"{file['bytes']} B",
            file["sha256"],
        )


def test_coverage_in_time_and_space_is_what_the_data_say(itu_release: Path, dump: Asked) -> None:
    said = read(itu_release, "description/schema-org.jsonld")
    years = dump.rows("SELECT DISTINCT ?y { ?s ikg:reportingYear ?y }")
    assert [(said["temporalCoverage"],)] == years
    countries = dump.rows(
        """SELECT DISTINCT ?name { ?e schema:location/schema:containedInPlace? ?c . ?c ikg:alpha2 ?a ;
           schema:name ?name FILTER(LANG(?name) = "en") }"""
    )
    assert {(each["name"],) for each in said["spatialCoverage"]} == set(countries)


@pytest.fixture(scope="session")
def provenance(itu_release: Path) -> Asked:
    return described(itu_release, "provenance.ttl")


def test_the_record_is_named_by_its_digest_and_so_is_the_page_it_was_read_from(provenance: Asked) -> None:
    chain = provenance.rows(
        """SELECT ?record ?page { ?r rdfs:label "record: itu-2024"@en ; spdx:checksum/spdx:checksumValue ?record ;
           prov:wasDerivedFrom/spdx:checksum/spdx:checksumValue ?page }"""
    )
    record = hashlib.sha256(RECORD.read_bytes()).hexdigest()
    assert chain == [(record, records.read(RECORD).source.sha256)]


def test_from_a_dump_the_way_back_leads_to_the_page(provenance: Asked) -> None:
    back = """SELECT ?page { ?dump prov:atLocation <https://w3id.org/itu-kg/release/1.0.0/itu-kg.ttl> .
        ?dump prov:wasGeneratedBy/prov:used/prov:wasGeneratedBy/prov:used/prov:wasGeneratedBy/prov:used ?page }"""
    assert ("https://w3id.org/itu-kg/id/source/itu-2024",) in provenance.rows(back)


def test_shapes_and_ontology_are_named_by_their_digests(itu_release: Path, provenance: Asked) -> None:
    rows = dict(provenance.rows("SELECT ?l ?sum { ?e rdfs:label ?l ; spdx:checksum/spdx:checksumValue ?sum }"))
    for path in ("shapes/event.ttl", "ontology/itu-kg.ttl", "queries/events.rq"):
        kind, _, name = path.partition("/")
        assert rows[f"{kind}: {name}"] == hashlib.sha256((itu_release / path).read_bytes()).hexdigest()


def test_the_program_is_named_with_its_version_and_there_is_no_clock(itu_release: Path, provenance: Asked) -> None:
    from itu_kg import __version__  # noqa: PLC0415  one test needs it

    assert provenance.rows("SELECT ?v { ?a a prov:SoftwareAgent ; schema:softwareVersion ?v }") == [(__version__,)]
    text = (itu_release / "description" / "provenance.ttl").read_text("utf-8")
    assert set(re.findall(r"\d{4}-\d\d-\d\d", text)) == {"2026-11-23"}


def test_each_measure_says_what_it_means_and_in_which_dimension(itu_release: Path) -> None:
    asked = described(itu_release, "quality.ttl")
    measured = asked.rows("SELECT ?m { ?x a dqv:QualityMeasurement ; dqv:isMeasurementOf ?m ; dqv:value ?v }")
    explained = asked.rows("SELECT ?m { ?m a dqv:Metric ; skos:definition ?d ; dqv:inDimension ?i }")
    assert sorted(measured) == sorted(explained)


def test_the_share_of_the_page_that_is_evidence_is_what_is_counted_code_point_by_code_point(
    itu_release: Path, dump: Asked
) -> None:
    spans = dump.rows(
        """SELECT DISTINCT ?start ?end { ?s ikg:evidence ?e . ?e oa:hasSelector ?x . ?x oa:start ?start ; oa:end ?end
           FILTER NOT EXISTS { ?s a ikg:Answer } FILTER NOT EXISTS { ?s a ikg:Submission } }"""
    )
    seen = {place for start, end in spans for place in range(int(start), int(end))}
    length = int(dump.rows("SELECT ?n { ?s ikg:codePoints ?n }")[0][0])
    assert _measure(itu_release, "page-evidence") == f"{len(seen) / length:.4f}"


def test_the_share_of_the_page_that_the_record_accounts_for_is_the_ledgers(itu_release: Path) -> None:
    seen, length = accounted_for(records.read(RECORD))
    assert _measure(itu_release, "page-accounted-for") == f"{seen / length:.4f}"


def test_shares_with_outside_links_are_what_is_counted(itu_release: Path, dump: Asked) -> None:
    counted = {
        kind: dump.numbers(f"""SELECT ("x" AS ?k) (COUNT(DISTINCT ?s) AS ?n) {{ ?s a schema:{name} {more} }}""")["x"]
        for kind, name, more in [
            (f"{plural}{end}", name, pattern)
            for plural, name in (("organisations", "Organization"), ("countries", "Country"), ("cities", "City"))
            for end, pattern in (("", ""), ("+", "; schema:sameAs ?m"))
        ]
    }
    for plural in ("organisations", "countries", "cities"):
        share = f"{counted[f'{plural}+'] / counted[plural]:.4f}"
        assert _measure(itu_release, f"{plural}-linked") == share


def _measure(release: Path, metric: str) -> str:
    rows = described(release, "quality.ttl").rows(
        f"SELECT ?v {{ ?x dqv:isMeasurementOf <{METRIC}{metric}> ; dqv:value ?v }}"
    )
    # The store drops zeros at the end: 0.90 is written as it was measured.
    return f"{float(rows[0][0]):.4f}"


def test_cffconvert_accepts_the_citation(itu_release: Path) -> None:
    command = [program("cffconvert"), "--validate", "-i", str(itu_release / "CITATION.cff")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schema_of_datacite_accepts_its_metadata(itu_release: Path) -> None:
    python = program("rocrate-validator").with_name("python")
    check = (
        "import json, sys\nfrom datacite import schema45\n"
        "schema45.validate(json.load(open(sys.argv[1], encoding='utf-8')))"
    )
    command = [python, "-c", check, str(itu_release / "description" / "datacite.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_identifier_is_invented(itu_release: Path) -> None:
    assert read(itu_release, "description/datacite.json")["identifiers"] == [
        {"identifier": VERSION, "identifierType": "URL"}
    ]
    told = [path for path in itu_release.rglob("*") if path.parent.name == "description" or path.name == "CITATION.cff"]
    assert not [path.name for path in told if b"doi.org" in path.read_bytes() or b"orcid" in path.read_bytes().lower()]


@pytest.mark.thorough
def test_the_validator_of_ro_crate_accepts_the_crate(itu_release: Path, tmp_path: Path) -> None:
    validator = program("rocrate-validator")
    folder = next((Path(each) for each in os.environ.get("NODE_PATH", "").split(":") if each), Path())
    context = folder / "ro-crate" / "lib" / "context.json"
    if not context.is_file():
        pytest.skip("the context of RO-Crate 1.2 (npm's ro-crate, on NODE_PATH) is not here; `make validators`")
    cache, address = tmp_path / "cache", "https://w3id.org/ro/crate/1.2/context"
    fill = [validator.with_name("python"), Path(__file__).with_name("fill_cache.py"), cache, address, context]
    subprocess.run(fill, check=True, capture_output=True)
    options = ["-y", "validate", "-p", "ro-crate-1.2", "-l", "required", "--offline", "--cache-path", str(cache)]
    done = subprocess.run([validator, *options, str(itu_release)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_file_is_in_the_crate_with_its_size_and_sum(itu_release: Path) -> None:
    crate = {each["@id"]: each for each in read(itu_release, "ro-crate-metadata.json")["@graph"]}
    listed = files(itu_release)
    for path, file in listed.items():
        if path != "ro-crate-metadata.json":
            assert (crate[path]["contentSize"], crate[path]["sha256"]) == (str(file["bytes"]), file["sha256"])
    assert {path for path, each in crate.items() if each["@type"] == "File"} == {
        str(path.relative_to(itu_release)) for path in itu_release.rglob("*") if path.is_file()
    } - {"ro-crate-metadata.json"}

"""What goes wrong before, beside or in the middle of a load ends with a message, an exit code, and a whole graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.servers import free_port
from tests.stores.conftest import triples

from itu_kg.errors import RemoteError
from itu_kg.stores.execute import Target, refuse_concurrent
from itu_kg.stores.graph_content import EMPTY, GraphContent
from itu_kg.stores.journal import OLD, Journal, folder, locked
from itu_kg.stores.plan import save

if TYPE_CHECKING:
    from tests.stores.conftest import Corner

A, B = triples(30, "a"), triples(20, "b")


def test_a_release_that_is_not_what_its_sums_say_is_not_loaded(in_oxigraph: Corner):
    release = in_oxigraph.release({"a": A})
    (release / "graphs" / "a.nt").write_text(f"{B[0]} .\n", "utf-8")
    done = in_oxigraph.load(release, url="http://127.0.0.1:1/")
    assert (done.code, "itu-kg verify" in done.error) == (7, True)


def test_what_is_no_release_is_not_loaded(in_oxigraph: Corner, tmp_path: Path):
    done = in_oxigraph.load(tmp_path)
    assert (done.code, "itu-kg release" in done.error) == (2, True)


def test_an_iri_that_is_no_iri_gets_into_no_update(in_oxigraph: Corner):
    release = in_oxigraph.release({"a": A})
    text = (release / "release.json").read_text("utf-8")
    described = text.replace(in_oxigraph.graph("a"), "http://x/> {} } ; DROP ALL #")
    (release / "release.json").write_text(described, "utf-8")
    _sum_anew(release)
    assert in_oxigraph.load(release).code == 3


def _sum_anew(release: Path) -> None:
    import hashlib  # noqa: PLC0415  for one forgery

    new = hashlib.sha256((release / "release.json").read_bytes()).hexdigest()
    lines = [line for line in (release / "SHA256SUMS").read_text().splitlines() if not line.endswith("release.json")]
    (release / "SHA256SUMS").write_text("\n".join([*lines, f"{new}  release.json"]) + "\n")


def test_a_store_that_is_not_there_is_exit_6(in_oxigraph: Corner):
    done = in_oxigraph.load(in_oxigraph.release({"a": A}), "--timeout", "3", url=f"http://127.0.0.1:{free_port()}")
    assert (done.code, "cannot be reached" in done.error) == (6, True)


def test_an_address_with_a_password_in_it_is_refused_without_repeating_it(in_oxigraph: Corner):
    done = in_oxigraph.load(in_oxigraph.release({"a": A}), url="http://me:hush@127.0.0.1:1/")
    assert (done.code, "hush" in done.error) == (2, False)


def test_what_is_no_store_is_exit_6(in_oxigraph: Corner):
    done = in_oxigraph.load(in_oxigraph.release({"a": A}), url=f"{in_oxigraph.server.url}/nowhere")
    assert (done.code, "--store" in done.error) == (6, True)


def test_two_loads_of_one_store_do_not_run_on_one_machine(corner: Corner):
    update = corner.store.endpoints.update
    with locked(folder(corner.state, update)):
        done = corner.load(corner.release({"a": A}))
    assert (done.code, "under way" in done.error, corner.holds("a")) == (6, True, set())


def test_two_loads_of_one_store_do_not_run_on_two_machines(corner: Corner):
    marker = f"{corner.base}staging/another/load"
    corner.store.update(f"INSERT DATA {{ GRAPH <{marker}> {{ {A[0]} }} }}")
    done = corner.load(corner.release({"a": A}))
    assert (done.code, marker in done.error, corner.holds("a")) == (6, True, set())


def _cut_short(corner: Corner, release: Path, *, before: list[str], wanted: list[str]) -> None:
    """Leave what a load leaves that is killed while it writes: a journal, kept content, a marker."""
    described = json.loads((release / "release.json").read_text("utf-8"))
    journal = Journal(folder(corner.state, corner.store.endpoints.update) / "20261125T120000Z-abcdef")
    began = {
        "began": "2026-11-25T12:00:00Z",
        "release": release.name,
        "version": "1.1.0",
        "base": corner.base,
        "hash": described["hash"]["dataset"],
        "store": corner.store.endpoints.update,
        "kind": corner.server.kind,
    }
    journal.note("begin", load=began)
    old = ""
    with (
        GraphContent.of(f"{line} .\n" for line in before) as held,
        GraphContent.of(f"{line} .\n" for line in wanted) as new,
    ):
        if before:
            old = "00001.nt.gz"
            save(held, journal.folder / OLD / old)
        measures = (held.measure if before else EMPTY, new.measure)
    step = {
        "iri": corner.graph("a"),
        "change": "changed" if before else "new",
        "before": measures[0]._asdict(),
        "after": measures[1]._asdict(),
        "adds": 1,
        "removes": 1,
        "old": old,
    }
    journal.note("writing", steps=[step])
    journal.close()
    corner.store.update(f"INSERT DATA {{ GRAPH <{corner.base}staging/{journal.name}/load> {{ {A[0]} }} }}")


def test_the_next_run_finishes_what_was_cut_short(corner: Corner):
    corner.load(corner.release({"a": A}))
    release = corner.release({"a": B}, "1.1.0")
    _cut_short(corner, release, before=A, wanted=B)
    corner.store.drop(corner.graph("a"))
    corner.store.update(f"INSERT DATA {{ GRAPH <{corner.graph('a')}> {{ {B[0]} }} }}")
    done = corner.load(release)
    assert (done.code, done.said["recovered"][0]["restored"]) == (0, [corner.graph("a")])
    assert corner.holds("a") == set(B)


def test_a_dry_run_says_that_something_was_cut_short_and_leaves_it(in_oxigraph: Corner):
    release = in_oxigraph.release({"a": A}, "1.1.0")
    _cut_short(in_oxigraph, release, before=[], wanted=A)
    assert in_oxigraph.load(release, "--dry-run").said["unfinished"] == 1
    assert in_oxigraph.load(release, "--dry-run").said["unfinished"] == 1


def test_the_receipt_of_a_finished_load_goes_back_to_before_it_was_cut_short(corner: Corner):
    corner.load(corner.release({"a": A}))
    release = corner.release({"a": B}, "1.1.0")
    _cut_short(corner, release, before=A, wanted=B)
    corner.store.drop(corner.graph("a"))
    receipt = corner.load(release).said["receipt"]
    corner.load("--rollback", receipt)
    assert corner.holds("a") == set(A)


def test_a_graph_that_was_half_written_gets_its_old_content_before_another_release_is_loaded(corner: Corner):
    corner.load(corner.release({"a": A}))
    _cut_short(corner, corner.release({"a": B}, "1.1.0"), before=A, wanted=B)
    corner.store.drop(corner.graph("a"))
    done = corner.load(corner.release({"b": B}, "1.2.0"))
    assert done.code == 0
    assert (corner.holds("a"), corner.holds("b")) == (set(A), set(B))


def test_a_new_graph_that_was_half_written_is_removed_before_another_release_is_loaded(corner: Corner):
    _cut_short(corner, corner.release({"a": A}, "1.1.0"), before=[], wanted=A)
    corner.store.update(f"INSERT DATA {{ GRAPH <{corner.graph('a')}> {{ {A[0]} }} }}")
    corner.load(corner.release({"b": B}, "1.2.0"))
    assert (corner.holds("a"), corner.holds("b")) == (set(), set(B))


def test_what_was_staged_by_a_load_that_was_cut_short_goes(corner: Corner):
    release = corner.release({"a": A}, "1.1.0")
    _cut_short(corner, release, before=[], wanted=A)
    corner.load(release)
    assert [iri for iri in corner.store.counts() if iri.startswith(f"{corner.base}staging/")] == []


def test_what_the_store_did_late_for_a_load_that_was_killed_is_no_load_from_elsewhere(in_oxigraph: Corner):
    staged, target = f"{in_oxigraph.base}staging/one/load", Target(in_oxigraph.store, in_oxigraph.store)
    in_oxigraph.store.update(f"INSERT DATA {{ GRAPH <{staged}> {{ {A[0]} }} }}")
    with pytest.raises(RemoteError, match="another load from elsewhere"):
        refuse_concurrent(target, in_oxigraph.base, ["another"])
    refuse_concurrent(target, in_oxigraph.base, ["one"])
    assert in_oxigraph.store.count(staged) == 0


def test_a_graph_that_a_load_had_finished_is_not_written_again(corner: Corner):
    release = corner.release({"a": A}, "1.1.0")
    _cut_short(corner, release, before=[], wanted=A)
    corner.store.update(f"INSERT DATA {{ GRAPH <{corner.graph('a')}> {{ {' . '.join(A)} }} }}")
    done = corner.load(release)
    assert (done.changes, done.said["recovered"][0]["finished"]) == ({"a": "same"}, [corner.graph("a")])


def test_without_credentials_nothing_is_written_and_the_message_says_what_to_set(in_virtuoso: Corner):
    done = in_virtuoso.load(in_virtuoso.release({"a": A}), environment={"HOME": str(in_virtuoso.folder)})
    assert (done.code, "ITU_KG_USER" in done.error, in_virtuoso.holds("a")) == (6, True, set())


@pytest.mark.parametrize("wrong", ["wrong", "se:cret"])
def test_a_wrong_password_is_refused_and_not_repeated(in_virtuoso: Corner, wrong: str):
    environment = {**in_virtuoso.environment, "ITU_KG_PASSWORD": wrong}
    done = in_virtuoso.load(in_virtuoso.release({"a": A}), environment=environment)
    assert (done.code, wrong in done.error) == (6, False)


def test_a_password_is_in_no_file_that_a_load_leaves(in_virtuoso: Corner):
    in_virtuoso.load(in_virtuoso.release({"a": A}))
    left = b"".join(path.read_bytes() for path in in_virtuoso.state.rglob("*") if path.is_file())
    assert in_virtuoso.server.password.encode() not in left
    assert in_virtuoso.server.user.encode() not in left


def test_digest_authentication_stays_with_its_client(in_virtuoso: Corner):
    import urllib.error  # noqa: PLC0415  another way into the network
    import urllib.request  # noqa: PLC0415  likewise

    in_virtuoso.load(in_virtuoso.release({"a": A}))
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{in_virtuoso.server.graph_store}?graph=urn:x")  # noqa: S310  http, ours


def test_virtuoso_would_cut_a_long_iri_so_it_is_refused_before_anything_is_written(in_virtuoso: Corner):
    line = f'<http://example.org/{"x" * 1900}> <http://example.org/p> "o"'
    done = in_virtuoso.load(in_virtuoso.release({"a": [line, *A]}))
    assert (done.code, in_virtuoso.holds("a")) == (6, set())


def test_a_graph_larger_than_an_answer_is_read_in_full(in_virtuoso: Corner):
    many = triples(12_000, "many")
    release = in_virtuoso.release({"a": many})
    assert in_virtuoso.load(release).code == 0
    assert in_virtuoso.load(release).changes == {"a": "same"}


def test_a_subject_with_more_triples_than_an_answer_is_read_in_full(in_virtuoso: Corner):
    lines = [f'<http://example.org/one> <http://example.org/p{at % 2}> "{at}"' for at in range(10_500)]
    release = in_virtuoso.release({"a": lines})
    assert in_virtuoso.load(release).code == 0
    assert in_virtuoso.load(release).changes == {"a": "same"}


def test_a_change_of_more_triples_than_an_update_takes_is_loaded(in_virtuoso: Corner):
    many = triples(9_000, "many")
    in_virtuoso.load(in_virtuoso.release({"a": many}))
    assert in_virtuoso.load(in_virtuoso.release({"a": [*many[2_500:], *A]}, "1.1.0")).code == 0
    assert in_virtuoso.holds("a") == {*many[2_500:], *A}

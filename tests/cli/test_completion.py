"""What a shell offers on TAB, by click's own classes for each shell, and in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("itu-kg")
ANSWER = "from itu_kg.cli.main import main; main()"


def _complete(shell: str, *words: str, code: str = ANSWER) -> subprocess.CompletedProcess[str]:
    """Ask as the shell's function does, the last of the words under the cursor."""
    line = {
        "bash": {"COMP_WORDS": "\n".join(("itu-kg", *words)), "COMP_CWORD": str(len(words))},
        "zsh": {"COMP_WORDS": " ".join(("itu-kg", *words)), "COMP_CWORD": str(len(words))},
        "fish": {"COMP_WORDS": " ".join(("itu-kg", *words)), "COMP_CWORD": words[-1]},
    }[shell]
    command = [sys.executable, "-c", f"import sys; sys.argv[0] = 'itu-kg'; {code}"]
    env = {**os.environ, "_ITU_KG_COMPLETE": f"{shell}_complete", **line}
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, check=False)


def _offered(*words: str) -> list[str]:
    done = _complete("bash", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_verbs_and_their_commands_are_offered() -> None:
    assert _offered("val") == ["validate"]
    assert _offered("query", "") == ["list", "show", "run", "eval", "test"]


def test_names_of_queries_are_offered() -> None:
    assert _offered("query", "run", "events-by-c") == ["events-by-country"]
    assert _offered("query", "show", "describ") == ["describe"]


def test_the_parameters_of_a_query_are_offered_before_anything_is_typed_and_stand_first() -> None:
    assert _offered("query", "run", "events-by-goal", "")[:2] == ["--goal", "--claim"]
    assert _offered("query", "run", "events-by-goal", "--cl") == ["--claim"]


@pytest.mark.parametrize(
    ("query", "option", "typed", "value"),
    [
        ("events-by-goal", "--goal", "13", "13"),
        ("events-by-goal", "--goal", "clim", "climate-action"),
        ("events-by-goal", "--claim", "ex", "explicit"),
        ("things-by-target", "--target", "13.b", "13.b"),
        ("events-by-country", "--country", "switz", "switzerland"),
        ("events-by-country", "--country", "western-as", "western-asia"),
        ("events-by-country", "--city", "kam", "kampala"),
        ("partner-pairs", "--organisation", "un-wom", "un-women"),
        ("partner-pairs", "--organisation", "UN-Wom", "UN-Women"),
        ("resources-by-language", "--language", "fren", "french"),
        ("editions-of-series", "--series", "wsis-f", "wsis-forum"),
        ("describe", "--thing", "event/wrc", "event/wrc-23"),
    ],
)
def test_values_are_offered_and_the_query_takes_what_is_offered(
    query: str, option: str, typed: str, value: str
) -> None:
    assert _offered("query", "run", query, option, typed) == [value]
    command = [sys.executable, "-m", "itu_kg", "query", "run", query, option, value]
    assert subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode == 0


def test_bash_parts_a_value_from_its_option_at_the_sign_of_equality() -> None:
    assert _offered("query", "run", "events-by-goal", "--goal", "=", "clim") == ["climate-action"]
    assert _offered("query", "run", "events-by-goal", "--claim", "=") == ["explicit", "all"]


def test_names_of_things_are_offered_to_why() -> None:
    assert _offered("why", "ai-for-good-g") == [
        "ai-for-good-global-summit", "ai-for-good-global-summit-2024", "ai-for-good-global-summit-2025",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("query", "run", "no-such-query", ""), ("query", "run", "events", "--respondent", "\x1b"), ("nonsense", ""),
        ("query", "run", "events", "--on", "http://localhost:9/", "--respondent", "i"),
        ("query", "run", "events", "--on", "no-such-file", "--respondent", "i"),
    ],
)  # fmt: skip
def test_where_something_is_wrong_the_line_is_left_alone(words: tuple[str, ...]) -> None:
    done = _complete("bash", *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_zsh_and_fish_show_what_a_value_means() -> None:
    done = _complete("fish", "query", "run", "events-by-goal", "--goal", "13")
    assert done.stdout == "plain,13\tClimate action\n"
    done = _complete("zsh", "query", "run", "events-by-goal", "--goal", "13")
    assert done.stdout.splitlines() == ["plain", "13", "Climate action"]


def test_names_of_queries_and_goals_are_offered_without_the_engine_or_the_data() -> None:
    code = f"import atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); {ANSWER}"
    for words in (("query", "run", "events-b"), ("query", "run", "events-by-goal", "--goal", "1")):
        done = _complete("bash", *words, code=code)
        assert {"rdflib", "pydantic", "rich", "sqlite3"} & set(done.stderr.split()) == set()
    assert "pyoxigraph" not in _complete("bash", "query", "run", "events-b", code=code).stderr.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "reply"),
    [
        (("query", "run", "events-by-co"), ["events-by-country"]),
        (("query", "run", "events-by-goal", "--goal", "=", "clim"), ["climate-action"]),
    ],
)
def test_a_real_bash_completes(words: tuple[str, ...], reply: list[str]) -> None:
    script = (
        'eval "$(_ITU_KG_COMPLETE=bash_source itu-kg)"; COMP_WORDS=(itu-kg "$@"); COMP_CWORD=$#; '
        "_itu_kg_completion itu-kg; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    env = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *words],
        cwd=PROJECT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stderr, done.stdout.split()) == ("", reply)

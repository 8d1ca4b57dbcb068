"""Whole processes measured from outside: CPU seconds and peak memory, commands in turn, medians."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure; `target` is its limit in CPU seconds, `memory` in MB."""

    name: str
    command: tuple[str, ...]
    target: float | None = None
    memory: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Median CPU seconds (user and system) and the largest peak memory in MB of a job's runs."""

    job: Job
    cpu: float
    peak: float

    @property
    def met(self) -> bool:
        """Say whether the job keeps its limits."""
        return (self.job.target is None or self.cpu <= self.job.target) and (
            self.job.memory is None or self.peak <= self.job.memory
        )


def run(job: Job) -> tuple[float, float]:
    """Run a job once: its CPU seconds and peak memory in MB, as the operating system accounts for them.

    Raises:
        RuntimeError: the command failed; a figure of a failed run would say nothing.
    """
    process = subprocess.Popen(job.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None  # noqa: S101  for the type checker: stderr is a pipe
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(job.command)} left with {process.returncode}: {said.decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def figures(jobs: Sequence[Job], runs: int) -> list[Figure]:
    """Measure jobs in turn (A B C A B C …) after one warm-up each, so that a drift of the machine meets them alike."""
    for job in jobs:
        run(job)
    measured: dict[str, list[tuple[float, float]]] = {job.name: [] for job in jobs}
    for _ in range(runs):
        for job in jobs:
            measured[job.name].append(run(job))
    return [
        Figure(
            job, statistics.median(cpu for cpu, _ in measured[job.name]), max(peak for _, peak in measured[job.name])
        )
        for job in jobs
    ]


def said(module: str, *arguments: str) -> tuple[Any, float]:
    """Run a module of the benchmarks in a process of its own; what it says in JSON, and its peak memory in MB."""
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT)
    assert process.stdout is not None  # noqa: S101  for the type checker: stdout is a pipe
    words = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} left with {process.returncode}")
    return json.loads(words), usage.ru_maxrss / 1024

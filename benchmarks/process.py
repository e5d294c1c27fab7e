"""One measured step in a process of its own: how long its phases took and the most memory that it held."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
MIB = 1024  # KiB


@dataclass(frozen=True)
class Cost:
    """Seconds of each phase (imports left out) and the peak resident memory of the largest process, in MiB.

    ``peaks`` has the peak of each phase in the process that was timed, ``child_mib`` that of the reading process.
    """

    phases: Mapping[str, float]
    peak_mib: float
    peaks: Mapping[str, float] = field(default_factory=dict)
    child_mib: float = 0.0

    @property
    def seconds(self) -> float:
        """All phases together."""
        return sum(self.phases.values())


@dataclass
class Watch:
    """Times phases: ``with watch("read"): …``."""

    phases: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        start = perf_counter()
        yield
        self.phases[phase] = perf_counter() - start
        self.peaks[phase] = peak_of(os.getpid())

    def say(self) -> None:
        """One line for the process that asked, read by ``measure``."""
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MIB
        peak = max(*self.peaks.values(), children)
        said = {"phases": self.phases, "peak_mib": peak, "peaks": self.peaks, "child_mib": children}
        sys.stdout.write(json.dumps(said) + "\n")


def peak_of(process: int) -> float:
    """The most memory that a running process has held, in MiB. (What ``getrusage`` says of itself includes its starter.)"""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MIB


def measure(step: str, *arguments: object) -> Cost:
    """Run ``benchmarks.steps`` ``step`` in a new process. Fails where the step fails."""
    command = (sys.executable, "-m", "benchmarks.steps", step, *map(str, arguments))
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
    return Cost(**json.loads(said.splitlines()[-1]))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each phase over several runs, and of the peaks."""
    phases = {name: median(cost.phases[name] for cost in costs) for name in costs[0].phases}
    peaks = {name: median(cost.peaks[name] for cost in costs) for name in costs[0].peaks}
    return Cost(phases, median(cost.peak_mib for cost in costs), peaks, median(cost.child_mib for cost in costs))

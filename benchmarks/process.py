"""One measured step in a process of its own: how long it took and the most memory that it and its children held."""

import json
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Wall seconds of the step itself (imports left out) and peak resident memory of the largest process, in MiB."""

    seconds: float
    peak_mib: float

    def over(self, other: "Cost") -> float:
        """How many times as long as the other."""
        return self.seconds / other.seconds


MEASURE = """
import json, resource, sys, time
{setup}
start = time.perf_counter()
{step}
seconds = time.perf_counter() - start
kib = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([seconds, kib / 1024]))
"""


def measure(setup: str, step: str, runs: int = 3) -> Cost:
    """The median run of ``step`` after ``setup``, both Python source."""
    code = MEASURE.format(setup=setup, step=step)
    costs = sorted(json.loads(subprocess.check_output([sys.executable, "-c", code]).splitlines()[-1]) for _ in range(runs))
    seconds, peak = costs[len(costs) // 2]
    return Cost(seconds, peak)

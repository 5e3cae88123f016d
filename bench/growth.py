"""How much slower a page is beside a hundred times as many rows of other councils.

Two processes, one on each installation, are asked for the same page in turn, so that both meet whatever else the machine does.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

WARM_UP = 4


class Answering:
    """A process that times the pages of one installation."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "bench.measure", "--answer"]
        self.process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=Path(__file__).parent.parent, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def took(self, address: str) -> float:
        """Milliseconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(address + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def growth(small: dict[str, str], large: dict[str, str], pages: list[dict], rounds: int) -> dict[str, dict[str, float]]:
    """For each page measured, its median on the small and the large installation, and how many times the one is the other."""
    both = Answering(small), Answering(large)
    found = {}
    for page in pages:
        if page.get("missing"):
            continue
        times: tuple[list[float], list[float]] = [], []
        for turn in range(WARM_UP + rounds):
            for answering, kept in zip(both, times, strict=True):
                took = answering.took(page["address"])
                if turn >= WARM_UP:
                    kept.append(took)
        before, after = (round(statistics.median(kept), 2) for kept in times)
        found[page["page"]] = {"hundredth": before, "large": after, "times": round(after / before, 2)}
    for answering in both:
        answering.end()
    return found

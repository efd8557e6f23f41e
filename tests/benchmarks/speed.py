"""How long builds take beside other generators: one corpus, phases in turn, ratios round by round.

    python tests/benchmarks/speed.py [--count 1000] [--rounds 3] [--tools hugo,pelican,ours]
                                     [--text-from FOLDER]

Phases: `cold` (no output, no cache), `same` (nothing changed), `edit` (a paragraph more in one report),
`save` (from saving to the page, in the preview; ours alone). A tool that is not found is left out; `HUGO` and
`PELICAN` may say where they are. Ratios are to the first tool that is there. Figures are medians; memory is
the most that all processes of a build held at once (PSS). The machine should have nothing else to do.
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

PHASES = ("cold", "same", "edit")
Figures = tuple[float, float, float]


@dataclass(slots=True)
class Tool:
    """A generator with its own copy of the corpus."""

    name: str
    work: Path
    command: list[str]
    output: str
    cache: tuple[str, ...]
    reports: list[Path]
    edits: int = 0

    @property
    def edited(self) -> Path:
        """The report that is edited: neither the newest nor the oldest."""
        return sorted(self.reports, key=lambda path: path.name)[len(self.reports) // 2]

    def run(self, phase: str) -> Figures:
        """Seconds, processor seconds and megabytes of one build."""
        if phase == "cold":
            for name in (self.output, *self.cache):
                shutil.rmtree(self.work / name, ignore_errors=True)
        token = self.edit() if phase == "edit" else ""
        figures = timed(self.command, self.work)
        if token and not any(
            token in path.read_text("utf-8")
            for path in (self.work / self.output).rglob("*.html")
            if self.edited.stem in str(path) or self.name == "pelican"
        ):
            raise SystemExit(f"{self.name}: the edit is not in the output")
        return figures

    def edit(self) -> str:
        """One paragraph more; the word by which it is known."""
        self.edits += 1
        token = f"Token{self.edits}{os.getpid()}"
        with self.edited.open("a", encoding="utf-8") as file:
            file.write(f"\n{token} was seen.\n")
        return token


def timed(command: list[str], work: Path) -> Figures:
    """Run a command to its end: seconds, processor seconds, megabytes at most."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            most[0] = max(most[0], held_by(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, most[0] or usage.ru_maxrss / 1024


def held_by(session: int) -> float:
    """Megabytes that the processes of a session hold, shared ones counted in part."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                of = (entry / "stat").read_text().rsplit(")", 1)[1].split()[3]
                if int(of) == session:
                    rollup = (entry / "smaps_rollup").read_text()
                    total += sum(int(found) for found in re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE))
            except (OSError, IndexError, ValueError):
                continue
    return total / 1024


def tools(names: list[str], folder: Path, made: Callable[[], Iterator[corpus.Made]]) -> Iterator[Tool]:
    """Those of the tools that are there, each with its corpus."""
    for name in names:
        work = folder / name
        if name == "ours":
            reports = corpus.write_ours(work / "postmortems", made())
            command = [sys.executable, "-m", "postmortem", "build"]
            yield Tool(name, work, command, "site", (".postmortem", ".site.postmortem-next"), reports)
        elif found := shutil.which(os.environ.get(name.upper(), name)):
            write = corpus.write_hugo if name == "hugo" else corpus.write_pelican
            output = "public" if name == "hugo" else "output"
            yield Tool(
                name, work, [found, "--quiet"], output, ("resources", "__pycache__"), write(work, made())
            )
        else:
            print(f"{name} is not there and left out", file=sys.stderr)


def save_to_page(tool: Tool, saves: int = 9) -> tuple[float, float]:
    """Seconds until the preview is ready, and the median from saving a report to its page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "postmortem", "serve", "--port", str(port)]
    address = f"/reports/{tool.edited.stem}/"

    def shows(token: str, limit: float) -> float:
        begun = time.perf_counter()
        while time.perf_counter() - begun < limit:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("GET", address)
                if token in connection.getresponse().read().decode():
                    return time.perf_counter() - begun
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.002)
        raise SystemExit("the preview did not show the edit")

    process = subprocess.Popen(command, cwd=tool.work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ready = shows("</html>", 600)
        time.sleep(2)
        seconds = []
        for _ in range(saves):
            seconds.append(shows(tool.edit(), 60))
            time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
    return ready, statistics.median(seconds)


def row(name: str, of: list[Figures], first: list[Figures]) -> str:
    """A line of the table: medians, and the medians of the ratios to the first tool."""
    seconds, processor, megabytes = (statistics.median(column) for column in zip(*of, strict=True))
    time_ratio = statistics.median(one[0] / other[0] for one, other in zip(of, first, strict=True))
    memory_ratio = statistics.median(one[2] / other[2] for one, other in zip(of, first, strict=True))
    return (
        f"{name} {seconds:8.3f} s  processor {processor:8.3f} s  {megabytes:6.0f} MB"
        f"  x{time_ratio:.3f} time  x{memory_ratio:.2f} memory"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tools", default="hugo,pelican,ours")
    parser.add_argument("--text-from", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="postmortem-speed-") as folder:
        there = list(
            tools(
                given.tools.split(","),
                Path(folder),
                lambda: corpus.make(given.count, given.seed, given.text_from),
            )
        )
        figures = {
            (tool.name, phase, number): tool.run(phase)
            for number in range(given.rounds)
            for phase in PHASES
            for tool in there
        }
        print(f"{given.count} reports, medians of {given.rounds} rounds, load {os.getloadavg()[0]:.1f}")
        for tool in there:
            for phase in PHASES:
                of = [figures[tool.name, phase, number] for number in range(given.rounds)]
                first = [figures[there[0].name, phase, number] for number in range(given.rounds)]
                print(row(f"{tool.name:8} {phase:5}", of, first))
            if tool.name == "ours":
                ready, saved = save_to_page(tool)
                print(f"ours     save  {saved * 1000:8.0f} ms, preview ready after {ready:.2f} s")


if __name__ == "__main__":
    main()

"""A build that uses what the last one left gives the bytes of a build from nothing, whatever happened."""

import os
import random
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from postmortem.app import amending, revised_files
from postmortem.app.build import build
from postmortem.app.building import Building
from postmortem.app.check import check
from postmortem.app.gate import Gate, LeakError
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.model.plan import PlannedFile
from postmortem.model.report import Audience

STEPS = int(os.environ.get("POSTMORTEM_STEPS", "25"))
SEEDS = (1, 2)

SITE = """title: Incidents
base_url: https://status.example.org
audience: public
defaults: {audience: public}
services: [{id: api, name: API, slo: 99.9}, {id: mail, name: Mail}]
"""
REPORT = """---
title: %(title)s
id: %(id)s
status: %(status)s
published: 2026-03-05
audience: %(audience)s
severity: sev2
services: [%(service)s]
started: 2026-03-0%(day)s 10:00
detected: 2026-03-0%(day)s 10:05
resolved: 2026-03-0%(day)s 11:00
related: [%(related)s]
actions: [{id: a1, title: Add an alert for full disks, type: detect, owner: Team, due: 2027-01-01}]
---

## Summary

%(text)s See [the other](%(link)s).

%(internal)s

## Impact

Sign-in failed for 40 minutes.

## Detection

An alert.

## Response

%(response)s

## Recovery

Sign-in worked again.

## Timeline

- 10:00 The disk is full
- 10:05 An alert
- 11:00 All is well
"""
RETRACTED = """---
title: Disk full twice
id: twice
status: retracted
published: 2026-03-06
audience: public
services: [api]
started: 2026-03-06 10:00
revisions: [{date: 2026-03-07, kind: retraction, note: It was another disk.}]
---
"""
NAMES = tuple(f"r{number}" for number in range(7))

Change = Callable[["Folder", random.Random], None]


class Folder:
    """A source folder, with the fields of each report that is in it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "postmortems"
        self.cache = root / ".postmortem"
        self.themes = root / "themes"
        self.source.mkdir()
        (self.source / "site.yml").write_text(SITE)
        self.wishes = Wishes(jobs=1)
        self.reports: dict[str, dict[str, str]] = {}
        for name in NAMES[:5]:
            self.add(name)

    def add(self, name: str) -> None:
        self.reports[name] = {
            "title": f"Disk full on {name}", "id": name, "status": "published", "audience": "public",
            "service": "api", "day": str(NAMES.index(name) + 1), "related": "",
            "text": f"The disk of {name} was full.", "response": "We added space.", "internal": "",
            "link": f"{name}.md#impact",
        }  # fmt: skip
        self.write(name)

    def write(self, name: str) -> None:
        (self.source / f"{name}.md").write_text(REPORT % self.reports[name])

    def retract(self, name: str) -> None:
        """Take a report back, for good: no change is made to it later."""
        del self.reports[name]
        (self.source / f"{name}.md").write_text(RETRACTED)

    def set(self, dice: random.Random, **fields: str) -> None:
        name = dice.choice(sorted(self.reports))
        self.reports[name].update(fields)
        self.write(name)


def edit(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, text=f"The disk was full for the {dice.randrange(1000)}th time.")


def add(folder: Folder, dice: random.Random) -> None:
    missing = sorted(set(NAMES) - set(folder.reports))
    if missing:
        folder.add(dice.choice(missing))


def delete(folder: Folder, dice: random.Random) -> None:
    if len(folder.reports) > 2:
        name = dice.choice(sorted(folder.reports))
        del folder.reports[name]
        (folder.source / f"{name}.md").unlink()


def rename(folder: Folder, dice: random.Random) -> None:
    missing = sorted(set(NAMES) - set(folder.reports))
    if missing:
        old, new = dice.choice(sorted(folder.reports)), dice.choice(missing)
        (folder.source / f"{old}.md").rename(folder.source / f"{new}.md")
        folder.reports[new] = folder.reports.pop(old)


def retitle(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, title=f"Disk full, number {dice.randrange(1000)}")


def change_address(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, id=f"i{dice.randrange(10**6)}")


def change_status(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, status=dice.choice(["draft", "review", "published"]))


def change_audience(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, audience=dice.choice(["internal", "public"]))


def change_service(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, service=dice.choice(["api", "mail"]), day=dice.choice("1234"))


def hide_a_part(folder: Folder, dice: random.Random) -> None:
    words = f"The vault of unit {dice.randrange(100)} stood open all night."
    folder.set(dice, internal=dice.choice(["", f"::: internal\n{words}\n:::"]))


def relate(folder: Folder, dice: random.Random) -> None:
    other = dice.choice(sorted(folder.reports))
    folder.set(dice, related=f"{{id: {folder.reports[other]['id']}, relation: same-cause}}")


def lead_elsewhere(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, link=f"{dice.choice(sorted(folder.reports))}.md#{dice.choice(['impact', 'summary'])}")


def change_settings(folder: Folder, dice: random.Random) -> None:
    (folder.source / "site.yml").write_text(
        SITE.replace("Incidents", dice.choice(["Incidents", "Outages"]))
        + f"feed: {{items: {dice.choice([1, 3, 50])}}}\ntheme: {dice.choice(['default', 'plain', 'own'])}\n"
    )


def change_template(folder: Folder, dice: random.Random) -> None:
    words = f"Nothing here {dice.randrange(1000)}"
    (folder.themes / "own" / "templates" / "not-found.html").write_text(words)


def touch(folder: Folder, dice: random.Random) -> None:
    os.utime(folder.source / f"{dice.choice(sorted(folder.reports))}.md")


def change_unseen(folder: Folder, dice: random.Random) -> None:
    """Other bytes with the old size and the old time of writing."""
    name = dice.choice(sorted(folder.reports))
    path = folder.source / f"{name}.md"
    before = path.stat()
    folder.reports[name]["text"] = folder.reports[name]["text"].swapcase()
    folder.write(name)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def damage_cache(folder: Folder, dice: random.Random) -> None:
    dice = random.Random(dice.random())  # the steps that follow must not depend on what is in the cache
    for path in [path for path in folder.cache.rglob("*") if path.is_file()]:
        data = bytearray(path.read_bytes())
        for _ in range(20):
            if data:
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)


def drop_cache(folder: Folder, dice: random.Random) -> None:
    shutil.rmtree(folder.cache, ignore_errors=True)


CHANGES: tuple[Change, ...] = (
    edit, add, delete, rename, retitle, change_address, change_status, change_audience, change_service,
    hide_a_part, relate, lead_elsewhere, change_settings, change_template, touch, change_unseen, damage_cache,
    drop_cache,
)  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())))
    (tmp_path / "themes" / "own" / "templates").mkdir(parents=True)
    return Folder(tmp_path)


def respond(folder: Folder, dice: random.Random) -> None:
    """Another text in the body, which no other page shows."""
    folder.set(dice, response=f"We added space for the {dice.randrange(1000)}th time.")


def say_more(folder: Folder, dice: random.Random) -> None:
    """Words that rules remark on, as many as a build would not show all of, or none."""
    words = "The engineer forgot the flag, a human error. " * dice.choice([0, 1, 40])
    folder.set(dice, response=f"Nobody saw it for {dice.randrange(1000)} days. {words}")


def respond_in_several(folder: Folder, dice: random.Random) -> None:
    """Other texts in several reports of the same feeds, one of them the same word for word as another's."""
    words = f"We all added space for the {dice.randrange(1000)}th time."
    for name in dice.sample(sorted(folder.reports), dice.choice([2, 3, 4])):
        folder.reports[name]["response"] = dice.choice([words, f"{words} So did {name} & <others>."])
        folder.write(name)


def check_between(folder: Folder, dice: random.Random) -> None:
    """An edit of which the cache has no former text any more."""
    respond(folder, dice)
    check(folder.source, folder.wishes, style="concise", strict=False)


def set_feeds(folder: Folder, dice: random.Random) -> None:
    """Feeds of whole reports or of what they are about, of few or of many."""
    feed = f"{{content: {dice.choice(['full', 'summary'])}, items: {dice.choice([2, 4, 50])}}}"
    (folder.source / "site.yml").write_text(f"{SITE}feed: {feed}\n")


# What leaves every report in the site.
OPEN_CHANGES: tuple[Change, ...] = (
    *[respond] * 3, *[respond_in_several] * 6, *[say_more] * 3, edit, touch, change_unseen, retitle, relate,
    lead_elsewhere, damage_cache, check_between, set_feeds,
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_each_of_many_random_steps_gives_the_bytes_of_a_build_from_nothing(
    folder: Folder, tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    walk(folder, tmp_path, random.Random(seed), CHANGES, capfd)


@pytest.mark.parametrize(("seed", "audience"), list(zip(SEEDS, Audience, strict=True)))
def test_edits_are_exchanged_and_give_the_bytes_of_a_build_from_nothing(
    folder: Folder,
    tmp_path: Path,
    seed: int,
    audience: Audience,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder.wishes = Wishes(audience, jobs=1)
    if audience is Audience.INTERNAL:  # of whose sites a report that was taken back is an ordinary part
        folder.retract("r4")
    codes: list[int | None] = []
    amend = amending.amend

    def noting(job: Building) -> int | None:
        codes.append(amend(job))
        return codes[-1]

    exchanges: list[bool] = []
    exchanged = revised_files.exchanged

    def counting(data: bytes, items: Sequence[tuple[str, str]]) -> bytes | None:
        made = exchanged(data, items)
        exchanges.append(made is not None and len(items) > 1)
        return made

    monkeypatch.setattr(amending, "amend", noting)
    monkeypatch.setattr(revised_files, "exchanged", counting)
    walk(folder, tmp_path, random.Random(seed), OPEN_CHANGES, capfd)
    assert codes.count(0) > STEPS // 8
    assert any(exchanges)


def say_in_a_picture(folder: Folder, dice: random.Random) -> None:
    """Words in a file that reports show, which no redaction looks into."""
    words = dice.choice(["Disks by day", *SECRETS])
    (folder.source / "graph.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>{words}</text></svg>"
    )


def show_a_picture(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, response=dice.choice(["We added space.", "![A graph](graph.svg)"]))


def hide_a_sentence(folder: Folder, dice: random.Random) -> None:
    folder.set(dice, internal=dice.choice(["", *(f"::: internal\n{words}\n:::" for words in SECRETS)]))


def say_a_sentence(folder: Folder, dice: random.Random) -> None:
    """What is hidden elsewhere, said in a report that is public, or in one that is not."""
    folder.set(dice, response=dice.choice(["We added space.", *SECRETS]))


SECRETS = (
    "The vault of the second unit stood open all night.",
    "Acme Hosting had been warned about that vault in March.",
)
# What hides things, and what brings them to light.
HIDING_CHANGES: tuple[Change, ...] = (
    *[respond] * 4, say_a_sentence, *[hide_a_sentence] * 3, show_a_picture, *[say_in_a_picture] * 3, edit,
    change_status, change_audience, touch, retitle, damage_cache,
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_hidden_is_refused_and_told_as_by_a_build_from_nothing(
    folder: Folder,
    tmp_path: Path,
    seed: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trusted: list[bool] = []
    trust = Gate.trust

    def noting(gate: Gate, plan: Sequence[PlannedFile], passed: str) -> tuple[PlannedFile, ...]:
        files = trust(gate, plan, passed)
        trusted.append(any(file.inspect for file in plan) and not any(file.inspect for file in files))
        return files

    monkeypatch.setattr(Gate, "trust", noting)
    for name in ("r0", "r1", "r2"):
        folder.reports[name]["response"] = "![A graph](graph.svg)"
        folder.write(name)
    say_in_a_picture(folder, random.Random(seed))
    refused = walk(folder, tmp_path, random.Random(seed), HIDING_CHANGES, capfd)
    assert refused
    assert any(trusted)


def walk(
    folder: Folder,
    tmp_path: Path,
    dice: random.Random,
    changes: Sequence[Change],
    capfd: pytest.CaptureFixture[str],
) -> int:
    """Take the steps; how many of them gave a site that was refused."""
    taken: list[str] = []
    refused = 0
    kept = tmp_path / "kept"
    for step in range(STEPS):
        change = dice.choice(changes)
        change(folder, dice)
        taken.append(change.__name__)
        before, fresh = files(kept), tmp_path / f"fresh{step}"
        capfd.readouterr()
        refusal = built(folder, kept)
        ours = capfd.readouterr()
        assert built(folder, fresh, cache=False) == refusal, taken
        others = capfd.readouterr()
        refused += bool(refusal)
        assert files(kept) == (before if refusal else files(fresh)), taken
        told = [line for line in ours.err.splitlines() if "cache" not in line]
        assert told == others.err.splitlines(), taken
        assert ours.out.splitlines()[1:] == others.out.splitlines()[1:], taken
        shutil.rmtree(fresh, ignore_errors=True)
    return refused


def built(folder: Folder, output: Path, *, cache: bool = True) -> str:
    """Build the site; why it is refused, if it is."""
    try:
        build(folder.source, output, replace(folder.wishes, cache=cache), BuildWishes(keep_going=True))
    except LeakError as error:
        return str(error)
    return ""

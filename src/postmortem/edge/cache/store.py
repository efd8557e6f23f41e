"""The database of one edition's cache: readings and texts of reports, and what was planned for them.

Every row is sealed under its key. A database that cannot be used is made anew, and that is told in a line.
Two processes may use it at once: rows are valid by themselves, and whoever cannot write goes on without.
"""

import os
import sqlite3
import stat
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from postmortem.edge.cache.seal import DamagedError, sealed, unsealed
from postmortem.edge.tree import remove_tree

_WAIT = 5.0
# The second is what comes of a message in which a damaged name stands.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)
_TABLES = (
    "CREATE TABLE reading (path TEXT PRIMARY KEY, basis TEXT, signature TEXT, data BLOB)",
    "CREATE TABLE document (path TEXT PRIMARY KEY, data BLOB, words BLOB)",
    "CREATE TABLE plan (name TEXT PRIMARY KEY, data BLOB)",
)
_MOST_WORDS = 64_000_000


class Row(Struct, frozen=True):
    """A kept reading, still packed, with the signature that its file had."""

    signature: str
    data: bytes


class Store:
    """One database. Any thread may call any method; a forked process opens the file for itself."""

    def __init__(self, path: Path, notice: Callable[[str], None]) -> None:
        self._path, self._notice = path, notice
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._told = False
        self._connection = self._open()

    def rows(self, basis: str) -> Iterator[tuple[str, Row]]:
        """The kept readings on that basis, with their paths; those that are damaged are left out.

        They are taken one by one: all of them, packed, would take as much room as the readings.
        """
        for (path,) in self._ask("SELECT path FROM reading WHERE basis = ?", basis):
            try:
                yield path, self.row(path, basis)
            except DamagedError:
                self._tell()

    def row(self, path: str, basis: str) -> Row:
        """The kept reading of a report on that basis; DamagedError if there is none, or if it is damaged."""
        found = self._ask("SELECT signature, data FROM reading WHERE path = ? AND basis = ?", path, basis)
        if not found:
            raise DamagedError
        signature, data = found[0]
        return Row(signature, unsealed(f"{path}\0{basis}\0{signature}", data))

    def keep_rows(self, basis: str, rows: Iterable[tuple[str, Row]]) -> None:
        """Keep readings, by path."""
        self._change(
            "REPLACE INTO reading VALUES (?, ?, ?, ?)",
            (
                (path, basis, row.signature, sealed(f"{path}\0{basis}\0{row.signature}", row.data))
                for path, row in rows
            ),
        )

    def document(self, path: str) -> bytes:
        """The kept text of a report, packed; DamagedError if there is none, or if it is damaged."""
        found = self._ask("SELECT data FROM document WHERE path = ?", path)
        if not found:
            raise DamagedError
        return unsealed(path, found[0][0])

    def words(self, path: str) -> tuple[str, ...]:
        """What is public of a report, in words; DamagedError as for `document`."""
        found = self._ask("SELECT words FROM document WHERE path = ?", path)
        if not found:
            raise DamagedError
        try:
            packed = unsealed(path, found[0][0])
            return tuple(zlib.decompressobj().decompress(packed, _MOST_WORDS).decode().split("\0"))
        except (zlib.error, UnicodeDecodeError) as error:
            raise DamagedError from error

    def keep_documents(self, documents: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep texts: path, packed document, and words as `pack_words` gives them."""
        self._change(
            "REPLACE INTO document VALUES (?, ?, ?)",
            ((path, sealed(path, data), sealed(path, words)) for path, data, words in documents),
        )

    def part(self, token: str, name: str) -> bytes:
        """A part of the plan of that token; DamagedError if there is none, or if it is damaged."""
        found = self._ask("SELECT data FROM plan WHERE name = ?", name)
        if not found:
            raise DamagedError
        return unsealed(f"{token}\0{name}", found[0][0])

    def keep_parts(self, token: str, parts: Iterable[tuple[str, bytes]]) -> None:
        """Keep parts of a plan, by name."""
        self._change(
            "REPLACE INTO plan VALUES (?, ?)",
            ((name, sealed(f"{token}\0{name}", data)) for name, data in parts),
        )

    def forget_plan(self) -> None:
        """Forget every part of a plan."""
        self._change("DELETE FROM plan", [()])
        self.commit()

    def unchanged(self, signatures: Mapping[str, str]) -> frozenset[str]:
        """The reports whose files have the signatures that they had when they were read."""
        found = self._ask("SELECT path, signature FROM reading")
        return frozenset(path for path, signature in found if signatures.get(path) == signature)

    def keep_only(self, paths: Collection[str]) -> bool:
        """Forget all other reports, so that nothing of them is left in the file; whether there were any.

        What was planned may name them, and is forgotten with them.
        """
        forgotten = False
        for table in ("reading", "document"):
            there = {path for (path,) in self._ask(f"SELECT path FROM {table}")}  # noqa: S608  a name of ours
            gone = [(path,) for path in there.difference(paths)]
            self._change(f"DELETE FROM {table} WHERE path = ?", gone)  # noqa: S608
            forgotten = forgotten or bool(gone)
        if forgotten:
            self.forget_plan()
        return forgotten

    def commit(self) -> None:
        """Let other processes see what was kept."""
        with self._lock, suppress(*_FAILURES):
            self._connection.commit()

    def close(self) -> None:
        """Keep everything, and give the file back."""
        self.commit()
        self._connection.close()

    def _ask(self, question: str, *values: str) -> list[tuple[str, ...]]:
        with self._lock:
            try:
                if self._process != os.getpid():  # a connection must not be used across a fork
                    self._process, self._connection = os.getpid(), _connect(self._path)
                return self._connection.execute(question, values).fetchall()
            except _FAILURES:
                self._tell()
                return []

    def _change(self, command: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._lock:
            try:
                self._connection.executemany(command, rows)
            except _FAILURES as error:
                if "readonly" in str(error):  # what is there may still be read; nothing is added to it
                    return
                self._begin_anew()
                with suppress(*_FAILURES):
                    self._connection.executemany(command, rows)

    def _open(self) -> sqlite3.Connection:
        try:
            # A link would lead elsewhere, a pipe would keep us waiting.
            if not self._path.exists() or stat.S_ISREG(self._path.lstat().st_mode):
                return _laid_out(_connect(self._path))
        except (*_FAILURES, OSError):
            pass
        self._tell()
        return self._anew()

    def _begin_anew(self) -> None:
        self._tell()
        with suppress(*_FAILURES):
            self._connection.close()
        self._connection = self._anew()

    def _anew(self) -> sqlite3.Connection:
        """An empty database in place of what is there; in memory if even that cannot be."""
        try:
            remove_tree(self._path)
            return _laid_out(_connect(self._path))
        except (*_FAILURES, OSError):
            return _laid_out(sqlite3.connect(":memory:", check_same_thread=False))

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self._notice(f"the cache `{self._path.name}` could not be used and is made anew")


def pack_words(texts: Iterable[str]) -> bytes:
    """Words as `Store.words` gives them back; no text holds a NUL."""
    return zlib.compress("\0".join(texts).encode("utf-8", "replace"), 1)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False, cached_statements=16)
    # What is lost in a crash is read again; what is forgotten must not linger in the file.
    connection.executescript(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;"
    )
    return connection


def _laid_out(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The database with our tables; sqlite3.Error if it has others, which might act when they are asked."""
    there = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if not there:
        for table in _TABLES:
            connection.execute(table)
        connection.commit()
    elif there != set(_TABLES):
        raise sqlite3.DatabaseError("other tables")
    return connection

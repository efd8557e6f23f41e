"""Persons, addresses, hosts, links and denied words: what is found, what is fine, and what a site allows."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from packed_files import zipped
from postmortem.diagnostics import Level, Span
from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Report
from postmortem.model.site import NavigationLink, Settings, Translation
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.attached import check_attached_texts
from postmortem.rules.safety.texts import check_settings_texts, check_texts

Read = Callable[..., Report]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
OUT = "audience: public\nstatus: published\n"


def check(read: Read, text: str, **settings: object) -> list[tuple[str, str]]:
    report = read(OUT, text + "\n")
    context = RuleContext(Settings(**settings), NOW, {}, frozenset())  # type: ignore[arg-type]  # by name
    return sorted({(d.code, d.message.split("`")[1]) for d in check_texts(report, context)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to jane.doe@acme.io.", [("PM602", "jane.doe@acme.io")]),
        ("<jane@acme.co.uk>", [("PM602", "jane@acme.co.uk")]),
        ("[mail](mailto:jane@acme.io)", [("PM602", "jane@acme.io")]),
        ("`jane@acme.io`", [("PM602", "jane@acme.io")]),
        (
            "status@example.com, a@b.example, x@localhost, git@github.com:a/b, logo@2x.png, @scope/pkg@1.2.3",
            [],
        ),
        ("Call +49 30 9018 2099.", [("PM603", "+49 30 9018 2099")]),
        ("Tel. 030 / 901820 99", [("PM603", "030 / 901820 99")]),
        ("phone: (212) 736-5000", [("PM603", "(212) 736-5000")]),
        ("+1 415-555-0100, 09:47 +01:00, +1200 requests, +12 %, 2023-02-09 09:47, 1 234 567 rows", []),
    ],
)
def test_persons_cannot_be_reached(read: Read, text: str, found: list[tuple[str, str]]) -> None:
    assert check(read, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 10.1.2.3 and 192.168.0.7 and 172.20.0.1", ["10.1.2.3", "172.20.0.1", "192.168.0.7"]),
        ("from 93.184.216.34.", ["93.184.216.34"]),
        ("`ssh root@10.1.2.3`, http://10.1.2.4:8080/x", ["10.1.2.3", "10.1.2.4"]),
        ("[x](http://10.1.2.5/)", ["10.1.2.5"]),
        ("2a00:1450:4001:81b::200e and fd12:3456::1", ["2a00:1450:4001:81b::200e", "fd12:3456::1"]),
        ("192.0.2.14, 198.51.100.7/24, 203.0.113.9, 127.0.0.1, 0.0.0.0, 169.254.169.254, 8.8.8.8, ::1", []),
        ("the networks 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16; 2001:db8::7", []),
        ("version 10.1.2.3, Version: 10.1.2.4, Versions 10.1.2.3 and 10.1.2.4", []),
        ("from version 10.1.2.3 to 10.2.0.1, `version` 10.0.0.1, (v 10.1.2.3), ver. 10.1.2.3", []),
        ("in den Versionen 10.1.2.3, 10.1.2.4 und 10.1.2.5", []),
        (
            "Update: 10.1.2.3 is down; a release 10.1.2.4 went; update: 52.1.2.3",
            ["10.1.2.3", "10.1.2.4", "52.1.2.3"],
        ),
        ("its version. The host 10.1.2.3 and conversion 10.1.2.4", ["10.1.2.3", "10.1.2.4"]),
        ("after the upgrade to version 2 10.1.2.5 answered", ["10.1.2.5"]),
        ("upgrade to 52.1.2.3, kernel 52.1.2.4, build: 52.1.2.5", []),
        ("version 1.2.3.4, v10.1.2.3, Chrome/120.0.0.0, from 1.16.8.0 to 1.17.0.2, 1.2.3.4.5, 256.1.1.1", []),
        ("09:47:12, ab::cd, std::vector, AWS::EC2::VPC, a:b:c, 12:30::", []),
    ],
)
def test_addresses_are_found_outside_documentation(read: Read, text: str, found: list[str]) -> None:
    assert check(read, text) == [("PM604", address) for address in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on db-1.prod.internal and wiki.corp", ["db-1.prod.internal", "wiki.corp"]),
        ("`orders.shop.svc.cluster.local`, pay.shop.svc", ["orders.shop.svc.cluster.local", "pay.shop.svc"]),
        ("ip-10-0-32-54.eu-west-1.compute.internal", ["ip-10-0-32-54.eu-west-1.compute.internal"]),
        ("[x](https://grafana.acme.lan/d/1)", ["grafana.acme.lan"]),
        ("build-7.acme.example, WIKI.acme.example", ["WIKI.acme.example", "build-7.acme.example"]),
        ("api.acme.io, notacme.example, settings.local.json, .env.local, com.acme.internal.Type", []),
        ("`config.internal = true`, kube-dns.kube-system.svc.cluster.local", []),
        ("host.docker.internal, kubernetes.default.svc.cluster.local, console.local(x), a.localx", []),
    ],
)
def test_internal_hosts_are_found(read: Read, text: str, found: list[str]) -> None:
    assert check(read, text, internal_domains=("acme.example",)) == [("PM605", host) for host in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://acme.slack.com/archives/C01/p123", 1),
        ("[doc](https://docs.google.com/document/d/1abc/edit)", 1),
        ("https://acme.atlassian.net/wiki/x and https://jira.acme.io/browse/OPS-1", 2),
        ("https://acme.pagerduty.com/incidents/P1 https://acme.app.opsgenie.com/alert/1", 2),
        ("https://us02web.zoom.us/j/123 https://meet.google.com/abc-defg-hij", 2),
        ("https://www.notion.so/acme/Incident-0123456789abcdef0123456789abcdef", 1),
        (
            "https://docs.google.com/document/d/e/2PACX/pub https://slack.com/help https://www.notion.so/product",
            0,
        ),
        ("https://status.slack.com/2024 https://zoom.us/pricing https://acme.notion.site/x", 0),
    ],
)
def test_links_that_readers_cannot_open_are_found(read: Read, text: str, found: int) -> None:
    codes = [code for code, _ in check(read, text)]
    assert codes == ["PM606"] * found


def test_denied_words_are_found_in_any_case_and_inflected(read: Read) -> None:
    text = "ACME Corp’s orders, acme  corp and [x](acme-corp.png); Acmecorp is another."
    deny = ("Acme Corp", "Bumble")
    assert check(read, text, safety_deny=deny) == [
        ("PM607", "ACME Corp’s"),
        ("PM607", "acme corp"),
        ("PM607", "acme-corp"),
    ]


@pytest.mark.parametrize("text", ["The Acme-GmbH called.", "![x](pics/acme-gmbh.png)", "ACME_GmbH"])
def test_the_parts_of_a_denied_name_may_be_joined(read: Read, text: str) -> None:
    assert [code for code, _ in check(read, text, safety_deny=("Acme GmbH",))] == ["PM607"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call 0049301234567.", "0049301234567"),
        ("Call 0049 30 1234567 at night.", "0049 30 1234567"),
        ("Free: 0800 330 1000", "0800 330 1000"),
        ("Ring (212) 736-5000 for help.", "(212) 736-5000"),
        ("+1 (212) 736-5000", "+1 (212) 736-5000"),
    ],
)
def test_numbers_in_a_form_that_nothing_else_has_are_found(read: Read, text: str, number: str) -> None:
    assert check(read, text) == [("PM603", number)]


@pytest.mark.parametrize(
    "text",
    [
        "100 200 300 400, then 500, +100 200 300",
        "It grew by +200 400 500 requests.",
        "order 0012345678901, 00493012",
        "at 0800 330 of them failed",
        "f(212) 736-5000-1, (112) 736-5000",
        "10.0800 330 1000",
        "Call 404 500 503 errors",
    ],
)
def test_figures_are_no_telephone_numbers(read: Read, text: str) -> None:
    assert check(read, text) == []


@pytest.mark.parametrize("text", ["see section 10.1.2.3", "§ 10.1.2.3", "Abschnitt 10.1.2.3"])
def test_a_part_of_a_document_is_no_address(read: Read, text: str) -> None:
    assert check(read, text) == []
    assert check(read, "the host 10.1.2.3") == [("PM604", "10.1.2.3")]


def test_a_denied_word_in_the_files_name_is_found(read: Read) -> None:
    report = read(OUT, path="2024-01-01-acme-corp-down.md")
    context = RuleContext(Settings(safety_deny=("Acme Corp",)), NOW, {}, frozenset())
    assert [d.message for d in check_texts(report, context)] == ["`acme-corp` must not be published here"]


@pytest.mark.parametrize(
    ("text", "allow"),
    [
        ("db.prod.internal", ("prod.internal",)),
        ("db.prod.internal", ("db.prod.internal",)),
        ("db.prod.internal", ("*.prod.internal",)),
        ("10.1.2.3", ("10.1.2.3",)),
        ("10.1.2.3", ("10.1.0.0/16",)),
        ("jane@acme.io", ("jane@acme.io",)),
        ("jane@acme.io", ("@acme.io",)),
        ("+49 30 9018 2099", ("+49 (30) 9018-2099",)),
        ("https://acme.atlassian.net/browse/X-1", ("acme.atlassian.net",)),
    ],
)
def test_what_a_site_allows_is_fine(read: Read, text: str, allow: tuple[str, ...]) -> None:
    assert check(read, text) != []
    assert check(read, text, safety_allow=allow) == []


@pytest.mark.parametrize(
    ("text", "allow"),
    [
        ("jane@acme.io", ("acme.io",)),
        ("db.prod.internal", ("d.internal", "rod.internal", "")),
        ("10.1.2.3", ("10.1.2.4",)),
    ],
)
def test_what_a_site_allows_is_taken_narrowly(read: Read, text: str, allow: tuple[str, ...]) -> None:
    assert check(read, text, safety_allow=allow) != []


@pytest.mark.parametrize(
    ("front", "edition", "host", "mail"),
    [
        (OUT, Audience.PUBLIC, None, None),
        (OUT, Audience.INTERNAL, Level.INFO, Level.WARNING),
        ("audience: internal\nstatus: published\n", Audience.PUBLIC, Level.INFO, Level.WARNING),
        ("audience: public\nstatus: draft\n", Audience.PUBLIC, Level.WARNING, Level.WARNING),
    ],
)
def test_inside_a_host_is_a_remark(
    read: Read, front: str, edition: Audience, host: Level | None, mail: Level | None
) -> None:
    report = read(front, "db.prod.internal, jane@acme.io\n")
    context = RuleContext(Settings(), NOW, {}, frozenset(), edition)
    assert {d.code: d.level for d in check_texts(report, context)} == {"PM605": host, "PM602": mail}


def test_internal_parts_are_not_looked_at_in_a_public_edition(read: Read) -> None:
    body = "::: internal\ndb.prod.internal\n:::\n\n[jane@acme.io]{.internal}\n"
    context = RuleContext(Settings(), NOW, {}, frozenset())
    assert list(check_texts(read(OUT + "internal: {host: db.prod.internal}\n", body), context)) == []


def test_a_secret_in_an_attached_file_is_found(read: Read) -> None:
    report = read(OUT, "[log](build.log)\n")
    data = ("first\ntoken npm" + "_" + "a1B2c3D4e5F6g7H8i9" * 2 + "\n").encode()
    context = RuleContext(
        Settings(), NOW, {}, frozenset({"build.log"}), assets={"build.log": AssetFile("", lambda: data)}
    )
    (found,) = check_attached_texts(report, context)
    assert found.message.startswith("line 2 of `build.log` holds `npm_…`")


def test_what_settings_say_in_another_language_is_published_too() -> None:
    settings = Settings(translations={"de": Translation(footer="Fragen an jane@acme.io")})
    found = list(check_settings_texts(settings, Audience.PUBLIC, {}))
    assert [(d.code, d.span.path) for d in found] == [("PM602", "site.yml")]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("x\n::: internal\nsecret\n:::\n", 2),
        ("x [secret]{.internal}\n", 1),
        ("a <div class='internal'>\nprivate.internal { x }\n{\"internal\": 1}\n", 0),
    ],
)
def test_an_internal_mark_in_an_attached_file_is_found(read: Read, data: str, line: int) -> None:
    report = read(OUT, "[log](build.log)\n")
    assets = {"build.log": AssetFile("", data.encode)}
    found = list(
        check_attached_texts(report, RuleContext(Settings(), NOW, {}, frozenset(assets), assets=assets))
    )
    marks = [f"line {line} of" in d.message for d in found if d.code == "PM210"]
    assert marks == ([True] if line else [])


KEY = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEowIBAAKCAQEAx\n"


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("server.pem", KEY.encode(), ["PM601"]),
        (
            "dump.sql",
            ("-- host db-7.prod.internal\nmail ann@acme.io\n" + KEY).encode(),
            ["PM601", "PM602", "PM605"],
        ),
        ("customers", b"a\nFerrous Ltd\n", ["PM607"]),
        ("events.log", f"x\n{KEY}".encode("utf-16"), ["PM601"]),
        ("large.log", b"line\n" * 300_000 + b"ann@acme.io\n", ["PM602"]),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0 ann@acme.io", []),
        ("paper.pdf", b"%PDF-1.7 ann@acme.io", []),
        ("fine.csv", b"time,errors\n09:47,12\n", []),
    ],
)
def test_files_that_are_text_are_read_whatever_they_are_called(
    read: Read, name: str, data: bytes, codes: list[str]
) -> None:
    report = read(OUT, f"[it]({name})\n")
    settings = Settings(safety_deny=("Ferrous",))
    context = RuleContext(settings, NOW, {}, frozenset({name}), assets={name: AssetFile("", lambda: data)})
    found = list(check_attached_texts(report, context))
    assert [d.code for d in found] == codes
    assert all(f"`{name}`" in d.message and d.span.path == report.path for d in found)


OTHER = b"\0\xd8\1\2\xff\xd8" * 2_000  # no text in any encoding
WORD = "<w:p><w:r><w:t>Ask an</w:t></w:r><w:r><w:t>n@acme.io</w:t></w:r></w:p><w:p><w:t>Ferrous</w:t></w:p>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            zipped({"word/document.xml": WORD}),
            [
                ("PM602", "in paragraph 1 of `word/document.xml` in `it.zip`"),
                ("PM607", "paragraph 2 of `word/document.xml` in `it.zip`"),
            ],
        ),
        (zipped({"a.log": "x\nn@acme.io", "b": "x@y.io"}), [("PM602", "on line 2 of `a.log` in `it.zip`")]),
        (zipped({"a.log": "x\n::: internal\n"}), [("PM210", "line 2 of `a.log` in `it.zip`")]),
        (gzip.compress(b"x\nann@acme.io"), [("PM602", "line 2 of `it.zip`")]),
        (zipped({"a.xml": "<generator>Office/7.4.7.2</generator>", "b.log": "fine"}), []),
        (zipped({"a.log": "x\ntold Ferrous\n  Works of it"}), [("PM607", "on line 2 of `a.log`")]),
        ("x\nFerrous Works".encode("utf-16-le"), [("PM607", "on line 2 of `it.zip`")]),
        (zipped({"ferrous_works_2.txt": "x"}), [("PM607", "in name 1 of `it.zip`")]),
        (OTHER + b"\0by ann@acme.io, Ferrous Works\0", [("PM607", "in run 1 of `it.zip`")]),
        (b"%PDF-1.7\n1 0 obj << /Contents (of\nFerrous Works) >> endobj", [("PM607", "line 2 of `it.zip`")]),
        (zipped({"Ferrous Works.7z": "7z\xbc\xaf\x27\x1c"}), [("PM607", "in name 1 of `it.zip`")]),
        (zipped({"a.log": "0" * 9_000_000}), [("PM610", "`a.log` in `it.zip` was not looked")]),
        (b"7z\xbc\xaf\x27\x1c\0\4", [("PM610", "`it.zip` was not looked through: it is packed by")]),
        (zipped({"a.txt": "x"})[:-9], [("PM610", "`it.zip` was not looked through: it is broken")]),
    ],
)  # fmt: skip
def test_what_is_packed_in_an_attached_file_is_read(
    read: Read, data: bytes, told: list[tuple[str, str]]
) -> None:
    report = read(OUT, "[it](it.zip)\n")
    context = RuleContext(
        Settings(safety_deny=("Ferrous", "Ferrous Works")),
        NOW,
        {},
        frozenset({"it.zip"}),
        assets={"it.zip": AssetFile("", lambda: data)},
    )
    found = list(check_attached_texts(report, context))
    assert [d.code for d in found] == [code for code, _ in told]
    assert all(where in d.message for d, (_, where) in zip(found, told, strict=True))


def test_a_name_that_must_not_be_published_is_not_told(read: Read) -> None:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("for Ferrous.7z", b"7z\xbc\xaf\x27\x1c")
    assets = {"it.zip": AssetFile("", data.getvalue)}
    context = RuleContext(Settings(safety_deny=("Ferrous",)), NOW, {}, frozenset(assets), assets=assets)
    unread, _ = check_attached_texts(read(OUT, "[it](it.zip)\n"), context)
    assert unread.message.startswith("a file in `it.zip` was not looked through: it is packed by 7-Zip")


def test_an_unread_attachment_is_a_remark_inside(read: Read) -> None:
    report = read("audience: internal\n", "[it](it.7z)\n")
    assets = {"it.7z": AssetFile("", lambda: b"7z\xbc\xaf\x27\x1c\0\4")}
    (found,) = check_attached_texts(
        report, RuleContext(Settings(), NOW, {}, frozenset(assets), assets=assets)
    )
    assert (found.code, found.level) == ("PM610", Level.INFO)


def test_settings_are_published_too() -> None:
    settings = Settings(footer="Ask jane@acme.io", navigation=(NavigationLink("Wiki", "https://wiki.corp/"),))
    found = list(check_settings_texts(settings, Audience.PUBLIC, {}))
    assert [(d.code, d.span.path) for d in found] == [("PM602", "site.yml"), ("PM605", "site.yml")]


def test_what_settings_say_is_told_at_its_place() -> None:
    links = (NavigationLink("Status", "https://status.example"), NavigationLink("Wiki", "https://wiki.corp/"))
    places = {("navigation", 1): Span("site.yml", 7, 5), ("navigation", 1, "url"): Span("site.yml", 8, 10)}
    (found,) = check_settings_texts(Settings(navigation=links), Audience.PUBLIC, places)
    assert (found.code, found.span) == ("PM605", Span("site.yml", 8, 10))

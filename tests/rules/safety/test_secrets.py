"""Known forms of secrets are found; prose, hashes, identifiers and image data are not.

No sample is a working key, and none stands here in one piece: they are put together when the tests run.
"""

import base64
import hashlib
import random
import string
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from postmortem.diagnostics import Diagnostic, Level
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.secrets import secrets_in
from postmortem.rules.safety.texts import check_texts

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CHANCE = random.Random(7)
MIXED = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + "234567"


def some(count: int, letters: str = MIXED) -> str:
    return "".join(CHANCE.choice(letters) for _ in range(count))


HEX = "0123456789abcdef"
SAMPLES = {
    "AWS": "AKIA" + some(16, UPPER),
    "AWS session": "ASIA" + some(16, UPPER),
    "GitHub": "ghp" + "_" + some(36),
    "GitHub app": "ghs" + "_" + some(36),
    "GitHub fine-grained": "github" + "_pat_" + some(22) + "_" + some(59),
    "GitLab": "glpat" + "-" + some(20),
    "Slack bot": "xoxb" + "-123456789012-1234567890123-" + some(24),
    "Slack webhook": "https://hooks.slack" + ".com/services/T0123ABCD/B0123ABCD/" + some(24),
    "Stripe": "sk" + "_live_" + some(24),
    "Google": "AIza" + some(35),
    "SendGrid": "SG" + "." + some(22) + "." + some(43),
    "npm": "npm" + "_" + some(36),
    "PyPI": "pypi" + "-AgEIcHlwaS5vcmc" + some(60),
    "DigitalOcean": "dop" + "_v1_" + some(64, HEX),
    "OpenAI": "sk" + "-proj-" + some(48),
    "Telegram": "1234567890" + ":AA" + some(33),
    "Vault": "hvs" + "." + some(24),
    "Azure": "AccountName=x;Account" + "Key=" + some(86) + "==",
    "token": "eyJ" + some(20) + ".eyJ" + some(40) + "." + some(43),
    "postgres": "postgres" + "://app:" + "hunter2hunter2@db.example.com/orders",
    "redis": "redis" + "://:" + "s3cr3t-pa55@cache:6379/0",
    "bearer": "Authorization: Bea" + "rer " + some(40),
    "basic": "Authorization: Ba" + "sic " + base64.b64encode(b"app:hunter2hunter2").decode(),
    "private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIE" + some(60) + "\n-----END RSA PRIVATE KEY-----",
    "OpenSSH key": "-----BEGIN OPENSSH PRI" + "VATE KEY-----",
    "password": "pass" + "word: " + "kX9" + some(20),
    "client secret": "client_sec" + 'ret = "' + "7Qa" + some(32) + '"',
    "German": "Das Pass" + "wort lautet " + "kX9" + some(20),
    "GitLab feed": "glft" + "-" + some(20),
    "GitLab runner": "GR13" + "48941" + some(20),
    "OpenAI of old": "sk" + "-" + some(48),
    "Google refresh": "1//" + "0" + some(40),
    "Mailchimp": some(32, HEX) + "-us" + "12",
    "Heroku": "HRKU" + "-" + str(uuid.UUID(int=CHANCE.getrandbits(128))),
    "Atlassian": "ATATT3" + "xFfGF0" + some(80),
    "Linear": "lin" + "_api_" + some(40),
    "Notion": "ntn" + "_" + some(46),
    "Figma": "figd" + "_" + some(40),
    "PagerDuty": "pdus" + "+" + some(20),
    "Sentry": "sntrys" + "_eyJ" + some(60),
    "Square": "sq0atp" + "-" + some(22),
    "Azure client": "aB3" + "8Q~" + some(34),
    "encrypted token": "eyJ" + ".".join((some(30), some(40), some(16), some(60), some(22))),
    "signed S3 address": "https://b.s3.example/x?X-Amz-Signa" + "ture=" + some(64, HEX),
    "Django": "SECRET_KEY = 'django-inse" + "cure-" + some(20) + "#$&" + some(20) + "'",
    "Docker login": '{"auth": "' + base64.b64encode(b"app:hunter2hunter2").decode() + '"}',
    "curl": "curl -sS -u admin:" + "Sup3rSecret99 https://db.example/",
    "netrc": "machine db login app pass" + "word S3cretPw99",
    "bcrypt": "$2b" + "$12$" + some(53),
    "htpasswd": "$apr1" + "$" + some(8) + "$" + some(22),
    "key named with its value": "HEROKU_API_" + "KEY=" + str(uuid.UUID(int=CHANCE.getrandbits(128))),
    "Fernet": "FERNET_" + "KEY=" + base64.urlsafe_b64encode(CHANCE.randbytes(32)).decode(),
    "key said": "the Datadog API " + "key " + some(32, HEX) + " was",
    "cookie": "Cookie: lang=de; session=" + some(40),
    "hexadecimal": "api_" + "key=" + hashlib.sha256(b"x").hexdigest(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_known_form_is_found_once(name: str) -> None:
    for text in (SAMPLES[name], f"We wrote `{SAMPLES[name]}`, and then", f"key:\n{SAMPLES[name]}\n"):
        assert len(list(secrets_in(text))) == 1, text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password: " + "hunter2" + "secret", "hunter2" + "secret"),
        ("It ran with password=" + "hunter2" + "secret99.", "hunter2" + "secret99"),
        ("DB_PASSWORD=" + "Xk29f" + "jJ2kq0s", "Xk29f" + "jJ2kq0s"),
        ("Passwort: `" + "7geheime" + "Worte`", "7geheime" + "Worte"),
        ("password: " + "hunter" + "2", "hunter" + "2"),
        ("Das Passwort lautet " + "Sommer" + "2024!", "Sommer" + "2024!"),
        ("The password was " + "Sommer" + "2024! until then", "Sommer" + "2024!"),
        ('Das Passwort war "' + "Winter-" + '2023"', "Winter-" + "2023"),
    ],
)
def test_a_short_password_behind_its_word_is_found(text: str, secret: str) -> None:
    assert [text[start:end] for _, start, end in secrets_in(text)] == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "password: the field in the form",
        "password: characters",
        "the password is hunter2",
        "password: two-factor-2fa-step",
        "password=settings.database2.value",
        "password=read_password_v2(",
        "password: 1234567890",
        "password=$DB_PASSWORD2",
        "Kennwort: siehe Abschnitt 12",
        "Password: see1Password",
        "Kennwort: mindestens12Zeichen",
        "passwort: min8Zeichen",
        "Password: argon2id2024",
        "passphrase: SHA512crypt1",
        "The password was SHA256-hashed",
        "The password is Argon2id with 64 MiB",
        "password: version2",
        "The password was changed on 2026-02-09",
        "The password was v2-only",
        "token = MaxTokensPerRequest4096",
        "token: NextPageToken1234567890",
        "credentials: ServiceAccountV2Migration",
        "Cookie: lang=de; theme=dark",
        "curl -u admin:$PASSWORD https://db.example/",
    ],
)
def test_prose_and_code_behind_the_word_are_no_password(text: str) -> None:
    assert list(secrets_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "postgres://app:***@db/orders",
        "postgres://app:$PASSWORD@db/orders",
        "postgres://app:password@db/orders",
        "https://user:<password>@example.com",
        "password: changeme-changeme-1",
        "token: ${{ secrets.DEPLOY_TOKEN_2024 }}",
        "COPY deploy-token /run/secrets/deploy_token_for_read_2024",
        "--token-file /tmp/deploy/token/file1234567890",
        "The token is revoked_at_2023-02-09T09:47:00Z",
        "secret: engineering-platform-team-1/service",
        "https://example.com:8080/path@2x",
        "password=PASSWORD_OF_THE_DATABASE_1",
        "git@github.com:example/repo.git",
        "sha256:" + hashlib.sha256(b"layer").hexdigest(),
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + some(43),
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert list(secrets_in(text)) == []


def test_a_megabyte_of_prose_hashes_and_image_data_gives_no_alarm() -> None:
    chance = random.Random(11)
    words = [
        "the",
        "token",
        "of",
        "the",
        "session",
        "was",
        "refused",
        "because",
        "a",
        "password",
        "had",
        "expired",
        "and",
        "every",
        "key",
        "pass",
        "secret",
        "der",
        "Schlüssel",
        "das",
        "Passwort",
        "die",
        "Sicherung",
        "wurde",
        "eingespielt",
        "commit",
        "image",
        "digest",
        "request",
        "id",
        "is",
        "was",
    ]
    parts: list[str] = []
    size = 0
    while size < 1_000_000:
        data = chance.randbytes(20)
        line = (
            " ".join(chance.choices(words, k=12))
            + ". "
            + chance.choice(
                [
                    f"commit {data.hex()}",
                    f"fixed in {data.hex()[:7]}, {data.hex()[:12]}",
                    f"request {uuid.UUID(bytes=data[:16])}",
                    f"image@sha256:{hashlib.sha256(data).hexdigest()}",
                    f"![x](data:image/png;base64,{base64.b64encode(chance.randbytes(300)).decode()})",
                    f"| {chance.randint(0, 10**9)} | 09:{chance.randint(10, 59)} | {chance.random():.4f} |",
                    f"https://example.com/{base64.urlsafe_b64encode(data).decode()}",
                ]
            )
        )
        parts.append(line)
        size += len(line.encode()) + 1
    assert list(secrets_in("\n".join(parts))) == []


def check(report: Report, edition: Audience) -> list[Diagnostic]:
    context = RuleContext(Settings(), NOW, {report.path: report}, frozenset(), edition)
    return [d for d in check_texts(report, context) if d.code == "PM601"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Text with {}.", 6),
        ("`{}`", 6),
        ("```sh\nexport {}\n```", 7),
        ("    indented {}", 6),
        ("[link](https://example.com/?q={})", 6),
        ("![alt {}](x.png)", 6),
        ("| a | b |\n|---|---|\n| c | {} |", 8),
        ("- 09:47 used {}", 6),
        ("Text.[^1]\n\n[^1]: {}", 8),
        ("## Heading {}", 6),
        ("> quoted {}", 6),
        ("[r][r]\n\n[r]: https://example.com/{}", 8),
    ],
)
def test_a_secret_is_found_wherever_it_is_published(
    read: Callable[..., Report], body: str, line: int
) -> None:
    secret = SAMPLES["npm"]
    report = read("audience: public\nstatus: review\n", body.format(secret) + "\n")
    (found,) = {(d.message, d.span.line, d.secret) for d in check(report, Audience.PUBLIC)}
    assert found[1:] == (line if "[r]:" not in body else 6, True)
    assert secret not in found[0]


@pytest.mark.parametrize(
    "field", ["description: {}", "extra: {{a: [{{b: '{}'}}]}}", "tags: [{}]", "aliases: [{}]"]
)
def test_a_secret_in_the_front_matter_is_found(read: Callable[..., Report], field: str) -> None:
    report = read(field.format(SAMPLES["npm"]) + "\nstatus: review\naudience: public\n")
    (found,) = check(report, Audience.PUBLIC)
    assert found.span.line == 3


@pytest.mark.parametrize(
    ("front", "edition", "level"),
    [
        ("audience: public\nstatus: published\n", Audience.PUBLIC, None),
        ("audience: public\nstatus: review\n", Audience.PUBLIC, None),
        ("audience: public\nstatus: published\nembargo_until: 2099-01-01T09:00\n", Audience.PUBLIC, None),
        ("audience: public\nstatus: draft\n", Audience.PUBLIC, Level.WARNING),
        ("audience: internal\nstatus: published\n", Audience.PUBLIC, Level.WARNING),
        ("audience: public\nstatus: published\n", Audience.INTERNAL, Level.WARNING),
    ],
)
def test_it_is_an_error_where_the_public_will_read_it(
    read: Callable[..., Report], front: str, edition: Audience, level: Level | None
) -> None:
    (found,) = check(read(front, SAMPLES["npm"] + "\n"), edition)
    assert found.level is level


def test_a_private_key_is_hidden_over_all_its_lines(read: Callable[..., Report]) -> None:
    (found,) = check(read("", f"```\n{SAMPLES['private key']}\n```\n"), Audience.PUBLIC)
    assert (found.span.line, found.span.end_line) == (5, 7)

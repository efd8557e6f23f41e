"""PM601: keys, tokens and passwords, known by how they begin or by the word beside them.

Patterns are `(kind, of which every match holds one, regular expression)`; the group `secret`, or the whole
match, is the secret. Only forms that nothing else has are here: a hash or a commit is none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import log2

from postmortem.diagnostics import Diagnostic, Span, first_letters
from postmortem.model.passage import Passage
from postmortem.model.site import Settings
from postmortem.rules.safety.published import Published

_W = r"(?<![A-Za-z0-9_-])"
_END = r"(?![A-Za-z0-9_-])"
_ANY = r"[A-Za-z0-9_-]"
_HELP = "take it out, and revoke it at once: whatever stood in a repository is known"

_KNOWN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("an AWS access key", ("AKIA",), _W + r"AKIA[A-Z2-7]{16}" + _END),
    ("an AWS session key", ("ASIA",), _W + r"ASIA[A-Z2-7]{16}" + _END),
    (
        "a GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        _W + r"gh[pousr]_[A-Za-z0-9]{36,255}" + _END,
    ),
    ("a GitHub token", ("github_pat_",), _W + r"github_pat_[A-Za-z0-9_]{60,255}" + _END),
    (
        "a GitLab token",
        ("glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "glcbt-"),
        _W + rf"gl(?:pat|dt|rt|ptt|soat|cbt)-{_ANY}{{20,}}" + _END,
    ),
    ("a Slack token", ("xox",), _W + r"xox[abeoprs]-[A-Za-z0-9-]{10,}" + _END),
    ("a Slack token", ("xapp-",), _W + r"xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{20,}" + _END),
    (
        "a Slack webhook",
        ("hooks.slack.com",),
        r"hooks\.slack\.com/services/T\w{6,}/B\w{6,}/(?P<secret>\w{16,})",
    ),
    (
        "a Discord webhook",
        ("/api/webhooks/",),
        rf"discord(?:app)?\.com/api/webhooks/\d{{16,}}/(?P<secret>{_ANY}{{60,}})",
    ),
    ("a Stripe key", ("_live_",), _W + r"[srp]k_live_[A-Za-z0-9]{16,}" + _END),
    ("a Stripe key", ("_test_",), _W + r"[sr]k_test_[A-Za-z0-9]{16,}" + _END),
    ("a webhook's signing secret", ("whsec_",), _W + r"whsec_[A-Za-z0-9+/=]{24,}"),
    ("a Google API key", ("AIza",), _W + rf"AIza{_ANY}{{35}}" + _END),
    ("a Google client secret", ("GOCSPX-",), _W + rf"GOCSPX-{_ANY}{{20,}}" + _END),
    ("a Google access token", ("ya29.",), _W + rf"ya29\.{_ANY}{{30,}}"),
    ("a SendGrid key", ("SG.",), _W + rf"SG\.{_ANY}{{22}}\.{_ANY}{{43}}" + _END),
    ("a Mailgun key", ("key-",), _W + r"key-[0-9a-f]{32}" + _END),
    ("an npm token", ("npm_",), _W + r"npm_[A-Za-z0-9]{36}" + _END),
    ("a PyPI token", ("pypi-AgE",), _W + rf"pypi-AgE{_ANY}{{50,}}"),
    ("a DigitalOcean token", ("_v1_",), _W + r"do[opr]_v1_[0-9a-f]{64}" + _END),
    ("a Hugging Face token", ("hf_",), _W + r"hf_[A-Za-z]{34}" + _END),
    (
        "an API key",
        ("sk-proj-", "sk-ant-", "sk-svcacct-", "sk-admin-", "sk-or-"),
        _W + rf"sk-(?:proj|ant|svcacct|admin|or)-{_ANY}{{32,}}",
    ),
    ("an API key", ("T3BlbkFJ",), _W + rf"sk-{_ANY}{{10,}}T3BlbkFJ{_ANY}{{10,}}"),
    ("a Telegram bot's token", (":AA",), _W + rf"\d{{8,10}}:AA{_ANY}{{33}}" + _END),
    ("a Vault token", ("hvs.", "hvb.", "hvr."), _W + rf"hv[sbr]\.{_ANY}{{24,}}"),
    ("a Terraform token", (".atlasv1.",), _W + rf"\w{{14}}\.atlasv1\.{_ANY}{{60,}}"),
    (
        "a Shopify token",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
        _W + r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}" + _END,
    ),
    ("a Grafana token", ("glsa_",), _W + r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}" + _END),
    ("a New Relic key", ("NRAK-", "NRJS-", "NRII-"), _W + r"NR(?:AK|JS|II)-[A-Z0-9]{27,}" + _END),
    ("a Databricks token", ("dapi",), _W + r"dapi[0-9a-f]{32}(?:-\d)?" + _END),
    ("a Docker token", ("dckr_",), _W + rf"dckr_[po]at_{_ANY}{{27,}}"),
    ("an Azure storage key", ("AccountKey=",), r"AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)"),
    ("a signed address", ("sig=",), r"[?&]sig=(?P<secret>[A-Za-z0-9%+/]{40,})"),
    ("an age key", ("AGE-SECRET-KEY-",), r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("a JSON web token", ("eyJ",), _W + rf"eyJ{_ANY}{{10,}}\.eyJ{_ANY}{{10,}}\.{_ANY}{{10,}}"),
    (
        "a private key",
        ("PRIVATE KEY",),
        (
            r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?:(?!-----BEGIN)[\s\S]){0,20000}?-----END [A-Z0-9 ]{1,40}-----)?"
        ),
    ),
    ("a private key", ("PuTTY-User-Key",), r"PuTTY-User-Key-File-\d: [\w-]+"),
    (
        "an address with its password",
        ("@",),
        r"[A-Za-z0-9]://[^\s:/@<>\"'`]{0,80}:(?P<secret>[^\s/@<>\"'`]{3,200})@[\w.\[-]",
    ),
    ("a bearer token", ("earer ",), r"\b[Bb]earer (?P<secret>[A-Za-z0-9._~+/-]{24,})"),
    ("a password in a header", ("asic ",), r"\bAuthorization: Basic (?P<secret>[A-Za-z0-9+/]{12,}={0,2})"),
)  # fmt: skip

# A word that says what stands behind it; whether that is random is measured.
_BESIDE = re.compile(
    r"(?:pass(?:word|wd|phrase|wort)?|pwd|kennwort|secret|token|api[_-]?key|access[_-]?key|auth[_-]?key"
    r"|client[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?)[\"'`]?"
    r"\s*(?:=>|:=|[:=]|\bis\b|\bwas\b|\bist\b|\bwar\b|\blautet\b)\s*[\"'`]?(?P<secret>[A-Za-z0-9+/_.~!@#$%^&*=-]{16,200})",
    re.IGNORECASE,
)
# Shorter ones only behind a word for a password and a sign, and only of letters with digits and no dash: what
# has those is a name, a step or a place in code.
_PASSWORD = re.compile(
    r"(?:pass(?:word|wd|phrase|wort)|pwd|kennwort)[\"'`]?\s?[:=]\s?[\"'`]?"
    r"(?P<secret>(?=[A-Za-z!@#%^&*+~$]*\d)(?=[\d!@#%^&*+~$]*[A-Za-z])[A-Za-z0-9!@#%^&*+~$]{10,64})"
    r"(?![\w./(\[<>{:=-]*[\w(\[<>{:=-])",
    re.IGNORECASE,
)
_NEAR_BESIDE = ("pass", "pwd", "kennwort", "secret", "token", "key", "credential")
NEAR = tuple({near.lower() for _, literals, _ in _KNOWN for near in literals} | {*_NEAR_BESIDE})
_RUN = re.compile(r"[A-Za-z0-9+/]{16,}")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_PLACEHOLDER = re.compile(
    r"example|redact|placeholder|changeme|xxxx|\.\.\.|\*\*\*|…|your[_-]|my[_-]?pass|^\$|^%|^<|^\{|^pass(?:word|wort)?$|^secret$"
    r"|^\$?\{?[A-Z_]+\}?$",
    re.IGNORECASE,
)


def find_secrets(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM601: something that opens a door; told with its kind and its first letters alone."""
    for passage in published.near(NEAR):
        for kind, start, end in secrets_in(passage.text):
            message = f"`{first_letters(passage.text[start:end])}…` looks like {kind}"
            span = _whole(passage, start, end)
            yield Diagnostic("PM601", message, span, _HELP, secret=True)


def secrets_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every secret of a text: its kind and where it begins and ends. Places do not overlap."""
    taken: list[tuple[int, int]] = []
    for kind, literals, expression in _KNOWN:
        if not any(near in text for near in literals):
            continue
        pattern = _compiled(expression)
        for found in pattern.finditer(text):
            start, end = found.span("secret" if "secret" in pattern.groupindex else 0)
            if _is_free(start, end, taken) and not _is_placeholder(text[start:end]):
                taken.append((start, end))
                yield kind, start, end
    lower = text.lower()
    if any(word in lower for word in _NEAR_BESIDE):
        for start, end in _told_beside(text):
            if _is_free(start, end, taken) and not _is_placeholder(text[start:end]):
                taken.append((start, end))
                yield "a password or token", start, end


def _told_beside(text: str) -> Iterator[tuple[int, int]]:
    """What stands behind a word for a secret and looks like one."""
    for found in _BESIDE.finditer(text):
        if _is_random(found["secret"]):
            yield found.span("secret")
    for found in _PASSWORD.finditer(text):
        yield found.span("secret")


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when it is first needed: most are never."""
    return re.compile(expression)


def _is_free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return not any(start < other_end and other < end for other, other_end in taken)


def _is_placeholder(secret: str) -> bool:
    return bool(_PLACEHOLDER.search(secret)) or (len(secret) >= 16 and len(set(secret[4:].lower())) < 6)


def _is_random(secret: str) -> bool:
    """Whether a run of it has letters and digits in no order that words or paths have."""
    if secret.startswith(("/", "./", "~")):
        return False
    for run in _RUN.findall(secret):
        mixed = any(c.isdigit() for c in run) and any(c.isalpha() for c in run)
        if mixed and _bits(run) >= (3.0 if _HEX.fullmatch(run) and len(run) >= 32 else 3.5):
            return True
    return False


def _bits(text: str) -> float:
    """Entropy in bits a character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def _whole(passage: Passage, start: int, end: int) -> Span:
    """The secret's place, over all its lines; whole lines where it is written otherwise in the source."""
    span = passage.locate(start, end)
    words = passage.text[start:end]
    rows = passage.source[span.line - passage.line :][: words.count("\n") + 1]
    if not rows[0][span.column - 1 :].startswith(words.split("\n")[0]):
        span = replace(span, column=1, end_column=len(rows[0]) + 1)
    if len(rows) > 1:
        span = replace(span, end_line=span.line + len(rows) - 1, end_column=len(rows[-1]) + 1)
    return span

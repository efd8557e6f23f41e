"""Secrets that are known by the word beside them, in settings, in code, and in sentences."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

_NAMED = r"(?:pass(?:word|wd|phrase|wort)|pwd|kennwort)"
# A word that says what stands behind it; whether that is random is measured.
_BESIDE = re.compile(
    r"(?:pass(?:word|wd|phrase|wort)?|pwd|kennwort|token|api[_-]?key|access[_-]?key|auth[_-]?key"
    r"|client[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?"
    r"|(?:secret|fernet|master|account|hmac|jwt|cookie|session)[_-]?key|secret)[\"'`]?"
    r"\s*(?:=>|:=|[:=]|\bis\b|\bwas\b|\bist\b|\bwar\b|\blautet\b)\s*[\"'`]?(?P<secret>[A-Za-z0-9+/_.~!@#$%^&*=-]{16,200})",
    re.IGNORECASE,
)
# Without any sign between them, only what is as long as a key.
_KEY = re.compile(
    r"(?:api|access|auth)[ _-]key\s+[\"'`]?(?P<secret>[A-Za-z0-9+/_-]{32,200})(?![\w/+-])", re.IGNORECASE
)
_COOKIE = re.compile(r"\bcookie:\s[^\n]{0,200}?=(?P<secret>[A-Za-z0-9%._~+/-]{24,500})", re.IGNORECASE)
# Shorter ones only behind a word for a password and a sign, and only of letters with digits and no dash: what
# has those is a name, a step or a place in code.
_PASSWORD = re.compile(
    _NAMED + r"[\"'`]?\s?[:=]\s?[\"'`]?"
    r"(?P<secret>(?=[A-Za-z!@#%^&*+~$]*\d)(?=[\d!@#%^&*+~$]*[A-Za-z])[A-Za-z0-9!@#%^&*+~$]{7,64})"
    r"(?![./]*+[\w(\[<>{:=-])",
    re.IGNORECASE,
)
# In a sentence, only what no word looks like: with a capital letter and a digit, often in quotation marks.
_SAID = re.compile(
    r"(?i:" + _NAMED + r")\s(?:is|was|ist|war|lautet|lautete)\s[\"'`“„‚‘]?"
    r"(?P<secret>(?=\S*[A-Z])(?=\S*[a-z])[A-Za-z][A-Za-z0-9!@#%^&*+~$-]*\d[A-Za-z0-9!@#%^&*+~$-]*)"
)
_LEAST_SAID = 8
# What speaks of passwords, and is none; what is numbered.
_OF_PASSWORDS = re.compile(
    r"1password|lastpass|argon2|bcrypt|scrypt|crypt\d|pbkdf|sha-?\d|md5|base64|aes|oauth|totp|[2m]fa|zeichen|stellen"
    r"|char(?:acter)?s|^min\d|^(?:version|table|field|step|page|line|part|phase|sprint|issue|ticket|section|stage"
    r"|column|row|level|build|option|item|release)[-_]?\d+$",
    re.IGNORECASE,
)
_PASSWORDS = ("pass", "pwd", "kennwort")
WORDS = (*_PASSWORDS, "secret", "token", "key", "credential", "cookie")
"""Of these, in lower case, a text that holds such a secret has one."""

_RUN = re.compile(r"[A-Za-z0-9+/]{16,}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_WRITTEN = re.compile(r"[A-Z][a-z]{2,}|[a-z]{3,}")
_MOSTLY = 0.75  # of the letters of a name are in words


def told_beside(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands behind a word for a secret begins and ends, if it looks like one."""
    lower = text.lower()
    if not any(word in lower for word in WORDS):
        return
    for word, pattern in (("", _BESIDE), ("key", _KEY), ("cookie", _COOKIE)):
        for found in pattern.finditer(text) if word in lower else ():
            if is_random(found["secret"]):
                yield found.span("secret")
    for pattern, least in ((_PASSWORD, 0), (_SAID, _LEAST_SAID)):
        for found in pattern.finditer(text) if any(word in lower for word in _PASSWORDS) else ():
            if len(found["secret"]) >= least and not _OF_PASSWORDS.search(found["secret"]):
                yield found.span("secret")


def is_random(secret: str) -> bool:
    """Whether it is a UUID, or has letters and digits in no order that words, names or paths have."""
    if secret.startswith(("/", "./", "~")):
        return False
    if _UUID.fullmatch(secret):
        return True
    for run in _RUN.findall(secret):
        letters = sum(map(str.isalpha, run))
        words = sum(map(len, _WRITTEN.findall(run)))
        enough = 3.0 if _HEX.fullmatch(run) and len(run) >= 32 else 3.5
        if letters and any(map(str.isdigit, run)) and words < letters * _MOSTLY and _bits(run) >= enough:
            return True
    return False


def _bits(text: str) -> float:
    """Entropy in bits a character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())

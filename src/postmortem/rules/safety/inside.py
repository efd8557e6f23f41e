"""PM605 to PM607: hosts and links that mean something only inside, and words that must stay there."""

import re
from collections.abc import Iterator

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.passage import Passages
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.safety.allowed import allows_host
from postmortem.rules.safety.private_links import PRIVATE_LINKS

_HOST = re.compile(
    r"(?<![\w.-])(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.){1,12}[A-Za-z][A-Za-z0-9-]{1,62}(?![\w-]|\.\w|\()"
)
_INSIDE_TOPS = ("internal", "local", "corp", "lan", "intranet", "localdomain", "home.arpa")
# Names that every installation has.
_EVERYWHERE = frozenset(
    {
        "localhost.localdomain", "localhost.local", "host.docker.internal", "gateway.docker.internal",
        "kubernetes.docker.internal", "metadata.google.internal", "svc.cluster.local", "cluster.local",
        "kubernetes.default.svc.cluster.local", "kubernetes.default.svc",
    }
)  # fmt: skip
_PACKAGES = ("com.", "org.", "net.", "io.", "dev.", "de.", "java.", "javax.", "jdk.", "sun.", "github.com")


def find_hosts(passages: Passages, settings: Settings) -> Iterator[Diagnostic]:
    """PM605: the name of a host inside."""
    domains = tuple(domain.lower().strip(".") for domain in settings.internal_domains)
    ends = (*("." + top for top in _INSIDE_TOPS), ".svc", *domains)
    for passage in passages:
        lower = passage.text.lower()
        for found in _HOST.finditer(passage.text) if any(end in lower for end in ends) else ():
            host = found[0].lower()
            if _is_inside(host, domains) and not allows_host(host, settings.safety_allow):
                help_ = "say what it is (“the database”), or add it to `safety: allow` in site.yml"
                span = passage.locate(*found.span())
                message = f"`{found[0]}` is the name of an internal host"
                yield Diagnostic("PM605", message, span, help_)


def _is_inside(host: str, domains: tuple[str, ...]) -> bool:
    if allows_host(host, domains):
        return True
    if host in _EVERYWHERE or host.startswith(_PACKAGES):
        return False
    return host.endswith(tuple("." + top for top in _INSIDE_TOPS)) or bool(
        re.search(r"\.\w[\w-]*\.svc$", host)
    )


def find_private_links(passages: Passages, settings: Settings) -> Iterator[Diagnostic]:
    """PM606: a link that only insiders can open."""
    everything = "\n".join(passage.text for passage in passages).lower()
    links = [link for link in PRIVATE_LINKS if link[1] in everything]
    for passage in passages if links else ():
        lower = passage.text.lower()
        for what, near, pattern in links:
            for found in pattern.finditer(passage.text) if near in lower else ():
                words = found[0].rstrip(".,;:")
                host = words.split("/")[0]
                if not allows_host(host, settings.safety_allow):
                    help_ = "tell here what it says, or put the link into an internal part"
                    span = passage.locate(found.start(), found.start() + len(words))
                    message = f"`{_short(words)}` is {what} that readers cannot open"
                    yield Diagnostic("PM606", message, span, help_)


def find_denied_words(passages: Passages, settings: Settings) -> Iterator[Diagnostic]:
    """PM607: a word on the site's list of what must not be published, in any case."""
    denied = sorted({word.strip() for word in settings.safety_deny if word.strip()}, key=len, reverse=True)
    if not denied:
        return
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in denied)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?:['’]?s)?(?!\w)", re.IGNORECASE)
    for passage in passages:
        for found in pattern.finditer(passage.text):
            span = passage.locate(*found.span())
            yield _denied(found[0], span)


def find_denied_name(report: Report, settings: Settings) -> Iterator[Diagnostic]:
    """PM607: such a word in the name of the file, which is the report's address."""
    denied = ["-".join(word.lower().split()) for word in settings.safety_deny if word.strip()]
    name = report.id.lower().replace("_", "-")
    if ("id",) not in report.where:
        for word in denied:
            if re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", name):
                yield _denied(word, report.span("id"))


def _denied(words: str, span: Span) -> Diagnostic:
    message = f"`{' '.join(words.split())}` must not be published here"
    help_ = "write what it is (“a customer”), or take it off `safety: deny` in site.yml"
    return Diagnostic("PM607", message, span, help_)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"

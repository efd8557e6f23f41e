"""PM605 to PM607: hosts and links that mean something only inside, and words that must stay there."""

import re
from collections.abc import Iterable, Iterator

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.safety.allowed import allows_host
from postmortem.rules.safety.private_links import PRIVATE_LINKS, private_link
from postmortem.rules.safety.published import Published

_HOST = re.compile(
    r"(?<![\w.-])(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.){1,12}"
    r"[A-Za-z][A-Za-z0-9-]{1,62}(?![\w-]|\.\w|\(| ?=)"
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
_OF_CLUSTERS = (".kube-system.svc.cluster.local", ".kube-system.svc")
# Letters of which there is one small and one large: "k" is also the sign of Kelvin, "s" the long one.
_CERTAIN = re.compile(r"[a-hjl-rt-z0-9]+")
_PACKAGES = ("com.", "org.", "net.", "io.", "dev.", "de.", "java.", "javax.", "jdk.", "sun.", "github.com")


def near_inside(domains: Iterable[str], denied: Iterable[str]) -> tuple[str, ...]:
    """What stands in all that these rules find, in lower case."""
    return (*_ends(domains), *(near for _, near, _ in PRIVATE_LINKS), *filter(None, map(_plain, denied)))


def _ends(domains: Iterable[str]) -> tuple[str, ...]:
    own = (domain.lower().strip(".") for domain in domains)
    return (*("." + top for top in _INSIDE_TOPS), ".svc", *filter(None, own))


def _plain(word: str) -> str:
    """The longest part of a word that is written alike in any case, in whatever alphabet; may be empty."""
    return max(_CERTAIN.findall(word.lower()), key=len, default="")


def find_hosts(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM605: the name of a host inside."""
    domains = tuple(domain.lower().strip(".") for domain in settings.internal_domains)
    for passage in published.near(_ends(settings.internal_domains)):
        for found in _HOST.finditer(passage.text):
            host = found[0].lower()
            if _is_inside(host, domains) and not allows_host(host, settings.safety_allow):
                help_ = "say what it is (“the database”), or add it to `safety: allow` in site.yml"
                span = passage.locate(*found.span())
                message = f"`{found[0]}` is the name of an internal host"
                yield Diagnostic("PM605", message, span, help_)


def _is_inside(host: str, domains: tuple[str, ...]) -> bool:
    if allows_host(host, domains):
        return True
    if host in _EVERYWHERE or host.startswith(_PACKAGES) or host.endswith(_OF_CLUSTERS):
        return False
    return host.endswith(tuple("." + top for top in _INSIDE_TOPS)) or bool(
        re.search(r"\.\w[\w-]*\.svc$", host)
    )


def find_private_links(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM606: a link that only insiders can open."""
    for what, near, expression in PRIVATE_LINKS:
        for passage in published.near((near,)):
            for found in private_link(expression).finditer(passage.text):
                words = found[0].rstrip(".,;:")
                host = words.split("/")[0]
                if not allows_host(host, settings.safety_allow):
                    help_ = "tell here what it says, or put the link into an internal part"
                    span = passage.locate(found.start(), found.start() + len(words))
                    message = f"`{_short(words)}` is {what} that readers cannot open"
                    yield Diagnostic("PM606", message, span, help_)


def find_denied_words(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM607: a word on the site's list of what must not be published, in any case and joined in any way."""
    denied = sorted({word.strip() for word in settings.safety_deny if word.strip()}, key=len, reverse=True)
    words = "|".join(r"[\s_-]+".join(map(re.escape, word.split())) for word in denied)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?:['’]?s)?(?!\w)", re.IGNORECASE)
    near = {_plain(word) for word in denied}
    for passage in published.passages if "" in near else published.near(near):
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

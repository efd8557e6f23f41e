"""What may be published although a rule would say otherwise, and how grave a finding is for whom.

A site allows hosts (with all below them), addresses, networks and mail addresses in `safety.allow`.
"""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from postmortem.diagnostics import Level
from postmortem.model.report import Audience, Metadata
from postmortem.rules.context import RuleContext

# Names that RFC 2606 and RFC 6761 keep for examples; nobody can be reached there.
_EXAMPLES = ("example.com", "example.net", "example.org", "example", "test", "invalid", "localhost")


def allows_host(host: str, allowed: Sequence[str]) -> bool:
    """Whether a host, or a domain above it, is on the list."""
    name = host.lower().rstrip(".")
    return any(_below(name, entry.lower().removeprefix("*.").strip(".")) for entry in allowed)


def allows_address(address: str, allowed: Sequence[str]) -> bool:
    """Whether an IP address, or a network around it, is on the list."""
    for entry in allowed:
        try:
            if ip_address(address) in ip_network(entry, strict=False):
                return True
        except ValueError:  # a host name
            continue
    return False


def allows_mail(mail: str, allowed: Sequence[str]) -> bool:
    """Whether a mail address, or `@` with its domain, is on the list; a domain alone allows no person."""
    name = mail.lower()
    return any(entry.lower() in (name, "@" + name.partition("@")[2]) for entry in allowed)


def is_example(host: str) -> bool:
    """Whether a host is one that documents use as an example."""
    name = host.lower().rstrip(".")
    return any(_below(name, example) for example in _EXAMPLES)


def harm(report: Metadata, context: RuleContext) -> Level | None:
    """The level of what harms wherever it stands: None (as the code says) if the public will read it."""
    return None if context.goes_out(report) else Level.WARNING


def harm_outside(report: Metadata, context: RuleContext) -> Level | None:
    """The level of what harms only outside: a remark where the readers are inside."""
    if context.edition is Audience.INTERNAL or report.audience is Audience.INTERNAL:
        return Level.INFO
    return harm(report, context)


def _below(name: str, domain: str) -> bool:
    return bool(domain) and (name == domain or name.endswith("." + domain))

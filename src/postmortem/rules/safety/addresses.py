"""PM604: IP addresses, of the inside or of somebody outside."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from postmortem.diagnostics import Diagnostic
from postmortem.model.site import Settings
from postmortem.rules.safety.allowed import allows_address
from postmortem.rules.safety.published import Published

_V4 = re.compile(r"(?<![\w.-])(?<![A-Za-z]/)(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?P<net>/\d{1,2})?(?![\w-]|\.\w)")
_V6 = re.compile(r"(?<![\w:.])(?P<ip>[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?P<net>/\d{1,3})?(?![\w:])")
# What each of them holds that is an address; this is found faster.
_KINDS = (
    (re.compile(r"\.\d{1,3}\.\d{1,3}\.\d"), _V4),
    (re.compile(r"::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:"), _V6),
)
_VERSION = re.compile(
    r"(?:\b(?:v|release|build|chart|firmware|kernel|driver)s?\W{1,3}|\b(?:update|upgrade)s?(?: to)? )$",
    re.IGNORECASE,
)
# Said so clearly that even the number of an internal network is one; others of a list follow the first.
_NAMED_VERSION = re.compile(
    r"\b(?:v|ver|(?:\w*ware-?)?version(?:s|en)?)\b[\s.:=`'\"(]{1,3}"
    r"(?:v?\d+(?:\.\d+){1,3}[`'\"]?(?:\s*(?:,|/|–|→|->)|\s+(?:and|or|to|und|oder|auf|bis))\s*[`'\"]?)*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:\b(?:section|sec|chapter|clause|paragraph|appendix|annex|abschnitt|kapitel|ziffer|absatz|anhang)s?|§)\W{0,3}$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\b(?:from|to|von|auf)\s+$", re.IGNORECASE)
_BEFORE = 300  # letters that are looked at for such words
_LOW = 10  # versions begin with small numbers

# Fit to be published: documentation, loopback, link-local, multicast, and resolvers that everybody knows.
_FINE = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/3", "1.2.3.4/32", "1.1.1.1/32", "1.0.0.1/32", "8.8.8.8/32", "8.8.4.4/32", "9.9.9.9/32",
            "::/127", "fe80::/10", "ff00::/8", "2001:db8::/32", "3fff::/20",
        ),
    )
)  # fmt: skip
_INSIDE = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"))
)
_PUBLIC_V6 = ip_network("2000::/3")


def find_addresses(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM604: an IP address, of the inside or of somebody outside."""
    kinds = [(near, pattern) for near, pattern in _KINDS if near.search(published.lower)]
    for passage in published.passages if kinds else ():
        for near, pattern in kinds:
            for found in pattern.finditer(passage.text) if near.search(passage.text) else ():
                what = _what_address(found, passage.text[max(found.start() - _BEFORE, 0) : found.start()])
                if what and not allows_address(found["ip"], settings.safety_allow):
                    help_ = "take it out, write one of 192.0.2.0/24, or add it to `safety: allow` in site.yml"
                    span = passage.locate(*found.span("ip"))
                    message = f"`{found['ip']}` is {what}"
                    yield Diagnostic("PM604", message, span, help_)


def _what_address(found: re.Match[str], before: str) -> str:
    """What an address tells; empty if it is fine, or no address."""
    try:
        address: IPv4Address | IPv6Address = ip_address(found["ip"])
    except ValueError:
        return ""
    if any(address in network for network in _FINE if network.version == address.version):
        return ""
    if _PART.search(before) or (address.version == 4 and _NAMED_VERSION.search(before)):
        return ""
    for network in _INSIDE:
        if address in network:
            return "" if found[0] == str(network) else "an internal address"
    if address.version == 6:
        return "an IP address" if address in _PUBLIC_V6 else ""
    low = int(found["ip"].partition(".")[0]) < _LOW and _FROM_TO.search(before)
    return "" if low or _VERSION.search(before) else "an IP address"

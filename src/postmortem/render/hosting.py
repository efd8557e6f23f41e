"""Small files for whoever serves the site: robots.txt, `_headers` and `_redirects`.

`_headers` and `_redirects` have the form that Netlify and Cloudflare Pages read.
"""

from collections.abc import Iterable

from postmortem.render.addresses import base_path, quoted


def robots_txt(sitemap: str, *, internal: bool) -> bytes:
    """Everything may be read, except what is for insiders."""
    lines = ["User-agent: *", "Disallow: /" if internal else "Disallow:"]
    if sitemap and not internal:
        lines += ["", f"Sitemap: {sitemap}"]
    return ("\n".join(lines) + "\n").encode()


def headers_file(base_url: str, policy: str) -> bytes:
    """Security headers for every page, and cache rules: what has a hash in its name never changes."""
    base = base_path(base_url)
    return f"""\
{base}*
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Cross-Origin-Opener-Policy: same-origin

{base}assets/*
  Cache-Control: public, max-age=31536000, immutable
""".encode()


def redirects_file(base_url: str, redirects: Iterable[tuple[str, str]]) -> bytes:
    """Old path, new path and status on one line each; both are paths from the site's root."""
    base = base_path(base_url)
    return "".join(f"{base}{quoted(old)} {base}{quoted(new)} 301\n" for old, new in redirects).encode()

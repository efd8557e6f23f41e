"""What hosts are told."""

from postmortem.edge import server
from postmortem.render.frames import POLICY, policy
from postmortem.render.hosting import headers_file, redirects_file, robots_txt


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    text = headers_file("https://example.org", POLICY).decode()
    (policy,) = [line for line in text.splitlines() if "Content-Security-Policy" in line]
    assert policy.strip() == (
        "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self' data:; "
        "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert "X-Frame-Options: DENY" in text


def test_only_the_full_text_search_may_run_webassembly() -> None:
    assert policy(full_text=False) == POLICY
    allowed = [part for part in policy(full_text=True).split("; ") if part not in POLICY.split("; ")]
    assert allowed == ["script-src 'self' 'wasm-unsafe-eval'"]


def test_rules_are_written_below_the_base_path() -> None:
    text = headers_file("https://example.org/pm", POLICY).decode()
    assert text.startswith("/pm/*\n")
    assert "/pm/assets/*\n  Cache-Control: public, max-age=31536000, immutable" in text


def test_robots_learn_of_the_sitemap_unless_the_site_is_for_insiders() -> None:
    public = robots_txt("https://example.org/sitemap.xml", internal=False).decode()
    assert "Sitemap: https://example.org/sitemap.xml" in public
    assert "Sitemap" not in robots_txt("https://example.org/sitemap.xml", internal=True).decode()


def test_redirects_are_quoted() -> None:
    assert redirects_file("", [("a b/", "reports/x/")]) == b"/a%20b/ /reports/x/ 301\n"


def test_the_preview_allows_what_the_published_site_allows() -> None:
    assert server._POLICY == POLICY

"""Placeholders for addresses that are not known yet."""

from postmortem.model.references import mark_reference, resolve_references


def test_every_placeholder_is_replaced_by_an_address_that_cannot_leave_its_attribute() -> None:
    html = f'<a href="{mark_reference("a&amp;b.md#x")}">1</a><img src="{mark_reference("c.png")}">'
    seen: list[str] = []

    def address(target: str) -> str:
        seen.append(target)
        return '../"><script>&' + target

    escaped = "../&quot;&gt;&lt;script&gt;&amp;"
    expected = f'<a href="{escaped}a&amp;b.md#x">1</a><img src="{escaped}c.png">'
    assert resolve_references(html, address) == expected
    assert seen == ["a&b.md#x", "c.png"]


def test_html_without_placeholders_stays_as_it_is() -> None:
    assert resolve_references("<p>x</p>", str.upper) == "<p>x</p>"

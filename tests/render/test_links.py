"""References inside HTML, resolved or taken away without a trace."""

from postmortem.model.references import mark_reference
from postmortem.render.links import resolved_html


def resolve(target: str) -> str | None:
    path, mark, fragment = target.partition("#")
    return f"../there/{mark}{fragment}" if path == "other.md" else None


def test_a_known_target_becomes_an_address() -> None:
    html = f'<p><a href="{mark_reference("other.md#impact")}">see</a></p>'
    assert resolved_html(html, resolve, "", {}) == '<p><a href="../there/#impact">see</a></p>'


def test_a_link_to_what_is_not_published_leaves_its_text_alone() -> None:
    html = f'<p>As <a title="x" href="{mark_reference("secret-plan.md")}">told <em>here</em></a>.</p>'
    assert resolved_html(html, resolve, "", {}) == "<p>As told <em>here</em>.</p>"


def test_an_image_that_is_not_published_leaves_its_alternative_text() -> None:
    html = f'<img src="{mark_reference("secret.png")}" alt="A graph">'
    assert resolved_html(html, resolve, "", {}) == "A graph"


def test_a_link_around_an_image_is_resolved_too() -> None:
    html = f'<a href="{mark_reference("no.md")}"><img src="{mark_reference("no.png")}" alt="a"></a>'
    assert resolved_html(html, resolve, "", {}) == "a"


def test_links_within_the_page_can_be_made_absolute() -> None:
    written = resolved_html('<a href="#x">a</a><code>href=&quot;#y</code>', resolve, "https://e.org/r/", {})
    assert written == '<a href="https://e.org/r/#x">a</a><code>href=&quot;#y</code>'


def test_a_picture_has_its_place_before_it_has_arrived() -> None:
    html = f'<img src="{mark_reference("other.md")}" alt="A graph">'
    written = resolved_html(html, resolve, "", {"other.md": (720, 320)})
    assert written == '<img src="../there/" alt="A graph" width="720" height="320">'

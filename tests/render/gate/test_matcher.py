"""Texts that must not be published are found in any form, and nothing else is."""

import json
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from html import escape
from unicodedata import normalize
from urllib.parse import quote

import pytest

from postmortem.diagnostics import Span
from postmortem.model.secrets import Secret
from postmortem.render.gate.matcher import Matcher

WORDS = "Acme & Söhne called us at “noon” 50% angry"


def matcher(*texts: str, public: str = "") -> Matcher:
    return Matcher([Secret(text, Span("a.md", line)) for line, text in enumerate(texts, start=1)], [public])


FORMS = {
    "as it is": WORDS.encode(),
    "in other case": WORDS.upper().encode(),
    "over lines": WORDS.replace(" ", "\n   ").encode(),
    "with entities": escape(WORDS).encode(),
    "with entities twice": escape(escape(WORDS)).encode(),
    "with numbered entities": "".join(f"&#{ord(char)};" for char in WORDS).encode(),
    "with hexadecimal entities": "".join(f"&#x{ord(char):X};" for char in WORDS).encode(),
    "in an address": f'<a href="?q={quote(WORDS)}">'.encode(),
    "all percent signs": "".join(f"%{byte:02x}" for byte in WORDS.encode()).encode(),
    "in JSON": json.dumps({"a": WORDS.replace(" ", "\n", 1)}).encode(),
    "in base64": b"data:text/plain;base64," + b64encode(WORDS.encode()),
    "in base64 for addresses": b"x=" + urlsafe_b64encode(WORDS.encode()),
    "in base64 behind others": b64encode(b"ab " + WORDS.encode()),
    "with markup": "<p>Acme &amp; Söhne <b>called</b> us at <q>noon</q> 50% <i>angry</i>".encode(),
    "with tags within words": "<p>Ac<b>me</b> &amp; Söh<wbr>ne c<i>al</i>led us at “noon” 50% angry".encode(),
    "letter by letter": "".join(f'<tspan x="{n}">{escape(c)}</tspan>' for n, c in enumerate(WORDS)).encode(),
    "in an attribute": f'<img alt="{escape(WORDS)}">'.encode(),
    "in an attribute within a feed": escape(f'<img alt="{escape(WORDS)}">').encode(),
    "beside bytes that are no text": b"\x89PNG\xff\xfe " + WORDS.encode() + b" \xff",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_text_is_found_in_every_form(form: str) -> None:
    found = matcher("something else entirely", WORDS).find(b"before " + FORMS[form] + b" after")
    assert found is not None
    assert found[0].span.line == 2


FOLDED = {
    "capitals": ("Die Überprüfung schlug fehl", "DIE ÜBERPRÜFUNG SCHLUG FEHL"),
    "one word in capitals": ("Überprüfungsfehler", "ÜBERPRÜFUNGSFEHLER"),
    "a name in capitals": ("münchen-42", "MÜNCHEN-42"),
    "sharp s": ("Große Straße in Grün", "GROSSE STRASSE IN GRÜN"),
    "Greek": ("Ο κωδικός της οδός", "Ο ΚΩΔΙΚΌΣ ΤΗΣ ΟΔΌΣ"),
    "Cyrillic": ("Пароль сервера утёк", "ПАРОЛЬ СЕРВЕРА УТЁК"),
    "letters and dots apart": ("Überprüfungsfehler", normalize("NFD", "Überprüfungsfehler")),
    "capitals and dots apart": ("Überprüfungsfehler", normalize("NFD", "ÜBERPRÜFUNGSFEHLER")),
    "marks in Japanese apart": ("バックアップが破損していた", normalize("NFD", "バックアップが破損していた")),
    "wide letters": ("Acme called about ticket 42", "Ａｃｍｅ ｃａｌｌｅｄ ａｂｏｕｔ ticket ４２"),
    "ligatures": ("The first official figures", "The ﬁrst oﬃcial ﬁgures"),
    "soft hyphens": ("Überprüfungsfehler", "Über\u00adprüfungs\u00adfehler"),
    "spaces that do not break": ("Die Überprüfung schlug fehl", "Die\u00a0Überprüfung\u202fschlug fehl"),
    "other quotation marks": ("they said “never again”", "they said »never again«"),
    "a dash": ("the vault—again—was sealed", "the vault - again – was sealed"),
}


@pytest.mark.parametrize("case", FOLDED)
def test_the_same_letters_written_otherwise_are_found(case: str) -> None:
    text, written = FOLDED[case]
    assert matcher(text).find(f"<p>It was {written} in all.</p>".encode())
    assert matcher(written).find(f"<p>It was {text} in all.</p>".encode())
    if case not in ("wide letters", "ligatures", "marks in Japanese apart"):
        assert matcher(text).find(b"\x89PNG\xff\xfe " + written.encode() + b" \xff\x00")
    assert matcher(text, public=written).find(f"<p>It was {text} in all.</p>".encode()) is None


def test_letters_of_another_word_are_not_the_same() -> None:
    assert matcher("Überprüfungsfehler").find("Uberprufungsfehler, Überprüfungsfelder".encode()) is None


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"Acme and others called us", b"Acme Soehne rang us at noon, 50% were angry"),
        *("Acme & Söhne called".encode(), b"Acme,S\xc3\xb6hne,called,us,at,noon,50,angry"),
        b"%%%&&&&#xZZ;\\u12", b"A" * 100, b"a3f5" * 16,
    ],
)  # fmt: skip
def test_other_bytes_are_let_through(data: bytes) -> None:
    assert matcher(WORDS).find(data) is None


def test_what_is_public_anyway_is_not_looked_for() -> None:
    assert matcher(WORDS, public=f"We say: {WORDS}.").find(WORDS.encode()) is None
    assert matcher(WORDS, public="We say: Acme & Söhne").find(WORDS.encode()) is not None


@pytest.mark.parametrize(
    "text", ["short", "10:00 2026-03-01 11:00", "!!! ??? ...", "::: internal", "{.internal}"]
)
def test_what_says_too_little_is_not_looked_for(text: str) -> None:
    assert not matcher(text)
    assert matcher(text).find(text.encode()) is None


@pytest.mark.parametrize("name", ["OPS-4711", "db7.prod", "user42@acme"])
def test_a_short_name_of_one_thing_is_looked_for(name: str) -> None:
    assert matcher(name).find(f"see {name} for it".encode())
    assert matcher(name).find(f"see x{name}x for it".encode()) is None


def test_each_sentence_and_line_of_a_secret_is_looked_for() -> None:
    found = matcher("The supplier was late. We paid nothing for it.\n- The contract has ended")
    assert found.find(b"<p>we paid nothing for it</p>")
    assert found.find(b"<li>The contract has ended</li>")
    assert found.find(b"The supplier") is None


def test_marks_are_no_part_of_a_secret() -> None:
    assert matcher("::: internal\nThe supplier was late\n:::").find(b"the supplier was late")
    assert matcher("[The supplier was late]{.internal}").find(b"the supplier was late")


def test_without_secrets_there_is_nothing_to_look_for() -> None:
    assert not Matcher([], ["whatever"])
    assert Matcher([], ["whatever"]).find(b"whatever") is None


def test_many_secrets_with_the_same_words_are_told_apart() -> None:
    many = [f"the change number {number} was taken back" for number in range(500)]
    found = matcher(*many).find(b"<p>the change number 321 was taken back</p>")
    assert found is not None
    assert found[0].text == many[321]


def test_its_digest_is_another_one_when_something_else_is_looked_for() -> None:
    texts = ("The vault stood open all night", "Acme Hosting paid another fine of 4711 euros")
    digest = matcher(*texts, public="The disk was full, and so was the vault.").digest()
    assert matcher(*reversed(texts), public="Words of another report.").digest() == digest
    assert matcher(*texts, public="It stood open all day.").digest() != digest
    assert matcher(*texts, "A third text of the kind").digest() != digest
    assert matcher(texts[0]).digest() != digest
    assert matcher(f"{texts[0]} {texts[1]}").digest() != digest


@pytest.mark.parametrize("public", ["", "vault " * 50, "march night whole stood open " * 20])
def test_any_half_of_a_text_is_found_whatever_words_others_use(public: str) -> None:
    text = "A long sentence about some vault of that kind which stood open during the whole night in March"
    for start in range(9):
        half = " ".join(text.split()[start : start + 10])
        assert matcher(text, public=public).find(half.encode()) is not None


def test_a_text_that_no_public_one_holds_by_itself_is_not_public() -> None:
    secret = [Secret("the vault stood open all night", Span("a.md", 1))]
    apart = Matcher(secret, ["Doors: the vault", "stood open all", "night after night"])
    assert apart.find(b"It says that the vault stood open all night.") is not None
    assert not Matcher(secret, ["Doors.", "We heard that the vault stood open all night.", "Night."])


def calls(work: Callable[[], object]) -> int:
    """How many functions are called during some work."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_texts_that_begin_alike_cost_no_more_than_they_are_long() -> None:
    def work(size: int) -> int:
        wanted = matcher(
            *(f"request failed with {'abc' * (n + 3)} of tenant t{n} and a timeout" for n in range(size))
        )
        published = " ".join(f"request failed with q{n}x and more;" for n in range(size)).encode()
        return calls(lambda: wanted.find(published))

    assert work(400) < 6 * work(100)

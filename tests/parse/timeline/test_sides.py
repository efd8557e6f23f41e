"""Moments as languages write them: a label in, the instant that it means out."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]

FRENCH = [
    ("9h50 : panne", "2023-02-09 09:50"),
    ("02h17 panne", "2023-02-09 02:17"),
    ("9 h 10 - panne", "2023-02-09 09:10"),
    ("14h : panne", "2023-02-09 14:00"),
    ("à 14h30, panne", "2023-02-09 14:30"),
    ("le 13 février 2023 à 15h30 : panne", "2023-02-13 15:30"),
    ("lundi 13 févr. 2023, 16h : panne", "2023-02-13 16:00"),
    ("1er mars 2023 - 8h30 : panne", "2023-03-01 08:30"),
]
SPANISH = [
    ("a las 14:30 h se detecta", "2023-02-09 14:30"),
    ("10 de febrero de 2023, 9:10 - caída", "2023-02-10 09:10"),
    ("el lunes 13 de febrero de 2023 a las 8:00: caída", "2023-02-13 08:00"),
    ("14h30 caída", "2023-02-09 14:30"),
]
PORTUGUESE = [
    ("às 14h30 detectado", "2023-02-09 14:30"),
    ("10 de fevereiro de 2023, 9h10 - queda", "2023-02-10 09:10"),
    ("segunda-feira, 13 de fev. de 2023 8h: queda", "2023-02-13 08:00"),
]
DUTCH = [
    ("14.30 uur: storing", "2023-02-09 14:30"),
    ("om 14:30 uur storing", "2023-02-09 14:30"),
    ("9u50 storing", "2023-02-09 09:50"),
    ("10 februari 2023 9:10 - storing", "2023-02-10 09:10"),
    ("maandag 13 feb 2023 om 8 uur: storing", "2023-02-13 08:00"),
]
JAPANESE = [
    ("10時30分 障害発生", "2023-02-09 10:30"),
    ("10時半に検知", "2023-02-09 10:30"),
    ("午後3時30分に復旧", "2023-02-09 15:30"),
    ("午前0時10分 停止", "2023-02-09 00:10"),
    ("１０：３０ 停止", "2023-02-09 10:30"),
    ("2023年2月10日(金) 9時00分 再開", "2023-02-10 09:00"),
    ("2月11日 10:00 確認", "2023-02-11 10:00"),
]


@pytest.mark.parametrize(
    ("lang", "line", "at"),
    [
        (lang, *case)
        for lang, cases in {
            "fr": FRENCH, "es": SPANISH, "pt": PORTUGUESE, "nl": DUTCH, "ja": JAPANESE,
        }.items()
        for case in cases
    ],
)  # fmt: skip
def test_a_moment_is_read_in_its_language(read: Read, lang: str, line: str, at: str) -> None:
    found = read(f"- {line}", lang=lang, started="2023-02-09 00:05")
    assert found.at == [at]
    assert found.codes == []
    assert found.entry.text


@pytest.mark.parametrize(
    ("lang", "line", "ends"),
    [
        ("fr", "De 9h10 à 9h38 : panne", "09:38"),
        ("fr", "entre 9h et 10h : panne", "10:00"),
        ("es", "De 9:50 a 10:38: caída", "10:38"),
        ("es", "desde las 9:50 hasta las 10:38 caída", "10:38"),
        ("pt", "Das 9h50 às 10h38: queda", "10:38"),
        ("nl", "van 12:10 tot 12:38 storing", "12:38"),
        ("ja", "11時30分から12時10分まで 作業", "12:10"),
        ("ja", "11:30〜12:10 作業", "12:10"),
        ("ja", "11:30～12:10 作業", "12:10"),
    ],
)
def test_a_range_is_read_in_its_language(read: Read, lang: str, line: str, ends: str) -> None:
    found = read(f"- {line}", lang=lang, started="2023-02-09 09:00")
    assert f"{found.entry.until:%H:%M}" == ends
    assert found.codes == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fr", "vers 10h15, fin"),
        ("fr", "environ 10:15 fin"),
        ("es", "alrededor de las 10:15: fin"),
        ("pt", "por volta das 10h15: fim"),
        ("nl", "rond 10:15: einde"),
        ("ja", "10:15頃 停止"),
        ("ja", "10時15分頃停止"),
        ("ja", "約10:15 停止"),
    ],
)
def test_about_is_said_in_every_language(read: Read, lang: str, line: str) -> None:
    entry = read(f"- {line}", lang=lang).entry
    assert f"{entry.at:%H:%M}" == "10:15"
    assert entry.precision is not None
    assert entry.precision.value == "approximate"


@pytest.mark.parametrize(
    ("lang", "line"),
    [("fr", "2 h de panne"), ("en", "2h10 of downtime"), ("ja", "3時間の停止"), ("de", "9h10 Ausfall")],
)
def test_a_duration_is_no_time(read: Read, lang: str, line: str) -> None:
    assert read(f"- 9:50 x\n- {line}", lang=lang).at[1:] == [None]


def test_french_words_are_no_times_in_an_english_report(read: Read) -> None:
    assert read("- 9:50 x\n- 9h55 y").at[1:] == [None]


@pytest.mark.parametrize(
    "line", ["00:10 (+1) x", "00:10 (next day) x", "00:10 +1d x", "0:10 am (next day): x"]
)
def test_the_next_day_can_be_said_behind_the_time(read: Read, line: str) -> None:
    found = read(f"- 23:50 a\n- {line}")
    assert found.at == ["2023-02-09 23:50", "2023-02-10 00:10"]
    assert found.codes == []
    assert found.entries[1].text == "x"


def test_the_next_day_counts_from_the_first_day_each_time(read: Read) -> None:
    found = read("- 23:50 a\n- 20:10 (+1) b\n- 20:20 (+1) c\n- 20:30 d")
    assert found.at[1:] == ["2023-02-10 20:10", "2023-02-10 20:20", "2023-02-10 20:30"]


def test_the_end_of_a_range_can_be_on_the_next_day(read: Read) -> None:
    entry = read("- 22:00 - 23:30 (am Folgetag) Umzug", lang="de").entry
    assert f"{entry.until:%d %H:%M}" == "10 23:30"

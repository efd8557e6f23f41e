"""Whether a sentence with a figure tells of something else than this incident.

Of an earlier one, of a target, of what is planned, usual or only imagined: such figures contradict nothing.
"""

import re
from functools import lru_cache

from postmortem.locales.durations import duration_words
from postmortem.locales.times import time_words
from postmortem.model.passage import Passage
from postmortem.rules.figures import Figures
from postmortem.rules.prose import sentence_around

_YEAR = re.compile(r"(?<![\w.,:/-])(?:19|20)[0-9]{2}(?![\w:/%]|[.,][0-9])")
_DAY = re.compile(r"(?<![\w.:/-])((?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![\w:/-])")


def of_another(figures: Figures, passage: Passage, start: int, end: int) -> bool:
    """Whether the sentence around the characters `start` to `end` tells of something else."""
    sentence = sentence_around(passage.text, start, end)
    others, months = _patterns(figures.lang)
    return others.search(sentence) is not None or _of_another_date(figures, sentence, months)


def _of_another_date(figures: Figures, sentence: str, months: re.Pattern[str]) -> bool:
    """Whether the sentence names a day, month or year, and none of those that it names is the incident's."""
    moments = [anchor.at for anchor in figures.known]
    named = (
        ({found[1] for found in _DAY.finditer(sentence)}, {f"{at:%Y-%m-%d}" for at in moments}),
        ({found[0] for found in _YEAR.finditer(sentence)}, {f"{at.year}" for at in moments}),
        (
            {time_words(figures.lang).months[found[0]] for found in months.finditer(sentence)},
            {at.month for at in moments},
        ),
    )
    return any(told and not told & known for told, known in named)


@lru_cache(maxsize=8)
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words that tell of something else, in any case; and the months, as they are written."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in duration_words(lang).others)
    months = "|".join(sorted(map(re.escape, time_words(lang).months), key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?:{words})(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{months})(?!\w)"),
    )

"""The file as a whole: its language, its title and maker, and what a long text needs."""

import re
from collections import Counter
from collections.abc import Iterator

from actionlab.exchange.accessibility.findings import Finding, Place, found, shortened
from actionlab.exchange.accessibility.paper import Paper

_LONG = 1_500
_HEADINGS_OF_A_LONG_TEXT = 6
_WITHOUT_HEADINGS_MOST = 500
_WORD = re.compile(r"[^\W\d_]+")
# words that are frequent in one of the languages and rare in the others
_TELLTALE = {
    language: frozenset(words.split(" "))
    for language, words in (
        ("nl", "de het een en van ik zijn voor met niet aan dat wij u er bij ook naar werd worden"),
        ("en", "the and of to is that with for are this from which was were they have been"),
        ("de", "der die und das ist nicht ein eine mit auf für dem den werden wir"),
        ("fr", "le les et des une est dans pour que qui nous vous avec sur pas"),
    )
}
_TELLTALES_LEAST, _TIMES_MORE = 20, 3
_SAYS_NOTHING = re.compile(
    r"(?i)(word|microsoft word|document|untitled|naamloos|normal|title|titel)?[\s\-–\d]*(document)?[\s\-–\d]*"
)
_FILE_NAME = re.compile(r"(?i).*\.(docx?|dotx?|pdf|odt|rtf)|\S+_\S+|[a-z0-9]+(-[a-z0-9]+){2,}")
# programs, not organisations
_NO_MAKER = frozenset({"python-docx", "author", "auteur", "user", "gebruiker", "microsoft office user"})


def about_file(paper: Paper) -> Iterator[Finding]:
    """Give what is wrong with the file as a whole."""
    yield from _language(paper)
    yield from _properties(paper)
    yield from _long_text(paper)


def _language(paper: Paper) -> Iterator[Finding]:
    if not paper.language:
        yield found("language_missing")
    counts: dict[str, Counter[str]] = {}
    first: dict[str, Place] = {}
    for paragraph in paper.paragraphs:
        for run in paragraph.runs:
            told = run.looks.language or paper.language
            words = [word.lower() for word in _WORD.findall(run.text)]
            first.setdefault(told, paragraph.place)
            seen = counts.setdefault(told, Counter())
            for language, telltale in _TELLTALE.items():
                seen[language] += sum(word in telltale for word in words)
    for told, seen in counts.items():
        likely, n = seen.most_common(1)[0]
        own = seen[told.partition("-")[0].lower()]
        if told and n >= _TELLTALES_LEAST and n > _TIMES_MORE * own and not told.lower().startswith(likely):
            yield found("language_wrong", first[told], looks_like=likely, told=told)


def _properties(paper: Paper) -> Iterator[Finding]:
    if not paper.title:
        yield found("title_missing")
    elif (
        paper.title.casefold() == paper.name.casefold()
        or _SAYS_NOTHING.fullmatch(paper.title)
        or _FILE_NAME.fullmatch(paper.title)
    ):
        yield found("title_is_file_name", title=shortened(paper.title))
    if paper.author.casefold() in _NO_MAKER | {""}:
        yield found("author_missing")
    if not paper.subject:
        yield found("subject_missing")


def _long_text(paper: Paper) -> Iterator[Finding]:
    words = sum(len(each.text.split()) for each in paper.paragraphs if not each.in_contents)
    headings = sum(1 for each in paper.paragraphs if each.level and each.text.strip())
    if words > _WITHOUT_HEADINGS_MOST and not headings:
        yield found("headings_missing")
    entries = [each for each in paper.paragraphs if each.in_contents and each.text.strip()]
    if paper.has_contents and not entries:
        yield found("contents_empty")
    if words > _LONG and headings >= _HEADINGS_OF_A_LONG_TEXT:
        if not paper.has_contents:
            yield found("contents_missing")
        if not paper.has_page_numbers:
            yield found("page_numbers_missing")

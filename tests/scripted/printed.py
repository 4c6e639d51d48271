"""A story that a scripted site prints on several pages: its sentences, and how they are dealt out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.scripted.site import Answer, Asked, Site

HEADLINE = "Lighthouse at Cape Orrin goes dark"
SENTENCES = (
    "The lighthouse at Cape Orrin was switched off on Tuesday night after 142 years of service.",
    "“We will miss its beam over the kitchen table,” said Wenna Tarrow, who lives below the tower.",
    "The harbour trust says that the lamp costs 31,000 a year and that ships no longer need it.",
    "Eleven keepers and their families lived in the two cottages until the lamp was automated.",
    "The tower was built of granite from the quarry at Hallow Bay, carried there by barge.",
    "“Nobody asked the fishermen,” said Jory Penhale, whose boat lands mackerel at the cape.",
    "A petition against the closure was signed by 2,300 people in the first week of March.",
    "The trust met the parish council twice in the winter and published no minutes of it.",
    "An engineer from the county looked at the lantern room and found the glass to be sound.",
    "The tower will be sold to a family from the mainland, who plan to open it to visitors.",
    "“A light that is off is still a tower,” said Maud Ellory, who has written its history.",
    "The last keeper, Perran Voss, is 91 years old and watched the lamp go out from his porch.",
)


def printed(number: int, total: int, sentences: Sequence[str], *, base: str = "/wall", headline: str = HEADLINE) -> str:
    """One page of the story, with a row of numbers at its end where there are several; page 1 has no number."""
    row = " ".join(
        f"<b>{other}</b>" if other == number else f"<a href='{address(other, base)}'>{other}</a>"
        for other in range(1, total + 1)
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html lang='en'><head><title>{headline} | The Cape Post</title></head><body><nav>Home</nav>"
        f"<article><h1>{headline}</h1><p class='byline'>By Lowen Carrick</p>{body}"
        f"{f'<div class=pages>Page: {row}</div>' if total > 1 else ''}</article></body></html>"
    )


def address(number: int, base: str = "/wall") -> str:
    return base if number == 1 else f"{base}?page={number}"


def dealt(total: int, sentences: Sequence[str] = SENTENCES) -> list[str]:
    """The pages of the story, its sentences dealt out evenly."""
    share = -(-len(sentences) // total)
    return [printed(n, total, sentences[(n - 1) * share : n * share]) for n in range(1, total + 1)]


def put(site: Site, pages: Sequence[str], *, tagged: bool = False) -> None:
    """Let the site print these pages; `tagged` ones have an ETag, and answer 304 to it."""
    for number, page in enumerate(pages, 1):
        site.pages[address(number)] = _tagged(page) if tagged else Answer(page)


def _tagged(page: str) -> Callable[[Asked], Answer]:
    tag = f'"{hash(page)}"'
    headers = (("ETag", tag),)

    def answer(asked: Asked) -> Answer:
        return (
            Answer(status=304, headers=headers)
            if asked.headers.get("if-none-match") == tag
            else Answer(page, headers=headers)
        )

    return answer

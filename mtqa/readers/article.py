"""HTML pages of which only the article is read, whoever says what it is; `page` reads all that a page shows.

Which part is the article is said by the page, in its linked data or by its elements, or else found out by trafilatura,
an extra. What is chosen are paragraphs of the page as it is shown, so that every character is traced to the file.
"""

from __future__ import annotations

from mtqa.readers._base import File, Format, Records


def read(file: File) -> Records:
    """One document: the headline and the paragraphs of the article.

    Raises:
        ReadError: if the page shows no text, or nothing says what of it is the article.
    """
    from mtqa.readers._article import article_of

    return article_of(file)


FORMAT = Format(read)

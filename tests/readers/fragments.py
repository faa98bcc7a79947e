"""Awkward pieces of markup: files made of them find what random characters do not."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = ("Mr.", "talks", "U.S.", "é", "e\u0301", "😀", "“", "”", "’", "don't", "3,2", "...", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\x00", "\u2028")  # fmt: skip

_HTML = (
    "<p>", "</p>", "<P class='a>b'>", "<b>", "</b>", "<i>wor</i>d", "<br>", "<br/>", "<h1>", "</h1>", "<h2 id=x>", "</h2>", "<ul>", "</ul>",
    "<li>", "</li>", "<div>", "</div>", "<nav>", "</nav>", "<aside>", "</aside>", "<pre>", "</pre>", "<q>", "</q>", "<script>var a = '<p>';</script>",
    "<script>", "</script>", "<style>p {}</style>", "<!-- c -->", "<!--", "-->", "<!-->", "<!doctype html>", "<?php ?>", "<![CDATA[x]]>", "<title>T</title>",
    "<a href=\"x?a=1&amp;b=2\">", "</a>", "<a href='", "<a b=\">", "<", ">", "</", "</>", "< p", "<3", "&", "&amp;", "&amp", "&rsquo;", "&#8217;", "&#x2019;",
    "&notit;", "&nbsp;", "&#32;", "&#0;", "&#1;", "&#xD800;", "&#99999999999;", "&bogus;", "&;", "&#;", "&NotEqualTilde;", "<div hidden>", "<p hidden>",
    "<template>", "<textarea>", "</textarea>", "<figcaption>", "</figcaption>", "<td>", "</td>", "<wbr>", "<svg/>", "<o:p>", "</o:p>", "<meta charset=utf-8>",
)  # fmt: skip

_MARKDOWN = (
    "\n\n", "# ", "## ", " ##", "\n===\n", "\n---\n", "> ", "\n> ", "- ", "\n- ", "1. ", "\n2) ", "    ", "\n```\n", "`", "``", "`code`", "*", "**", "***",
    "_", "__", "~~", "*em*", "**strong**", "snake_case", "[", "]", "](", ")", "[link](http://a.b)", "[link](<a b> \"t\")", "![img](x)", "[ref]", "[ref][]",
    "\n\n[ref]: /url 'title'\n\n", "<http://a.b>", "<me@a.b>", "\\", "\\*", "\\\n", "  \n", "&amp;", "&copy;", "&#35;", "&bogus;", "&", "<b>", "</b>", "<br>", "<p>", "</p>",
    "\n<div>\n", "\n</div>\n\n", "<!-- c -->", "<", "|", "\n|a|b|\n|-|-|\n|c \\| d|e|\n\n", "***\n", "+ ", "\n\tcode\n", "---\ntitle: \"T\"\n---\n", "!", "![",
)  # fmt: skip

HTML = st.lists(st.sampled_from(_WORDS + _HTML), max_size=30).map("".join)
MARKDOWN = st.lists(st.sampled_from(_WORDS + _MARKDOWN), max_size=30).map("".join)

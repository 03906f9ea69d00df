"""Attachments listed as HTML only."""

from __future__ import annotations

from ingest.web.attachments_html import read_attachments

SECTION = (
    '<section class="attachment embedded" id="attachment_1"><div class="attachment-thumb">'
    '<a aria-hidden="true" class="thumbnail" href="/media/1/{name}.pdf"><img alt="" src="/t.png" /></a></div>'
    '<div class="attachment-details"><h2 class="title"><a aria-describedby="help" href="/media/1/{name}.pdf">{title}</a></h2>'
    '<p class="metadata"><span class="type">PDF</span></p><h2>This file may not suit everybody.'
    '<a class="toggler" href="#help">Ask for another form</a></h2></div></section>'
)


def test_each_attachment_has_the_title_and_link_of_its_heading() -> None:
    html = SECTION.format(name="a", title="Lamps &amp; <em>oil</em>") + SECTION.format(name="b", title="Bells")
    assert read_attachments(html) == [("Lamps & oil", "/media/1/a.pdf"), ("Bells", "/media/1/b.pdf")]


def test_a_heading_without_a_link_is_no_attachment() -> None:
    assert read_attachments('<h2 class="title">Lamps</h2><p>words</p>') == []
    assert read_attachments("") == []

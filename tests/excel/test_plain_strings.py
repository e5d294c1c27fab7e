"""Shared strings taken from the text itself are what the parser would have made of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.plain_strings import PlainStrings
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.strings import read_strings
from tests.excel.raw import MAIN

STRINGS = [
    "<si><t>Văn phòng Bộ</t></si>", "<si><t/></si>", "<si/>", "<si><t></t></si>",
    '<si><t xml:space="preserve"> dòng\n 2 </t></si>',
    "<si><t>a &amp;lt; b &lt; c &#65;</t></si>", "<si><t>&gt;&quot;&apos;&amp;</t></si>", "<si><t>một\r\nhai</t></si>",
    '<si><r><rPr><rFont val=".VnTime"/></rPr><t>C«ng</t></r><r><t>ty</t></r></si>', '<si count="1"><t>x</t></si>', "\n", "chữ",
    '<si><t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh></si>', "<!-- <si><t>không</t></si> -->",
    "<si><t><![CDATA[<b>]]></t></si>",
]  # fmt: skip
BROKEN = [
    "<si><t>a<b</t></si>", "<si><t>&nothing;</t></si>", "<si><t>\x01</t></si>", "<si><t>]]></t></si>", "<si><t>\ufffe</t></si>",
    "<si><t>a</t>", "</si>", "<si><t>a & b</t></si>",
]  # fmt: skip
HEADS = ["", '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0" encoding="windows-1258"?>', "<!-- -->"]


def said(xml: bytes, limits: Limits, size: int) -> object:
    try:
        return read_strings((xml[at : at + size] for at in range(0, len(xml), size)), limits)
    except Refused as refused:
        return refused.code


@settings(deadline=None, max_examples=300)
@given(
    strings=st.lists(st.sampled_from(STRINGS)) | st.lists(st.sampled_from(STRINGS + BROKEN)),
    head=st.sampled_from(HEADS),
    prefix=st.sampled_from(["", "", "x:"]),
    limits=st.sampled_from([LIMITS, Limits(shared_text=30)]),
    size=st.sampled_from([1 << 20, 300, 170]),
)
def test_strings_are_the_same_by_their_text_as_by_the_parser(
    strings: list[str], head: str, prefix: str, limits: Limits, size: int
) -> None:
    xml = f'{head}<{prefix}sst xmlns="{MAIN}" xmlns:x="{MAIN}">{"".join(strings)}</{prefix}sst>'.encode()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PlainStrings, "without", lambda self, chunks: chunks)
        by_the_parser = said(xml, limits, 1 << 20)
    assert said(xml, limits, size) == by_the_parser

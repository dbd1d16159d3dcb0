"""The page's markup: formatted as Slack formats it, while text that looks like markup stays text."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.avatars import initials
from sandbox.page.blocks import blocks
from sandbox.page.dates import day_name, fill_template
from sandbox.page.frame import Choice, Frame
from sandbox.page.markdown import markdown
from sandbox.page.markup import el
from sandbox.page.modals import modal
from sandbox.page.mrkdwn import mrkdwn
from sandbox.page.scene import Persona, Scene
from tests.sandbox.page import pieces

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
FRAME = Frame(
    now=NOW,
    me="U0ZORGCO",
    people={
        "U0ZORGCO": Choice("U0ZORGCO", "Edith Zomerdijk"),
        "U0JONGER": Choice("U0JONGER", "Tarik Vogelaar"),
    },
    channels={"C0MDO": Choice("C0MDO", "mdo-de-wende")},
)
EVIL = '"><img src=x onerror=alert(1)></textarea></template><script>alert(1)</script>'


class Tags(HTMLParser):
    """Every element and attribute in a piece of markup, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data

    def dangers(self) -> list[object]:
        """Whatever could run or fetch something."""
        unsafe = [
            name for name, value in self.attributes if name.startswith("on") or name in ("style", "srcdoc")
        ]
        links = [
            value for name, value in self.attributes if name in ("href", "src") and not _leads_safely(value)
        ]
        return [*(self.tags & {"script", "img", "iframe", "object", "style", "link"}), *unsafe, *links]


def _leads_safely(address: str | None) -> bool:
    return (address or "").lower().startswith(("http://", "https://", "mailto:", "tel:", "?"))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("*vet* en _schuin_ en ~door~", "<strong>vet</strong> en <em>schuin</em> en <del>door</del>"),
        ("`a*b*c`", "<code>a*b*c</code>"),
        ("snake_case_naam en 2*3*4", "snake_case_naam en 2*3*4"),
        ("*vet met _schuin_ erin*", "<strong>vet met <em>schuin</em> erin</strong>"),
        ("* geen vet *", "* geen vet *"),
        ("a &lt;b&gt; &amp;amp; c", "a &lt;b&gt; &amp;amp; c"),
        ("eerste\ntweede", "eerste<br>tweede"),
        ("• een\n• twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("1. een\n2. twee", '<ol><li value="1">een</li><li value="2">twee</li></ol>'),
        ("&gt; gezegd\n&gt; en wel", "<blockquote>gezegd<br>en wel</blockquote>"),
        ("```\nx < *y*\n```", "<pre><code>x &lt; *y*</code></pre>"),
        (":white_check_mark: klaar :bestaat_niet:", "✅ klaar :bestaat_niet:"),
        ("<!subteam^S1|@wijk>", '<span class="mention">@wijk</span>'),
        ("<javascript:alert(1)|klik>", "klik"),
    ],
)
def test_mrkdwn_looks_as_it_does_in_slack(raw: str, shown: str) -> None:
    """Bold, italic, struck, code, lists, quotations, fences, emoji, groups; and what only resembles them."""
    expected = shown if shown != "klik" else "&lt;javascript:alert(1)|klik&gt;"
    assert mrkdwn(raw, FRAME) == expected


def test_people_and_channels_are_named_for_the_reader() -> None:
    """A mention shows the name, stands out for oneself, and a channel one may not know stays unnamed."""
    assert "@Tarik Vogelaar" in mrkdwn("<@U0JONGER>", FRAME)
    assert "mention-me" in mrkdwn("<@U0ZORGCO|oude naam>", FRAME)
    assert "mention-me" not in mrkdwn("<@U0JONGER>", FRAME)
    assert "#mdo-de-wende" in mrkdwn("<#C0MDO>", FRAME)
    assert Tags(mrkdwn("<#C0GEHEIM|de-naam>", FRAME)).words == "privékanaal"


def test_links_open_beside_the_page() -> None:
    """Labelled and bare addresses become links without a way back to the page; their label is text."""
    shown = mrkdwn("<https://example.org/?a=1&amp;b=2|de *wet*> https://example.org/x.", FRAME)
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown
    assert ">de *wet*</a>" in shown
    assert '<a href="https://example.org/x" target="_blank" rel="noopener noreferrer">' in shown


def test_dates_are_dutch_and_in_the_readers_zone() -> None:
    """`<!date^…>` follows its template in Europe/Amsterdam; a broken one shows its fallback."""
    stamp = int(NOW.timestamp())
    assert ">vandaag om 14:05<" in mrkdwn(f"<!date^{stamp}^{{date_short_pretty}} om {{time}}|x>", FRAME)
    assert ">dinsdag 24 november 2026<" in mrkdwn(f"<!date^{stamp}^{{date_long}}|x>", FRAME)
    assert mrkdwn("<!date^morgen^{time}|morgenvroeg>", FRAME) == "morgenvroeg"
    assert fill_template("{onbekend} {ago}", NOW, NOW, FRAME.zone).startswith("{onbekend} ")


def test_days_are_named_as_people_name_them() -> None:
    """Vandaag, Gisteren, a weekday this year, and the year where it differs."""
    today = NOW.date()
    assert day_name(today, today) == "Vandaag"
    assert day_name(today.replace(day=23), today) == "Gisteren"
    assert day_name(today.replace(day=2), today) == "Maandag 2 november"
    assert day_name(today.replace(year=2025), today) == "Maandag 24 november 2025"


@given(st.text(alphabet=st.sampled_from("<>&\"'*_~`@#!|^:/\n ab1UCé"), max_size=60))
def test_no_mrkdwn_becomes_dangerous_markup(raw: str) -> None:
    """Whatever is typed, only the few tags of formatting come out and links lead to the web alone."""
    assert Tags(mrkdwn(raw, FRAME)).dangers() == []
    assert Tags(markdown(raw)).dangers() == []


@given(st.text(max_size=80))
def test_text_and_attributes_are_always_escaped(raw: str) -> None:
    """A text comes out of an element as it went in, and never ends its attribute."""
    seen = Tags(el("p", raw, title=raw))
    assert seen.tags == {"p"}
    assert [name for name, _ in seen.attributes] == ["title"]


def _poisoned(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {key: value if key == "type" else _poisoned(value) for key, value in spec.items()}
    if isinstance(spec, list):
        return [_poisoned(value) for value in spec]
    return spec + EVIL if isinstance(spec, str) else spec


def test_no_text_of_any_block_becomes_markup() -> None:
    """With an attack in every string of every block and element, nothing that runs or fetches comes out."""
    shown = blocks(_poisoned(copy.deepcopy(pieces.everything())), FRAME)
    assert Tags(shown).dangers() == []
    assert "alert(1)" in Tags(shown).words


def test_every_block_and_element_is_drawn() -> None:
    """Nothing the bot can use is left out, and each carries the names a driver finds it by."""
    shown = blocks(pieces.everything(), FRAME)
    assert "niet getoond" not in shown
    for kind in pieces.ELEMENTS:
        assert f'data-element="{kind}" data-action-id="{kind}"' in shown
        assert f'data-block-id="{kind}"' in shown or f'data-block-id="in-{kind}"' in shown


def test_a_block_the_page_does_not_know_is_named() -> None:
    """An unknown block says that it is not shown, instead of vanishing."""
    assert "“hologram” wordt hier niet getoond" in blocks([{"type": "hologram", "block_id": "x"}], FRAME)


@pytest.mark.parametrize("kind", pieces.INPUTS)
def test_every_input_has_its_label_hint_and_error_tied_to_it(kind: str) -> None:
    """The control's label points at it, and its description names the places of hint and error."""
    shown = blocks([pieces.asked(kind, hint=pieces.plain("Zo dus"))], FRAME)
    ids = [value for name, value in Tags(shown).attributes if name == "id"]
    assert len(ids) == len(set(ids))
    base = f"e_x_{kind}_{kind}"
    grouped = kind in ("checkboxes", "radio_buttons")
    assert (f'aria-labelledby="{base}_label"' if grouped else f'for="{base}"') in shown
    assert f'aria-describedby="{base}_error {base}_hint' in shown
    assert {f"{base}_error", f"{base}_hint", base} <= set(ids)


def test_optional_inputs_say_so_and_initial_values_stand_there() -> None:
    """What may stay empty is marked; what the app filled in is there."""
    shown = blocks(
        [
            pieces.asked("plain_text_input", optional=True),
            {
                **pieces.asked("checkboxes"),
                "element": pieces.element("checkboxes", initial_options=[pieces.COLOURS[1]]),
            },
            {
                **pieces.asked("datepicker"),
                "element": pieces.element("datepicker", initial_date="2011-03-20"),
            },
            {
                **pieces.asked("users_select"),
                "element": pieces.element("users_select", initial_user="U0JONGER"),
            },
        ],
        FRAME,
    )
    assert shown.count("niet verplicht") == 1
    assert 'value="g" checked data-value="g"' in shown
    assert 'value="20-03-2011"' in shown
    assert 'data-chosen="U0JONGER"' in shown
    assert 'value="Tarik Vogelaar"' in shown


def test_a_modal_has_a_title_for_screen_readers_and_no_submit_without_one() -> None:
    """The dialog is named by its title; a view to read has only a way to close it."""
    scene = Scene(
        FRAME,
        "Zonnebeek",
        "Schakel",
        "U0SCHAKEL",
        Persona("U0ZORGCO", "zorgcoordinator", "Edith", ""),
        [],
        [],
    )
    view = pieces.modal("V1", {"type": "divider", "block_id": "d"}, submit=None)
    shown = modal(scene, view)
    assert 'aria-labelledby="V1_title"' in shown
    assert 'id="V1_title"' in shown
    assert "modal-submit" not in shown


def test_initials_skip_the_small_words_of_dutch_names() -> None:
    """First and last name count, `van der` does not."""
    assert [initials(name) for name in ("Edith van der Zomerdijk", "Kim", "")] == ["EZ", "K", "?"]

"""On the page a person edits, withdraws, forwards, reacts, joins and leaves, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox import PracticeSlack
from tests.sandbox.page import driver
from tests.sandbox.rules.shapes import asked, modal, option, plain
from tests.sandbox.server.app import call, ok, socket_of

TEAM, OPEN = "C0ZONNEBEEK", "C0ALGEMEEN"


@pytest.fixture
def page(slack: PracticeSlack, browser: Browser) -> Iterator[Page]:
    """The zorgcoördinator's page in the partnership's channel."""
    opened = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}")
    yield opened
    opened.context.close()


def said(slack: PracticeSlack, text: str, who: str = "zorgcoordinator") -> str:
    """A message in the channel."""
    return str(slack.as_user(who).post(TEAM, text)["ts"])


def texts(slack: PracticeSlack, channel: str = TEAM) -> list[str]:
    """What stands in a channel, Slack's own lines left out."""
    found = slack.space.channels[channel].messages.values()
    return [one["text"] for one in found if not str(one.get("subtype", "")).startswith("channel_")]


def do(page: Page, ts: str, item: str) -> None:
    """Choose something from a message's menu, with the keyboard only."""
    message = page.locator(f'[data-testid=message][data-ts="{ts}"]')
    opener = message.get_by_test_id("message-menu")
    opener.focus()
    page.keyboard.press("Enter")
    menu = message.get_by_role("menu")
    wanted = menu.get_by_role("menuitem", name=item)
    for _ in range(menu.get_by_role("menuitem").count()):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def dialog(page: Page) -> Locator:
    """The dialog that asks."""
    return page.get_by_role("dialog")


def leave(page: Page) -> None:
    """Leave the channel, and mean it; one is then in the first of the others, its name in focus."""
    page.get_by_test_id("leave").click()
    dialog(page).get_by_test_id("ask-yes").click()
    expect(dialog(page)).to_have_count(0)
    expect(page.locator("#room-title")).to_be_focused()


def test_a_message_is_edited(slack: PracticeSlack, page: Page) -> None:
    """The box holds what was typed, without Slack's escapes; afterwards it says that it was edited."""
    ts = said(slack, "Jan & Piet")
    do(page, ts, "Bericht bewerken")
    box = dialog(page).get_by_role("textbox")
    expect(box).to_have_value("Jan & Piet")
    box.fill("Jan < Piet")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("message")).to_contain_text("Jan < Piet(bewerkt)")
    assert texts(slack) == ["Jan &lt; Piet"]


def test_a_message_is_withdrawn_after_a_question(slack: PracticeSlack, page: Page) -> None:
    """Enter alone keeps it, since the focus is on the safe button."""
    ts = said(slack, "weg hiermee")
    do(page, ts, "Bericht verwijderen")
    expect(dialog(page)).to_contain_text("niet ongedaan")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)
    assert texts(slack) == ["weg hiermee"]
    do(page, ts, "Bericht verwijderen")
    dialog(page).get_by_test_id("ask-yes").click()
    expect(page.get_by_test_id("message")).to_have_count(0)
    assert texts(slack) == []


def test_only_ones_own_can_be_changed(slack: PracticeSlack, page: Page) -> None:
    """Another's message offers forwarding and reacting, not editing or withdrawing."""
    ts = said(slack, "van Bram", "mentor")
    message = page.locator(f'[data-testid=message][data-ts="{ts}"]')
    message.hover()
    message.get_by_test_id("message-menu").click()
    offered = message.get_by_role("menuitem").all_inner_texts()
    assert "Doorsturen" in offered
    assert not {"Bericht bewerken", "Bericht verwijderen"} & set(offered)


def test_a_message_is_forwarded(slack: PracticeSlack, page: Page) -> None:
    """To a room one is in, with a word beside it; there it shows what was forwarded."""
    ts = said(slack, "kijk hier eens naar", "mentor")
    do(page, ts, "Doorsturen")
    dialog(page).get_by_label("Naar").select_option(label="algemeen")
    dialog(page).get_by_label("Wat je erbij zegt").fill("van het team")
    dialog(page).get_by_test_id("ask-yes").click()
    expect(dialog(page)).to_have_count(0)
    slack.wait_for(lambda: texts(slack, OPEN) == ["van het team"])
    page.locator(f"a[data-room={OPEN}]").click()
    expect(page.get_by_test_id("message")).to_contain_text("kijk hier eens naar")


def test_a_reaction_is_given_and_taken_back(slack: PracticeSlack, page: Page) -> None:
    """From the menu and by its own button, which says whether one's own is among them."""
    ts = said(slack, "goed plan", "mentor")
    do(page, ts, "Reageer met 👀")
    mark = page.get_by_test_id("reaction")
    expect(mark).to_have_attribute("aria-pressed", "true")
    slack.as_user("mentor").react(TEAM, ts, "eyes")
    expect(mark).to_contain_text("2")
    mark.focus()
    page.keyboard.press("Enter")
    expect(mark).to_have_attribute("aria-pressed", "false")
    assert slack.space.channels[TEAM].messages[ts]["reactions"][0]["users"] == ["U0MENTOR"]


def test_a_channel_is_left_and_joined(slack: PracticeSlack, page: Page) -> None:
    """Left, a public one stands under more channels; joining goes there; a private one is simply gone."""
    page.locator(f"a[data-room={OPEN}]").click()
    leave(page)
    offer = page.locator(f"[data-testid=join][data-value={OPEN}]")
    expect(offer).to_be_visible()
    assert "U0ZORGCO" not in slack.space.channels[OPEN].members
    offer.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#room-title")).to_have_text("#algemeen")
    assert "U0ZORGCO" in slack.space.channels[OPEN].members
    page.locator("a[data-room=C0MDO]").click()
    leave(page)
    expect(page.locator("[data-room=C0MDO], [data-value=C0MDO]")).to_have_count(0)


def test_guests_are_offered_no_channels(slack: PracticeSlack, browser: Browser) -> None:
    """Nor is somebody of another workspace."""
    slack.as_user("zorgcoordinator").leave(OPEN)
    for who in ("sportclub", "vreemde"):
        opened = driver.opened(browser, f"{slack.page_url}?as={who}")
        expect(opened.get_by_test_id("join")).to_have_count(0)
        opened.context.close()


def test_a_converted_channel_shows_what_it_is(slack: PracticeSlack, page: Page) -> None:
    """Pending and shared stand at its head; under its new id it is the same channel."""
    regie = slack.as_user("regisseur")
    pending = regie.convert(TEAM, "pending")
    page.locator(f"a[data-room={pending.id}]").click()
    expect(page.locator("#head")).to_contain_text("Wacht op delen met een andere organisatie")
    regie.convert(pending.id, "shared")
    expect(page.locator("#head")).to_contain_text("Gedeeld met een andere organisatie")


def test_an_external_select_searches_at_the_app(slack: PracticeSlack, page: Page) -> None:
    """What the app offers while one types can be chosen and is submitted."""
    found = {"options": [option("p7", text=plain("Politie Zonnebeek"))]}
    field = asked({"type": "external_select", "action_id": "p", "min_query_length": 1}, block_id="p")
    with socket_of(slack, answers=lambda one: found if "value" in one["payload"] else None) as app:
        trigger = slack.space.new_trigger("U0ZORGCO")
        ok(call(slack, "views.open", trigger_id=trigger, view=modal(field)))
        box = page.locator("dialog[open]").get_by_role("combobox")
        box.press_sequentially("pol")
        page.get_by_role("option", name="Politie Zonnebeek").click()
        driver.submit(page)
        expect(page.locator("dialog[open]")).to_have_count(0)
    held = app.payloads[-1]["view"]["state"]["values"]["p"]["p"]
    assert held["selected_option"]["value"] == "p7"

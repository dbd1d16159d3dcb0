"""The page in a real browser: errors, modals, commands, threads, persons, live updates and speed."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Route, expect

from sandbox.page.acts import Act, Reply
from tests.sandbox.page import driver, pieces
from tests.sandbox.page.desk import Desk, offers_two

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_errors_stand_at_their_fields_and_the_first_gets_the_focus(desk: Desk) -> None:
    """What was typed stays; the errors are tied to their fields, and the focus is on the first wrong one."""
    form = pieces.modal(
        "V1", *[pieces.asked(kind) for kind in ("plain_text_input", "static_select", "checkboxes")]
    )
    desk.stage.answer = lambda act: Reply(
        errors={"checkboxes": "Kies er een.", "static_select": "Kies een kleur."}
    )
    dialog = desk.show(form)
    driver.fill(desk.page, "plain_text_input", "blijft staan")
    driver.submit(desk.page)
    expect(dialog.locator(".error:visible")).to_have_text(["Kies een kleur.", "Kies er een."])
    box = dialog.locator("[data-block-id=static_select] [role=combobox]")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    described = (box.get_attribute("aria-describedby") or "").split()
    assert (
        desk.page.evaluate("id => document.getElementById(id).textContent", described[0]) == "Kies een kleur."
    )
    expect(dialog.locator("textarea, input").first).to_have_value("blijft staan")
    expect(dialog.get_by_test_id("modal-trouble")).to_have_text("Kijk nog even naar 2 velden.")


def test_a_time_out_keeps_the_form_as_it_was(desk: Desk) -> None:
    """While the app thinks the button shows it; without an answer a sentence comes and the text stays."""

    def late(act: Act) -> Reply:
        time.sleep(0.3)
        return Reply("Er ging iets mis. Probeer het opnieuw.")

    dialog = desk.show(pieces.modal("V1", pieces.asked("plain_text_input")))
    desk.stage.answer = late
    driver.fill(desk.page, "plain_text_input", "lang verhaal")
    driver.submit(desk.page)
    expect(dialog.get_by_test_id("modal-submit")).to_have_attribute("aria-busy", "true")
    expect(dialog.get_by_test_id("modal-trouble")).to_have_text("Er ging iets mis. Probeer het opnieuw.")
    expect(dialog.get_by_role("textbox")).to_have_value("lang verhaal")
    expect(dialog.get_by_test_id("modal-submit")).not_to_have_attribute("aria-busy", "true")


def test_modals_stack_and_keep_what_was_typed(desk: Desk) -> None:
    """Only the top is shown; when it goes, the one below is back with its text; Escape closes that."""
    lower, upper = (
        pieces.modal("V1", pieces.asked("plain_text_input")),
        pieces.modal("V2", pieces.asked("number_input")),
    )
    dialog = desk.show(lower)
    driver.fill(desk.page, "plain_text_input", "onder")
    desk.show(lower, upper)
    expect(dialog).to_be_hidden()
    desk.show(lower)
    expect(dialog.get_by_role("textbox")).to_have_value("onder")
    desk.page.keyboard.press("Escape")
    assert desk.stage.last("close").view == "V1"


def test_an_updated_view_keepsoffers_two_to_questions_that_stay(desk: Desk) -> None:
    """With the same block and action the typed text and choice survive; a new question appears."""
    first = [pieces.asked("plain_text_input"), pieces.asked("static_select")]
    dialog = desk.show(pieces.modal("V1", *first))
    driver.fill(desk.page, "plain_text_input", "blijft")
    driver.fill(desk.page, "static_select", "g")
    changed = [pieces.asked("datepicker"), {**first[0], "label": pieces.plain("Andere vraag")}, first[1]]
    desk.show(pieces.modal("V1", *changed, title=pieces.plain("Tweede")))
    expect(dialog.get_by_role("heading")).to_have_text("Tweede")
    expect(dialog.get_by_label("Andere vraag")).to_have_value("blijft")
    driver.submit(desk.page)
    assert desk.stage.last("submit").values == {
        "datepicker": {"datepicker": None},
        "plain_text_input": {"plain_text_input": "blijft"},
        "static_select": {"static_select": "g"},
    }


def test_a_dangerous_button_asks_first(desk: Desk) -> None:
    """Nothing is told when the answer is no; Escape is no as well."""
    question = {
        "type": "actions",
        "block_id": "b",
        "elements": [pieces.element("button", confirm=pieces.SURE)],
    }
    desk.stage.say("Proef", blocks=[question])
    for way_out in ("confirm-deny", "Escape", "confirm-ok"):
        driver.press(desk.page, "button")
        asked = desk.page.get_by_test_id("confirm")
        expect(asked).to_contain_text("Heus?")
        if way_out == "Escape":
            desk.page.keyboard.press("Escape")
        else:
            asked.get_by_test_id(way_out).click()
        expect(asked).to_have_count(0)
    assert desk.stage.last("press").value == "ja"
    assert [act.verb for act in desk.stage.acts] == ["press"]


def test_commands_are_offered_and_a_failed_one_keeps_its_text(desk: Desk) -> None:
    """A slash offers the commands, Enter completes and sends; what failed stands at the box."""
    box = desk.page.get_by_test_id("composer")
    box.press_sequentially("/s")
    expect(desk.page.get_by_role("listbox", name="Opdrachten").get_by_role("option")).to_have_count(1)
    desk.type(["<Enter>", "lijst"])
    expect(box).to_have_value("/signal lijst")
    desk.stage.answer = lambda act: Reply("/signal werkt even niet.")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_test_id("composer-trouble")).to_have_text("/signal werkt even niet.")
    expect(box).to_have_value("/signal lijst")
    desk.stage.answer = offers_two
    box.press("Enter")
    expect(box).to_have_value("")
    assert desk.stage.last("say").text == "/signal lijst"


def test_a_thread_opens_beside_the_room(desk: Desk) -> None:
    """The count leads to the thread, a reply goes into it, and closing it returns to the room."""
    ts = desk.stage.say("Begin", reply_count=1)
    desk.stage.say("Antwoord", user="U0JONGER", thread_ts=ts)
    desk.page.get_by_test_id("replies").click()
    pane = desk.page.get_by_test_id("thread")
    expect(pane).to_contain_text("Antwoord")
    desk.page.get_by_test_id("thread-composer").press_sequentially("Dank")
    desk.page.keyboard.press("Enter")
    said = desk.stage.last("say")
    assert (said.text, said.thread_ts) == ("Dank", ts)
    pane.get_by_test_id("thread-close").click()
    expect(pane).to_be_hidden()


def test_shortcuts_are_in_their_menus(desk: Desk) -> None:
    """The bolt holds the global ones; a message has those for messages, and what one may do to one's own."""
    ts = desk.stage.say("Eigen bericht", user="U0ZORGCO")
    desk.page.get_by_test_id("shortcuts").click()
    desk.page.get_by_role("menuitem", name="Signaal melden").click()
    assert desk.stage.last("shortcut").callback_id == "signal.new"
    desk.page.locator(f'[data-ts="{ts}"]').hover()
    desk.page.get_by_test_id("message-menu").click()
    desk.page.get_by_role("menuitem", name="Maak er een signaal van").click()
    assert (desk.stage.last("message_shortcut").ts, desk.stage.acts[-1].callback_id) == (
        ts,
        "signal.from_message",
    )
    desk.page.get_by_test_id("message-menu").click()
    desk.page.get_by_role("menuitem", name="Bericht bewerken").click()
    desk.page.get_by_role("dialog").get_by_role("textbox").fill("Beter")
    desk.page.get_by_role("button", name="Opslaan").click()
    assert desk.stage.last("edit").text == "Beter"


def test_two_pages_of_two_persons_follow_each_other(desk: Desk, browser: Browser) -> None:
    """A message appears on the other's page by itself; what is private appears for nobody else."""
    other = driver.opened(browser, f"{desk.address}/?as=jongerenwerker")
    expect(other.get_by_test_id("person-switch")).to_contain_text("Je bent: Tarik Vogelaar · jongerenwerker")
    desk.stage.say("Voor iedereen")
    for page in (desk.page, other):
        expect(page.get_by_test_id("message")).to_contain_text(["Voor iedereen"])
    desk.show(pieces.modal("V1", pieces.asked("plain_text_input")))
    assert other.locator("dialog[open]").count() == 0
    other.context.close()


def test_a_visitor_becomes_somebody_else_by_keyboard(desk: Desk) -> None:
    """The switch is a menu of links; the chosen person stands in the address."""
    desk.tab_to("#switch")
    desk.type(["<Enter>", "<ArrowDown>", "<Enter>"])
    desk.page.wait_for_url("**/?as=jongerenwerker")
    expect(desk.page.get_by_test_id("person-switch")).to_contain_text("Tarik Vogelaar")


def test_home_opens_and_its_buttons_work(desk: Desk) -> None:
    """Opening the tab tells the app, which then fills it; its buttons say that they stand in Home."""
    desk.page.locator("[data-room=D0]").click()
    desk.page.locator("[data-tab=home]").click()
    desk.stage.last("open_home")
    desk.stage.home = {"type": "home", "blocks": [pieces.offered("button")]}
    desk.stage.change()
    desk.page.get_by_test_id("home").get_by_role("button", name="Druk").click()
    assert desk.stage.last("press").home


def test_what_happens_while_the_page_is_looking_is_seen_too(desk: Desk) -> None:
    """Something said between the answer to one look and its arrival is fetched by another look."""
    late: list[str] = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        if not late:
            late.append(desk.stage.say("Tweede"))
            desk.page.wait_for_timeout(200)  # by now the page has heard of it
        route.fulfill(response=answer)

    desk.page.route("**/page/screen*", hold)
    desk.stage.say("Eerste")
    expect(desk.page.get_by_test_id("message")).to_contain_text(["Eerste", "Tweede"])
    desk.page.unroute("**/page/screen*")


def test_attacks_in_messages_stay_text(desk: Desk) -> None:
    """Markup in a name of a block, a message or a form is shown as it was typed and runs nothing."""
    evil = '"><img src=x onerror="document.title=\'kapot\'"><script>document.title="kapot"</script>'
    desk.stage.say(evil, user="U0JONGER")
    desk.stage.say("x", blocks=[{"type": "section", "block_id": evil, "text": pieces.plain(evil)}])
    dialog = desk.show(
        pieces.modal("V1", pieces.asked("static_select", label=pieces.plain(evil)), title=pieces.plain("<b>"))
    )
    expect(dialog).to_contain_text("<img src=x")
    assert desk.page.locator("img, main script").count() == 0
    assert "kapot" not in desk.page.title()


def test_five_presses_in_a_row_are_five_acts(desk: Desk) -> None:
    """With a hundred cards in the room each press is told once, and its button is free again afterwards."""
    for number in range(100):
        desk.stage.messages.setdefault("C0MDO", []).append(
            {
                "ts": f"{time.time() + number / 1000:.6f}",
                "user": "U0SCHAKEL",
                "bot_id": "B",
                "text": "x",
                "blocks": pieces.everything()[:8],
            }
        )
    desk.stage.say("Proef", blocks=[pieces.offered("button")])
    button = desk.page.locator("[data-block-id=button] button")
    for _ in range(5):
        button.click()
        expect(button).not_to_have_attribute("aria-busy", "true")
    assert len([act for act in desk.stage.acts if act.verb == "press"]) == 5


def test_the_focus_stays_where_it_was_in_a_message_that_changes(desk: Desk) -> None:
    """Also on what has no id of its own; when what had the focus is gone, on the message."""
    desk.stage.say("Eerste")
    desk.stage.say("Tweede", reply_count=1)
    (changing,) = (one for one in desk.stage.messages["C0MDO"] if one["text"] == "Tweede")
    last = desk.page.get_by_test_id("message").filter(has_text="Tweede")
    for part in ("reply", "replies"):
        link = last.get_by_test_id(part)
        link.focus()
        changing.update(text=f"Tweede, bewerkt bij {part}", reply_count=2)
        desk.stage.change()
        expect(desk.page.get_by_text(f"bewerkt bij {part}")).to_be_visible()
        expect(link).to_be_focused()
    changing.update(text="Tweede, zonder reacties", reply_count=0)
    desk.stage.change()
    expect(last.get_by_test_id("replies")).to_have_count(0)
    expect(last).to_be_focused()


def test_a_message_that_changes_under_the_finger_is_pressed_all_the_same(desk: Desk) -> None:
    """Between down and up nothing on the screen is replaced; afterwards the change is there."""
    desk.stage.say("Proef", blocks=[pieces.offered("button")])
    (changing,) = desk.stage.messages["C0MDO"]
    button = desk.page.locator("[data-block-id=button] button")
    button.hover()
    desk.page.mouse.down()
    with desk.page.expect_response("**/page/screen**"):
        changing["blocks"] = [
            {"type": "section", "text": pieces.plain("Bijgewerkt")},
            pieces.offered("button"),
        ]
        desk.stage.change()
    desk.page.wait_for_timeout(100)
    desk.page.mouse.up()
    assert desk.stage.last("press").action_id == "button"
    expect(desk.page.get_by_text("Bijgewerkt")).to_be_visible()


def test_a_form_that_changes_under_the_question_hears_the_answer(desk: Desk) -> None:
    """While "Zeker?" is open the app redraws the block that asked; the yes is of what the person saw."""
    asking = {"type": "actions", "block_id": "b", "elements": [pieces.element("button", confirm=pieces.SURE)]}
    desk.show(pieces.modal("V1", asking))
    driver.press(desk.page, "button")
    changed = {**asking, "elements": [pieces.element("button", text=pieces.plain("Nu"), confirm=pieces.SURE)]}
    desk.stage.views["zorgcoordinator"] = [pieces.modal("V1", changed)]
    desk.stage.change()
    expect(desk.page.locator("dialog[data-view-id] [data-block-id=b]")).to_contain_text("Nu")
    desk.page.get_by_test_id("confirm-ok").click()
    expect(desk.page.get_by_test_id("confirm")).to_have_count(0)
    told = desk.stage.last("press")
    assert (told.action_id, told.block_id, told.view) == ("button", "b", "V1")

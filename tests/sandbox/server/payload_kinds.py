"""Which act gives which kind of payload, by the name of the sample of that kind."""

from __future__ import annotations

from tests.sandbox.rules.shapes import actions, button, modal, option, plain, section
from tests.sandbox.server.app import call, ok
from tests.sandbox.server.payload_acts import (
    MARK,
    Act,
    attached,
    bot_invited,
    changed,
    cleared,
    closed,
    deactivated,
    deleted,
    dispatched,
    envelope,
    ephemeral,
    event,
    forwarded,
    home_again,
    home_pressed,
    in_thread,
    mentioned,
    modal_pressed,
    notice,
    on_a_bots,
    on_a_persons,
    overflow,
    pressed,
    pushed,
    ratelimited,
    reacted,
    repeated,
    replied,
    retried,
    shortcut,
    slash,
    stranger,
    too_many,
    unarchived,
    user_of,
    verified,
    with_url,
    without_scope,
)
from tests.sandbox.server.payload_scene import (
    CONFIRM,
    OPEN,
    SHARED,
    TEAM,
    empty,
    filled,
    in_modal,
    on_message,
    pressable,
    refused,
    searched,
)

COMPARED: dict[str, Act] = {
    # interactions
    "block_actions_home_button": home_pressed,
    "block_actions_message_attachment": attached,
    "block_actions_message_button": lambda scene: pressed(scene, pressable()),
    "block_actions_message_button_confirm": lambda scene: pressed(scene, pressable(confirm=CONFIRM)),
    "block_actions_message_button_url": lambda scene: pressed(
        scene, actions(button(action_id="ok", url="https://example.org"), block_id="rij")
    ),
    "block_actions_message_dm": lambda scene: pressed(scene, pressable(), channel=scene.person.id),
    "block_actions_message_ephemeral": ephemeral,
    "block_actions_message_in_thread": in_thread,
    "block_actions_message_overflow": overflow,
    "block_actions_message_channels_select": on_message("channels_select"),
    "block_actions_message_checkboxes": on_message("checkboxes"),
    "block_actions_message_checkboxes_cleared": cleared,
    "block_actions_message_conversations_select": on_message("conversations_select"),
    "block_actions_message_datepicker": on_message("datepicker"),
    "block_actions_message_datetimepicker": on_message("datetimepicker"),
    "block_actions_message_multi_static_select": on_message("multi_static_select"),
    "block_actions_message_multi_users_select": on_message("multi_users_select"),
    "block_actions_message_radio_buttons": on_message("radio_buttons"),
    "block_actions_message_static_select": on_message("static_select"),
    "block_actions_message_timepicker": on_message("timepicker"),
    "block_actions_message_users_select": on_message("users_select"),
    "block_actions_modal_button": modal_pressed(pressable()),
    "block_actions_modal_checkboxes": in_modal("checkboxes"),
    "block_actions_modal_datepicker": in_modal("datepicker"),
    "block_actions_modal_input_dispatch": dispatched("static_select"),
    "block_actions_modal_multi_users_select": in_modal("multi_users_select"),
    "block_actions_modal_overflow": modal_pressed(
        actions({"type": "overflow", "action_id": "ok", "options": [option("a")]}, block_id="rij")
    ),
    "block_actions_modal_plain_text_input_dispatch": dispatched("plain_text_input"),
    "block_actions_modal_radio_buttons": in_modal("radio_buttons"),
    "block_actions_modal_static_select": in_modal("static_select"),
    "block_actions_modal_timepicker": in_modal("timepicker"),
    "block_actions_modal_users_select": in_modal("users_select"),
    "block_suggestion_modal": searched,
    "shortcut_global": shortcut,
    "shortcut_message": on_a_persons,
    "shortcut_message_in_thread_on_bot": on_a_bots,
    "slash_command.form": slash,
    "slash_command.no_text.form": lambda scene: scene.last(
        lambda: scene.person.slash("/proef", channel=OPEN)
    ),
    "view_closed": lambda scene: closed(scene, everything=False),
    "view_closed_cleared_stack": lambda scene: closed(scene, everything=True),
    "view_submission_every_input": filled,
    "view_submission_optional_left_empty": empty,
    "view_submission_pushed_view": pushed,
    "view_submission_response_urls": with_url,
    # events
    "event_app_home_opened_first": event("app_home_opened", lambda scene: scene.person.open_home_tab()),
    "event_app_home_opened_messages_tab": event(
        "app_home_opened", lambda scene: scene.person.open_messages()
    ),
    "event_app_home_opened_with_view": event("app_home_opened", home_again),
    "event_app_mention": event("app_mention", lambda scene: scene.person.post(OPEN, "<@U0SCHAKEL> status")),
    "event_app_uninstalled": event("app_uninstalled", lambda scene: scene.slack.uninstall()),
    "event_channel_archive": event("channel_archive", lambda scene: scene.person.archive(OPEN)),
    "event_channel_id_changed": event(
        "channel_id_changed", lambda scene: scene.person.convert(TEAM, "pending")
    ),
    "event_channel_left": event("channel_left", lambda scene: scene.person.remove(OPEN, "Schakel")),
    "event_channel_unarchive": event("channel_unarchive", unarchived),
    "event_group_archive": event("group_archive", lambda scene: scene.person.archive(TEAM)),
    "event_member_joined_channel_bot": event("member_joined_channel", bot_invited),
    "event_member_joined_channel_user": event(
        "member_joined_channel", lambda scene: scene.person.invite(OPEN, "gast")
    ),
    "event_member_left_channel": event("member_left_channel", lambda scene: scene.person.remove(OPEN, "fg")),
    "event_message_bot_own": event("message", lambda scene: scene.message(section(), channel=OPEN)),
    "event_message_changed": event("message", changed),
    "event_message_channel_join": event("message", lambda scene: scene.person.invite(OPEN, "gast")),
    "event_message_deleted": event("message", deleted),
    "event_message_file_share": event(
        "message", lambda scene: scene.person.upload(OPEN, "foto", "kijk", content="x")
    ),
    "event_message_file_share_connect_placeholder": event(
        "message", lambda scene: scene.slack.as_user("vreemde").upload(SHARED, "foto", "kijk")
    ),
    "event_message_from_connect_user": event(
        "message", lambda scene: scene.slack.as_user("vreemde").post(SHARED, "hallo")
    ),
    "event_message_group": event("message", lambda scene: scene.person.post(TEAM, "hallo")),
    "event_message_im": event(
        "message",
        lambda scene: scene.person.post(scene.slack.space.im_of(scene.person.id).id, "hallo"),
    ),
    "event_message_metadata_posted": event(
        "message_metadata_posted", lambda scene: scene.message(section(), metadata=MARK)
    ),
    "event_message_plain": event("message", lambda scene: scene.person.post(OPEN, "hallo")),
    "event_message_shared_message": event("message", forwarded),
    "event_message_thread_broadcast": event("message", lambda scene: replied(scene, broadcast=True)),
    "event_message_thread_reply": event("message", replied),
    "event_reaction_added": event("reaction_added", reacted),
    "event_reaction_added_skin_tone": event(
        "reaction_added", lambda scene: reacted(scene, name="+1::skin-tone-3")
    ),
    "event_reaction_removed": event("reaction_removed", lambda scene: reacted(scene, back=True)),
    "event_team_join": event("team_join", lambda scene: scene.slack.add_person("nieuw", "Nina Nieuw")),
    "event_tokens_revoked": event("tokens_revoked", lambda scene: scene.slack.uninstall()),
    "event_user_change_deactivated": event("user_change", lambda scene: scene.slack.deactivate("fg")),
    "event_user_change_profile": event("user_change", lambda scene: scene.slack.change_kind("fg", "member")),
    # Socket Mode
    "socket_hello": lambda scene: scene.app.hello,
    "socket_disconnect_link_disabled": notice("link_disabled"),
    "socket_disconnect_refresh_requested": notice("refresh_requested"),
    "socket_disconnect_too_many_websockets": too_many,
    "socket_disconnect_warning": notice("warning"),
    "socket_envelope_events_api": envelope(event("app_mention", mentioned)),
    "socket_envelope_events_api_retry": retried,
    "socket_envelope_interactive_block_actions_message": envelope(lambda scene: pressed(scene, pressable())),
    "socket_envelope_interactive_block_actions_modal": envelope(in_modal("static_select")),
    "socket_envelope_interactive_block_suggestion": envelope(searched),
    "socket_envelope_interactive_shortcut_global": envelope(shortcut),
    "socket_envelope_interactive_shortcut_message": envelope(on_a_persons),
    "socket_envelope_interactive_view_closed": envelope(lambda scene: closed(scene, everything=False)),
    "socket_envelope_interactive_view_submission": envelope(filled),
    "socket_envelope_slash_commands": envelope(slash),
    # HTTP mode
    "http_event_retry_example": repeated,
    "url_verification": verified,
    # answers
    "webapi_apps_connections_open": lambda scene: ok(call(scene.slack, "apps.connections.open")),
    "webapi_auth_test": lambda scene: ok(call(scene.slack, "auth.test")),
    "webapi_error_invalid_arguments_view": lambda scene: refused(
        scene,
        "views.open",
        trigger_id=scene.slack.space.new_trigger(scene.person.id),
        view=modal(title=plain("x" * 25)),
    ),
    "webapi_error_invalid_blocks": lambda scene: refused(
        scene, "chat.postMessage", channel=TEAM, blocks=[{"type": "section"}]
    ),
    "webapi_error_missing_scope": without_scope,
    "webapi_error_ratelimited": ratelimited,
    "webapi_users_info_bot": user_of("U0SCHAKEL"),
    "webapi_users_info_deactivated": deactivated,
    "webapi_users_info_member": user_of("U0MENTOR"),
    "webapi_users_info_multi_channel_guest": user_of("U0SPORT"),
    "webapi_users_info_single_channel_guest": user_of("U0GAST"),
    "webapi_users_info_slack_connect_in_shared_channel": user_of("U0VREEMD"),
    "webapi_users_info_slack_connect_stranger": stranger,
    "webapi_warning_message_truncated": lambda scene: ok(
        call(scene.slack, "chat.postMessage", channel=TEAM, text="x" * 40_001)
    ),
}

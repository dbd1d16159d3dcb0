"""Turns the `:names:` of Slack's commonest emoji into the characters themselves."""

from __future__ import annotations

import re

CHARACTERS = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "eyes": "👀", "wave": "👋", "pray": "🙏", "clap": "👏",
    "raised_hands": "🙌", "raising_hand": "🙋", "ok_hand": "👌", "point_right": "👉", "handshake": "🤝",
    "heart": "❤️", "tada": "🎉", "smile": "😄",
    "dart": "🎯", "slightly_smiling_face": "🙂", "thinking_face": "🤔", "worried": "😟",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌", "warning": "⚠️", "no_entry": "⛔",
    "no_entry_sign": "🚫", "rotating_light": "🚨", "sos": "🆘", "information_source": "ℹ️", "question": "❓",
    "exclamation": "❗", "bulb": "💡", "lock": "🔒", "unlock": "🔓", "key": "🔑", "shield": "🛡️",
    "closed_lock_with_key": "🔐", "bell": "🔔", "no_bell": "🔕", "calendar": "📅", "spiral_calendar_pad": "🗓️",
    "date": "📅", "clock3": "🕒", "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "alarm_clock": "⏰",
    "memo": "📝", "pencil": "📝", "pencil2": "✏️", "page_facing_up": "📄", "clipboard": "📋", "pushpin": "📌",
    "paperclip": "📎", "link": "🔗", "mag": "🔍", "inbox_tray": "📥", "outbox_tray": "📤", "envelope": "✉️",
    "phone": "☎️", "telephone_receiver": "📞", "speech_balloon": "💬", "loudspeaker": "📢", "mega": "📣",
    "busts_in_silhouette": "👥", "bust_in_silhouette": "👤", "family": "👪", "school": "🏫", "house": "🏠",
    "police_car": "🚓", "cop": "👮", "hospital": "🏥", "classical_building": "🏛️", "world_map": "🗺️",
    "round_pushpin": "📍", "red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡",
    "large_green_circle": "🟢", "large_blue_circle": "🔵", "white_circle": "⚪", "black_circle": "⚫",
    "arrow_right": "➡️", "arrow_forward": "▶️", "white_small_square": "▫️", "eye": "👁️", "file_folder": "📁",
    "arrow_left": "⬅️", "leftwards_arrow_with_hook": "↩️", "arrows_counterclockwise": "🔄",
    "heavy_plus_sign": "➕", "heavy_minus_sign": "➖", "wastebasket": "🗑️", "gear": "⚙️", "star": "⭐",
    "sunny": "☀️", "sunflower": "🌻", "seedling": "🌱", "bar_chart": "📊", "scales": "⚖️", "balance_scale": "⚖️",
    "one": "1️⃣", "two": "2️⃣", "three": "3️⃣", "four": "4️⃣", "five": "5️⃣",
}  # fmt: skip

_NAME = re.compile(r":([a-z0-9_+'-]+(?:::skin-tone-\d)?):")


def character(name: str) -> str:
    """The emoji of that name, or the name between colons when it is not one of ours."""
    return CHARACTERS.get(name.split("::", maxsplit=1)[0], f":{name}:")


def named(raw: str) -> str:
    """A text in which every emoji name that we know has become the emoji."""
    return _NAME.sub(lambda match: character(match[1]), raw)

"""Files of the app: an address to send to, the bytes, and where to show them (slack 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.methods_chat import conversation
from sandbox.profiles import app_user, bot_profile
from sandbox.state import Message
from sandbox.web_api import Arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


def get_upload_url(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """files.getUploadURLExternal: needs the name and the length in bytes."""
    name, length = str(arguments.get("filename") or ""), str(arguments.get("length") or "")
    if not name or not length.isdigit() or int(length) == 0:
        raise SlackError("missing_argument")
    file = slack.space.add_file(slack.space.app.user, name, b"", None)
    file |= {"name": name, "size": int(length)}
    if name.endswith(".png"):
        file |= {"mimetype": "image/png", "filetype": "png", "pretty_type": "PNG"}
        file["alt_txt"] = str(arguments.get("alt_txt") or "")
    return {"upload_url": f"http://127.0.0.1:{slack.port}/upload/{file['id']}", "file_id": file["id"]}


def receive(slack: PracticeSlack, file_id: str, content: bytes) -> bool:
    """The bytes of a file that was announced."""
    if file_id not in slack.space.files:
        return False
    slack.space.contents[file_id] = content
    slack.space.files[file_id]["size"] = len(content)
    return True


def complete_upload(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """files.completeUploadExternal: shows the files in one conversation, or keeps them unseen."""
    wanted = arguments.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    files = [_completed(slack, one) for one in wanted]
    if not arguments.get("channel_id"):
        return {"files": files}
    space = slack.space
    channel = conversation(slack, {"channel": arguments["channel_id"]})
    message: Message = {
        "user": space.app.user,
        "type": "message",
        "subtype": "file_share",
        "ts": space.new_ts(),
        "bot_id": space.app.bot_id,
        "app_id": space.app.id,
        "text": str(arguments.get("initial_comment") or ""),
        "team": space.team_id,
        "bot_profile": bot_profile(space, app_user(space)),
        "files": files,
        "upload": True,
        "display_as_bot": False,
    }
    if arguments.get("thread_ts"):
        message["thread_ts"] = str(arguments["thread_ts"])
    slack.add_message(channel, message)
    return {"files": files}


def _completed(slack: PracticeSlack, wanted: Any) -> dict[str, Any]:
    file = slack.space.files.get(str(wanted.get("id"))) if isinstance(wanted, dict) else None
    if file is None or not slack.space.contents.get(file["id"]):
        raise SlackError("file_not_found")
    file["title"] = str(wanted.get("title") or file["name"])
    return file


def info(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """files.info."""
    return {"file": _known(slack, arguments)}


def delete(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """files.delete: only the app's own."""
    file = _known(slack, arguments)
    if file["user"] != slack.space.app.user:
        raise SlackError("cant_delete_file")
    del slack.space.files[file["id"]]
    return {}


def _known(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    file = slack.space.files.get(str(arguments.get("file") or ""))
    if file is None:
        raise SlackError("file_not_found")
    return file

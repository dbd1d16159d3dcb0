"""What Slack refuses about messages and views, as pure functions (slack 4.1–4.3)."""

from sandbox.rules.messages import MessageVerdict, check_message, check_message_blocks
from sandbox.rules.problem import Problem
from sandbox.rules.views import check_errors_answer, check_options_answer, check_view, view_too_large

__all__ = [
    "MessageVerdict",
    "Problem",
    "check_errors_answer",
    "check_message",
    "check_message_blocks",
    "check_options_answer",
    "check_view",
    "view_too_large",
]

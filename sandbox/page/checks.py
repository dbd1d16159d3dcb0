"""What Slack's own client checks before a form is sent, so that the app never sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.page.acts import Values

Spec = Mapping[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+\.\S+")


def mistakes(view: Spec, values: Values) -> dict[str, str]:
    """A sentence per `block_id` for each input that Slack's client would not send; empty when all is well."""
    found = {}
    for block in view["blocks"]:
        if block["type"] == "input" and (sentence := _mistake(block, values)):
            found[str(block["block_id"])] = sentence
    return found


def _mistake(block: Spec, values: Values) -> str:
    element = block["element"]
    value = values.get(block["block_id"], {}).get(element["action_id"])
    if not value or (isinstance(value, str) and not value.strip()):
        return "" if block.get("optional") else _empty(element["type"])
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else ""


def _empty(kind: str) -> str:
    return "Kies iets." if "select" in kind or kind in ("checkboxes", "radio_buttons") else "Vul dit veld in."


def _length(element: Spec, value: str) -> str:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < least:
        return f"Schrijf ten minste {least} tekens."
    return (
        f"Dit is {_characters(len(value) - most)} te lang; het mogen er {most} zijn."
        if len(value) > most
        else ""
    )


def _number(element: Spec, value: str) -> str:
    try:
        number = Decimal(value.replace(",", "."))
    except InvalidOperation:
        return "Schrijf een getal."
    if not number.is_finite():
        return "Schrijf een getal."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Schrijf een heel getal."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(str(least)):
        return f"Schrijf een getal vanaf {least}."
    return f"Schrijf een getal tot en met {most}." if most is not None and number > Decimal(str(most)) else ""


def _date(element: Spec, value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 20-03-2011."
    return ""


def _time(element: Spec, value: str) -> str:
    try:
        time.fromisoformat(value)
    except ValueError:
        return "Schrijf de tijd als uren:minuten, bijvoorbeeld 14:05."
    return ""


def _email(element: Spec, value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else "Schrijf een volledig e-mailadres."


def _url(element: Spec, value: str) -> str:
    return "" if _URL.fullmatch(value) else "Schrijf een volledig webadres, met https:// ervoor."


_CHECKS: dict[str, Callable[[Spec, Any], str]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "datepicker": _date,
    "timepicker": _time,
    "email_text_input": _email,
    "url_text_input": _url,
}


def _characters(number: int) -> str:
    return "1 teken" if number == 1 else f"{number} tekens"

"""What is shipped to run and watch Schakel: the container, the service, the dashboard and the alerts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.process import build
from bot.settings import Settings
from sandbox import PracticeSlack
from tests.bot.test_soundness import free_port
from tests.running import HOUSE, settings_for

DEPLOY = HOUSE / "deploy"
LOOSEST = "20"  # of systemd's exposure times ten: below 2.0 is what it calls OK at its best
# What a service may do without, each with a setting that takes it away.
SHUT = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "UMask": "0077",
    "SystemCallArchitectures": "native",
}


def service() -> list[tuple[str, str]]:
    """The settings of the unit, in order."""
    lines = (DEPLOY / "schakel.service").read_text(encoding="utf-8").splitlines()
    found = [line.partition("=") for line in lines if line and line[0] not in "#["]
    return [(name, value) for name, _, value in found]


def test_the_service_gives_up_what_it_does_not_need() -> None:
    """Not root, secrets as credentials only, and a wrong setting does not start it over and over."""
    told = dict(service())
    assert {name: told.get(name) for name in SHUT} == SHUT
    assert told["User"] not in ("", "root", "0")
    assert told["RestartPreventExitStatus"] == "2"
    assert told["ExecStart"].split()[-2:] == ["/opt/schakel/.venv/bin/schakel", "run"]
    credentials = {value.partition(":")[0] for name, value in service() if name == "LoadCredential"}
    given = dict(value.split("=", 1) for name, value in service() if name == "Environment")
    assert {name.removesuffix("_FILE").lower() for name in given if name.endswith("_FILE")} == credentials
    assert set(given) <= _settings()
    for name, value in given.items():
        assert not name.endswith("_FILE") or value == f"%d/{name.removesuffix('_FILE').lower()}"


def test_systemd_takes_the_service_and_finds_it_closed(tmp_path: Path) -> None:
    """`systemd-analyze verify` says nothing, and its exposure is low."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed: apt-get install systemd")
    text = (DEPLOY / "schakel.service").read_text(encoding="utf-8")
    unit = tmp_path / "schakel.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", text), encoding="utf-8")
    for words in (["verify"], ["security", "--offline=true", f"--threshold={LOOSEST}", "--no-pager"]):
        command = [program, *words, str(unit)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # systemd's own
        assert done.returncode == 0, done.stdout + done.stderr
        assert words != ["verify"] or not done.stdout + done.stderr


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file, joined over their lines."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n", " ", "\n".join(one for one in text.splitlines() if not one.startswith("#")))
    found = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, rest in found]


def test_the_container_is_not_root_has_no_shell_and_holds_no_secret() -> None:
    """The last stage runs nothing, starts without a shell, and takes only what the process needs."""
    at = max(number for number, (name, _) in enumerate(steps()) if name == "FROM")
    first, last = steps()[:at], steps()[at:]
    assert "distroless" in last[0][1]
    assert not [one for one in last if one[0] in ("RUN", "ADD")]
    assert dict(last)["USER"] == "65532:65532"
    for name, rest in last:
        if name in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
            words = json.loads(rest[rest.index("[") :])
            assert not {"sh", "bash", "/bin/sh", "curl", "wget"} & set(words)
    given = dict(re.findall(r"(\w+)=(\S+)", dict(last)["ENV"]))
    assert {name for name in given if name.startswith("SCHAKEL")} <= _settings()
    assert not re.search(r"(?i)token|keys|secret|password", dict(last)["ENV"])
    copied = {rest.split()[-2] for name, rest in first if name == "COPY"}
    assert all((HOUSE / one).exists() for one in copied)
    assert "--require-hashes" in "".join(rest for name, rest in first if name == "RUN")
    ignored = (HOUSE / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    assert {one.removeprefix("!") for one in ignored if one.startswith("!")} == copied


def test_the_container_is_run_closed_with_its_secrets_as_files() -> None:
    """Read-only root, no capability, nothing secret in the environment."""
    told = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    one = told["services"]["schakel"]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert {f"/run/secrets/{name}" for name in one["secrets"]} == set(one["environment"].values())
    assert set(one["environment"]) <= _settings()
    assert set(told["secrets"]) == set(one["secrets"])


def _settings() -> set[str]:
    names = {name.upper() for name in Settings.model_fields}
    return names | {f"{name}_FILE" for name in names}


def expressions(told: Any) -> Iterator[str]:
    """Every expression in a dashboard or a file of rules."""
    if isinstance(told, dict):
        yield from (str(one) for name, one in told.items() if name == "expr")
        for one in told.values():
            yield from expressions(one)
    elif isinstance(told, list):
        for one in told:
            yield from expressions(one)


@pytest.mark.parametrize("file", ["grafana.json", "alerts.yml"])
def test_each_metric_that_is_watched_exists(slack: PracticeSlack, tmp_path: Path, file: str) -> None:
    """By name, and by the name of the check or count in it; a check that nobody watches is named too."""
    settings = settings_for(slack, f"sqlite:///{tmp_path}/schakel.db")
    process = build(settings.model_copy(update={"schakel_health_port": free_port()}))
    assert process.health is not None
    process.start()
    with urllib.request.urlopen(f"http://127.0.0.1:{process.health.port}/metrics") as answer:
        text = answer.read().decode()
    process.stop()
    known = set(re.findall(r"(?m)^(schakel_\w+)", text))
    named = set(re.findall(r'\{name="(\w+)"\}', text))
    watched = list(expressions(yaml.safe_load((DEPLOY / file).read_text(encoding="utf-8"))))
    assert watched
    used = {name for one in watched for name in re.findall(r"schakel_\w+", one)}
    assert used <= known, used - known
    picked = {
        name for one in watched for said in re.findall(r'name=~?"([\w|]+)"', one) for name in said.split("|")
    }
    assert picked <= named
    if file == "alerts.yml":
        assert picked == named, "nobody is told of these"


def test_each_alert_says_what_to_do() -> None:
    """With its weight."""
    told = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))
    for one in told["groups"][0]["rules"]:
        assert one["labels"]["severity"] in ("page", "ticket")
        assert set(one["annotations"]) == {"summary", "mend"}

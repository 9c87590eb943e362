"""Runs the connector's commands for the tests of this folder, and takes every line of their output through both of Airbyte's
own models: dataclasses and pydantic."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import airbyte_protocol.models as pydantic_models
from airbyte_cdk.models import AirbyteMessageSerializer

EXECUTABLE = os.environ.get("CONNECTOR_EXECUTABLE", "")
ROOT = Path(os.environ.get("CONNECTOR_ROOT", "."))
TIMEOUT_S = 120


@dataclass(frozen=True)
class Output:
    """What one command said. Messages are plain dictionaries, integers exact."""

    code: int
    messages: list[dict]

    def of(self, kind: str) -> list[dict]:
        return [message for message in self.messages if message["type"] == kind]

    def traces(self, kind: str) -> list[dict]:
        return [message["trace"] for message in self.of("TRACE") if message["trace"]["type"] == kind]

    def records(self) -> dict[str, list[dict]]:
        """The data of the records, by stream."""
        found: dict[str, list[dict]] = {}
        for message in self.of("RECORD"):
            found.setdefault(message["record"]["stream"], []).append(message["record"]["data"])
        return found

    def states(self) -> list[dict]:
        return [message["state"] for message in self.of("STATE")]

    def last_states(self) -> list[dict]:
        """What a platform gives back: the last state of each stream."""
        last = {state["stream"]["stream_descriptor"]["name"]: state for state in self.states()}
        return list(last.values())


def run(command: str, **files: object) -> Output:
    """Runs a command with these files: names of options, and contents that become JSON."""
    with tempfile.TemporaryDirectory() as folder:
        args = []
        for option, content in files.items():
            path = Path(folder) / f"{option}.json"
            path.write_text(json.dumps(content), encoding="utf-8")
            args += [f"--{option}", str(path)]
        ended = subprocess.run(
            [EXECUTABLE, command, *args], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    assert ended.stderr == "", ended.stderr
    return Output(ended.returncode, [checked(line) for line in ended.stdout.split("\n") if line])


def checked(line: str) -> dict:
    """The message of a line, which both models must take; a line that is none fails here."""
    message = json.loads(line)
    AirbyteMessageSerializer.load(json.loads(line))
    pydantic_models.AirbyteMessage.model_validate_json(line)
    return message


def configured(streams: list[dict], sync_mode: str | None = None) -> dict:
    """A configured catalog: each stream in the first of its modes, or in the one that is named where it has it."""

    def mode(stream: dict) -> str:
        modes = stream["supported_sync_modes"]
        return sync_mode if sync_mode in modes else modes[0]

    return {
        "streams": [
            {"stream": stream, "sync_mode": mode(stream), "destination_sync_mode": "append"} for stream in streams
        ]
    }


def file_of(path: str) -> object:
    """A JSON file of the project."""
    return json.loads((ROOT / path).read_text(encoding="utf-8"))

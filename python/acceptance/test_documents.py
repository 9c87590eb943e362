"""Rules 51 and 52: what is told about the connector."""

import re

import pytest
from connector import ROOT

HEADINGS = [
    "# Mailjet",
    "## Prerequisites",
    "## Setup guide",
    "## Supported sync modes",
    "## Supported streams",
    "## Limitations & troubleshooting",
    "## Changelog",
]


@pytest.mark.rule(51)
def test_hosts_and_streams_are_named(metadata: dict) -> None:
    assert metadata["allowedHosts"]["hosts"]
    assert metadata["suggestedStreams"]["streams"]


@pytest.mark.rule(52)
def test_the_docs_page_has_the_prescribed_headings(connection_spec: dict) -> None:
    """Links are not followed: nothing here asks the network."""
    page = (ROOT / "docs" / "mailjet.md").read_text(encoding="utf-8")
    found = [heading.casefold() for heading in re.findall(r"^#{1,2} .*$", page, re.MULTILINE)]
    assert [heading for heading in found if heading in map(str.casefold, HEADINGS)] == [
        heading.casefold() for heading in HEADINGS
    ]
    prerequisites = page.split("## Prerequisites")[1].split("\n## ")[0]
    for name in connection_spec["required"]:
        assert connection_spec["properties"][name]["title"] in prerequisites, name

"""Airbyte's own suite for connectors, over the image or what stands for it (bin/docker)."""

from pathlib import Path

import pytest
from airbyte_cdk.test.standard_tests.docker_base import DockerConnectorTestSuite
from connector import ROOT


@pytest.mark.rule(53)
class TestAirbytesOwnSuite(DockerConnectorTestSuite):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return ROOT

    @pytest.mark.skip(reason="compares with the spec that a registry on the network has published")
    def test_docker_image_spec_backward_compatibility(self) -> None: ...

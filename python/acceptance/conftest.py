"""What the tests of this folder share: each command run once, and the list of rules at the end."""

import pytest
from connector import ROOT, Output, configured, file_of, run
from not_tried import NOT_TRIED

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]

RULES = range(1, 55)
OUTCOMES = pytest.StashKey[dict]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "rule(*numbers): the rules of Airbyte that a test holds")
    config.stash[OUTCOMES] = {}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    outcome = yield
    report = outcome.get_result()
    if report.skipped or (report.when != "call" and report.passed):
        return
    for mark in item.iter_markers("rule"):
        for number in mark.args:
            name, ok = item.config.stash[OUTCOMES].get(number, (item.name, True))
            item.config.stash[OUTCOMES][number] = (name, ok and report.passed)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    terminalreporter.section("Airbyte's rules")
    for number in RULES:
        name, ok = config.stash[OUTCOMES].get(number, ("", None))
        words = {True: "held", False: "BROKEN", None: f"not tried: {NOT_TRIED.get(number, 'NO TEST')}"}[ok]
        terminalreporter.line(f"{number:3}  {words:10} {name.removeprefix('test_').replace('_', ' ')}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A rule that nobody tries, without a reason, fails the run."""
    tried = session.config.stash[OUTCOMES]
    if any(number not in tried and number not in NOT_TRIED for number in RULES):
        session.exitstatus = 1


@pytest.fixture(scope="session")
def config() -> dict:
    return file_of("secrets/config.json")


@pytest.fixture(scope="session")
def spec() -> Output:
    return run("spec")


@pytest.fixture(scope="session")
def connection_spec(spec: Output) -> dict:
    return spec.of("SPEC")[0]["spec"]["connectionSpecification"]


@pytest.fixture(scope="session")
def good_check(config: dict) -> Output:
    return run("check", config=config)


@pytest.fixture(scope="session")
def bad_check() -> Output:
    return run("check", config=file_of("integration_tests/invalid_config.json"))


@pytest.fixture(scope="session")
def discovered(config: dict) -> Output:
    return run("discover", config=config)


@pytest.fixture(scope="session")
def streams(discovered: Output) -> list[dict]:
    return discovered.of("CATALOG")[0]["catalog"]["streams"]


@pytest.fixture(scope="session")
def basic_read(config: dict, streams: list[dict]) -> Output:
    return run("read", config=config, catalog=configured(streams))


@pytest.fixture(scope="session")
def incremental_streams(streams: list[dict]) -> list[dict]:
    return [stream for stream in streams if "incremental" in stream["supported_sync_modes"]]


@pytest.fixture(scope="session")
def first_increment(config: dict, incremental_streams: list[dict]) -> Output:
    return run("read", config=config, catalog=configured(incremental_streams, "incremental"))


@pytest.fixture(scope="session")
def metadata() -> dict:
    import yaml

    return yaml.safe_load((ROOT / "metadata.yaml").read_text(encoding="utf-8"))["data"]

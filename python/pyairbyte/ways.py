"""The other ways in which people use PyAirbyte: `ways.py JOB`, JOB being {"way", "executable", "config"} as JSON.

Called by scripts/pyairbyte/ways.ts, which judges what is printed. The last line is JSON.
"""

import json
import sys
import time

import airbyte as ab


def source_of(job: dict) -> ab.Source:
    return ab.get_source("source-mailjet", config=job["config"], local_executable=job["executable"])


def few_records(job: dict) -> dict:
    """The first five records of a stream; what the source would still say is not waited for."""
    source = source_of(job)
    started = time.monotonic()
    # Kept in a variable: without one, PyAirbyte cancels at once.
    records = source.get_records("open_events", limit=5)
    rows = [dict(record) for record in records]
    return {"rows": len(rows), "seconds": round(time.monotonic() - started, 2)}


def check(job: dict) -> dict:
    """Raises where the source says FAILED."""
    source_of(job).check()
    return {"checked": True}


def config_spec(job: dict) -> dict:
    """What a user sees who asks what can be configured."""
    source = source_of(job)
    source.print_config_spec()
    return {"properties": sorted(source.config_spec["properties"])}


WAYS = {"few_records": few_records, "check": check, "config_spec": config_spec}

if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(json.dumps(WAYS[given["way"]](given)))

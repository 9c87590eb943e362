"""Loads all streams by PyAirbyte, as a user would: called by scripts/pyairbyte.ts with one JSON argument.

The argument: {"executable", "config", "target", "cache_dir"}, and "strategy", "full_refresh", "streams" where they are not
PyAirbyte's own defaults. Prints one JSON line: rows read by stream.
"""

import json
import sys

import airbyte as ab
from caches import cache_of


def main(job: dict) -> None:
    source = ab.get_source("source-mailjet", config=job["config"], local_executable=job["executable"])
    source.select_streams(job.get("streams", "*"))
    result = source.read(
        cache=cache_of(job["target"], job["cache_dir"]),
        write_strategy=job.get("strategy", "auto"),
        force_full_refresh=job.get("full_refresh", False),
    )
    print(json.dumps({"loaded": result.processed_records}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

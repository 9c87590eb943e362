"""A Dagster asset of a Mailjet account, read every hour: `dagster dev -f examples/dagster_assets.py`."""

import os

import airbyte as ab
import dagster as dg
from airbyte.caches import DuckDBCache


@dg.asset
def mailjet() -> dg.MaterializeResult:
    """Brings what is new into a DuckDB file."""
    source = ab.get_source(
        "source-mailjet",
        config={"api_key": os.environ["MAILJET_API_KEY"], "api_secret": os.environ["MAILJET_API_SECRET"]},
        local_executable=os.environ.get("SOURCE_MAILJET", "dist/source-mailjet.cjs"),
        streams=["contacts", "messages", "open_events", "sent_campaigns"],
    )
    cache = DuckDBCache(db_path=os.environ.get("DUCKDB_FILE", "warehouse.duckdb"), schema_name="mailjet")
    return dg.MaterializeResult(metadata={"rows": source.read(cache=cache).processed_records})


hourly = dg.ScheduleDefinition(name="hourly", target=dg.AssetSelection.assets(mailjet), cron_schedule="7 * * * *")
defs = dg.Definitions(assets=[mailjet], schedules=[hourly])

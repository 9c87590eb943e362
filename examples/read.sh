#!/usr/bin/env bash
# Reads what is new into a file of JSON lines, and keeps the state for the next run:
#
#   examples/read.sh config.json catalog.json folder
#
# The folder gets a file of messages for each run, and state.jsonl. SOURCE_MAILJET names the program; by default it is found
# on the PATH. Where a run fails, the state of what was read before is kept all the same: the next run goes on from there.
set -euo pipefail

config=$1
catalog=$2
folder=$3
state=$folder/state.jsonl
output=$folder/$(date -u +%Y%m%dT%H%M%SZ)-$$.jsonl
mkdir -p "$folder"
touch "$state"

arguments=(read --config "$config" --catalog "$catalog")
if [ -s "$state" ]; then arguments+=(--state "$state"); fi

set +e
"${SOURCE_MAILJET:-source-mailjet}" "${arguments[@]}" | tee "$output" | grep -v '^{"type":"\(RECORD\|STATE\|TRACE\)"'
ended=("${PIPESTATUS[@]}")
set -e
if [ "${ended[1]}" -ne 0 ]; then
  echo "$output could not be written whole: the state stays as it was, and the next run reads the same again" >&2
  exit 1
fi

# Of each stream the last state; those that this run did not reach stay as they were.
awk 'match($0, /"stream_descriptor":\{"name":"[^"]*"/) { last[substr($0, RSTART, RLENGTH)] = $0 }
     END { for (stream in last) print last[stream] }' "$state" <(grep '^{"type":"STATE"' "$output" || true) > "$state.new"
mv "$state.new" "$state"
exit "${ended[0]}"

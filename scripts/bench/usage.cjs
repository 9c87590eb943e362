// Required into a measured process: when it ends, writes what it has used into the file that USAGE_FILE names.
"use strict";
const { writeFileSync } = require("node:fs");
process.once("exit", () => {
  writeFileSync(process.env.USAGE_FILE, JSON.stringify(process.resourceUsage()));
});

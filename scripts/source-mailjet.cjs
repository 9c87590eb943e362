#!/usr/bin/env node
// Written so that the oldest Node can read it: only then can it say that it is too old.
"use strict";
var NEEDED = 24;
var major = parseInt(process.versions.node, 10);
if (major < NEEDED) {
  process.stderr.write(
    ["source-mailjet needs Node ", NEEDED, " or newer: this is Node ", process.versions.node, "\n"].join(""),
  );
  process.exitCode = 1;
} else {
  // Without these, V8 lets garbage grow to hundreds of megabytes before it looks. They cost about 5 % of the time.
  ["--semi-space-growth-factor=1", "--heap-growing-percent=5"].forEach(require("node:v8").setFlagsFromString);
  require("node:module").enableCompileCache();
  require("./lib/main.js");
}

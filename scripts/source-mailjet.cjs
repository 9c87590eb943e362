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
  require("node:module").enableCompileCache();
  require("./lib/main.cjs");
}

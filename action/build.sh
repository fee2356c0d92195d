#!/usr/bin/env bash
# Builds iac from the checkout of the action, with the compiler that it pins.
set -euo pipefail

# rustup looks for the pinned compiler from here on upwards.
cd "${GITHUB_ACTION_PATH}"
cargo build --release --locked --package iac-cli --target-dir "${RUNNER_TEMP}/iac-target"

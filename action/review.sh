#!/usr/bin/env bash
# Reviews PLANS into FOLDER and tells the code of the review; the step fails with it.
set -euo pipefail

mkdir -p "${FOLDER}"
named=()
while IFS= read -r plan; do
  [[ -z "${plan}" ]] || named+=("${plan}")
done <<< "${PLANS}"

arguments=(
  --format github
  --output "markdown=${FOLDER}/comment.md"
  --output "summary=${FOLDER}/summary.md"
  --output "json=${FOLDER}/review.json"
  --output "sarif=${FOLDER}/review.sarif"
  --output "html=${FOLDER}/review.html"
  --fail-on "${FAIL_ON}"
  --ask-on "${ASK_ON}"
)
[[ -z "${SPEC}" ]] || arguments+=(--spec "${SPEC}")
[[ -z "${STACK}" ]] || arguments+=(--stack "${STACK}")

code=0
"${RUNNER_TEMP}/iac-target/release/iac" review "${arguments[@]}" -- "${named[@]}" || code=$?
echo "code=${code}" >> "${GITHUB_OUTPUT}"
# A review that refuses its input, or would show a secret, writes nothing.
[[ ! -e "${FOLDER}/summary.md" ]] || cat "${FOLDER}/summary.md" >> "${GITHUB_STEP_SUMMARY}"
exit "${code}"

#!/usr/bin/env bash
# Updates the comment that begins with the marker of FILE, or makes it.
#
# The text goes to the API as a file: it may be longer than an argument can be.
set -euo pipefail

MARKER=$(head -n 1 "${FILE}")
export MARKER
if [[ "${MARKER}" != '<!-- iac:review:'*' -->' ]]; then
  echo "::error::the first line of the comment is no marker"
  exit 1
fi

comments="repos/${GITHUB_REPOSITORY}/issues/${PULL_REQUEST}/comments"
# Only what a bot wrote: anybody can write the marker, and would have their comment replaced.
mine='.[] | select(.user.type == "Bot" and (.body | startswith(env.MARKER))) | .id'
found=$(gh api --paginate "${comments}?per_page=100" --jq "${mine}")
mapfile -t ids <<< "${found}"

if [[ -n "${ids[0]}" ]]; then
  gh api --silent --method PATCH "repos/${GITHUB_REPOSITORY}/issues/comments/${ids[0]}" --field "body=@${FILE}"
else
  gh api --silent --method POST "${comments}" --field "body=@${FILE}"
fi

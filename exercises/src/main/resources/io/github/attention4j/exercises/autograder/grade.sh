#!/bin/sh
# GitHub runs this after each push: grades the repository, and hands the points to the reporter.
set -eu
repository=${GITHUB_WORKSPACE:-$PWD}
cd "$(dirname "$0")"
status=0
sh ./kit grade @LESSONS@ --no-install --submission "$repository" \
  --classroom "${GITHUB_OUTPUT:?is set by GitHub}" || status=$?
# 1: some points are missing. Anything more is the grader's fault.
[ "$status" -le 1 ]

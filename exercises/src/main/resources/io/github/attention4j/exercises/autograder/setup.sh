#!/bin/sh
# Gradescope runs this once, when the autograder is uploaded: a JDK, Maven, and the build.
set -eu
cd "${ATTENTION4J_AUTOGRADER:-/autograder}/source"
if ! command -v javac >/dev/null || ! command -v mvn >/dev/null; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    openjdk-17-jdk-headless maven
fi
chmod +x kit
./kit grade --help # builds before it prints

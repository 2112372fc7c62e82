#!/bin/sh
# The packed graders, run as their platforms run them: against the solution, the starter and a
# half-done answer. The build is this checkout's; nothing is downloaded.
set -eu
cd "$(dirname "$0")/../../../.."
checkout=$PWD
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

die() {
  echo "autograder_test: $*" >&2
  exit 1
}

# What a build would leave in an unpacked grader, taken from here.
built() {
  mkdir -p "$1/target/kit" "$1/notebooks/target/kit" "$1/exercises/target" "$1/solutions/target"
  cp -r "$checkout/exercises/target/classes" "$1/exercises/target/classes"
  for file in exercises/target/classpath solutions/target/classpath \
    notebooks/target/kit/jvm.arguments notebooks/target/kit/environment target/kit/built; do
    cp "$checkout/$file" "$1/$file"
  done
  touch "$1/target/kit/built"
}

# --- packing ----------------------------------------------------------------------------------

mkdir -p "$work/gradescope/source" "$work/classroom"
./kit autograder gradescope "$work/grader.zip" 04 >"$work/log" || die "$(cat "$work/log")"
(cd "$work/gradescope/source" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$work/grader.zip")
./kit autograder github-classroom "$work/classroom" 04 >"$work/log" || die "$(cat "$work/log")"
status=0
./kit autograder gradescope "$work/grader.zip" 04 >"$work/log" 2>&1 || status=$?
[ "$status" = 2 ] || die "a zip that is there already: ended with $status"

for place in "$checkout" "$HOME/"; do
  found=$(grep -rlF -- "$place" "$work/gradescope" "$work/classroom" | head -n 1)
  [ -z "$found" ] || die "$found holds $place"
done
# Where packages come from is the platform's to say.
found=$(find "$work/gradescope" "$work/classroom" -type f ! -name autograder_test.sh -exec \
  grep -lE -- '//(repo|registry)[0-9]*\.|<repositories>|--index-url' {} + | head -n 1)
[ -z "$found" ] || die "$found names a registry of packages"
found=$(find "$work/gradescope" "$work/classroom" -path '*solutions/src*' -name '*.java')
[ -z "$found" ] || die "an answer is packed: $found"
grep -q 'CHECK_04_2A_RESULTS: ${{ steps.grade.outputs.check_04_2a }}' \
  "$work/classroom/.github/workflows/classroom.yml" || die "the workflow lacks a check"

# --- answers ----------------------------------------------------------------------------------

lesson=src/main/java/io/github/attention4j
mkdir "$work/solution" "$work/starter" "$work/half"
sed 's/attention4j\.solutions/attention4j.exercises/' \
  solutions/$lesson/solutions/lesson04/ScaledDotProduct.java >"$work/solution/ScaledDotProduct.java"
cp "$work/gradescope/source/exercises/$lesson/exercises/lesson04/ScaledDotProduct.java" "$work/starter"
sed 's/return products.div(.*/return products;/' "$work/solution/ScaledDotProduct.java" \
  >"$work/half/ScaledDotProduct.java"

# --- Gradescope -------------------------------------------------------------------------------

built "$work/gradescope/source"
mkdir "$work/gradescope/results" "$work/bin"
printf '#!/bin/sh\necho "$@" >>%s/installed\n' "$work" >"$work/bin/apt-get"
chmod +x "$work/bin/apt-get"
export ATTENTION4J_AUTOGRADER="$work/gradescope"
PATH=$work/bin:$PATH sh "$work/gradescope/source/setup.sh" >"$work/log" || die "$(cat "$work/log")"
[ ! -e "$work/installed" ] || die "setup.sh installs what is there: $(cat "$work/installed")"

# usage: gradescope ANSWER POINTS
gradescope() {
  rm -rf "$work/gradescope/submission" "$work/gradescope/results/results.json"
  cp -r "$work/$1" "$work/gradescope/submission"
  (cd / && sh "$work/gradescope/source/run_autograder") >"$work/log" 2>&1 || die "$(cat "$work/log")"
  grep -q "^  \"score\": $2,\$" "$work/gradescope/results/results.json" ||
    die "Gradescope, $1: expected $2 points: $(cat "$work/log")"
}

(
  gradescope solution 20
  gradescope starter 0
  gradescope half 15
) &
first=$!

# --- GitHub Classroom -------------------------------------------------------------------------

built "$work/classroom/.github/attention4j"

# usage: classroom ANSWER POINTS
classroom() {
  cp "$work/$1/ScaledDotProduct.java" "$work/classroom"
  rm -f "$work/outputs"
  (
    cd "$work/classroom"
    GITHUB_OUTPUT=$work/outputs GITHUB_WORKSPACE=$PWD sh .github/attention4j/grade.sh
  ) >"$work/log2" 2>&1 || die "$(cat "$work/log2")"
  points=0
  for result in $(sed 's/[^=]*=//' "$work/outputs"); do
    score=$(echo "$result" | base64 -d | sed -n 's/^ *"score": \([0-9]*\),$/\1/p')
    points=$((points + score))
  done
  [ "$points" = "$2" ] || die "Classroom's $1: $points points, expected $2"
}

classroom solution 20
classroom starter 0
classroom half 15
wait "$first"

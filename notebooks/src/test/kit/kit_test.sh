#!/bin/sh
# Bad input to ./kit: one clear line, and an exit code that is not 0. Needs nothing installed.
set -eu
cd "$(dirname "$0")/../../../.."

kit_path=$PATH

# usage: expect CODE TEXT ARGUMENT ...
expect() {
  code=$1
  text=$2
  shift 2
  status=0
  output=$(PATH=$kit_path ./kit "$@" 2>&1) || status=$?
  if [ "$status" != "$code" ] || ! echo "$output" | grep -qF -- "$text"; then
    echo "kit_test: ./kit $* ended with $status, expected $code and: $text" >&2
    echo "$output" >&2
    exit 1
  fi
  if [ "$code" != 0 ] && [ "$(echo "$output" | wc -l)" != 1 ]; then
    echo "kit_test: ./kit $* says more than one line:" >&2
    echo "$output" >&2
    exit 1
  fi
}

expect 0 'usage: ./kit COMMAND' --help
expect 0 'usage: ./kit COMMAND' run --help
expect 2 'kit: which command?'
expect 2 'kit: there is no command dance' dance
expect 2 'kit: run takes lesson numbers, --save, --quick, --seeds N and --jobs N, not four' run four
expect 2 'kit: --seeds takes a number from 1 to 99, not 0' run --seeds 0
expect 2 'kit: --seeds takes a number from 1 to 99, not nothing' run 04 --seeds
expect 2 'kit: --jobs takes a number from 1 to 9, not 0' run --jobs 0
expect 2 'kit: --jobs takes a number from 1 to 9, not nothing' run 04 --jobs
expect 2 'kit: --save goes with neither --quick nor --seeds' run 04 --save --quick
expect 2 'kit: --save goes with neither --quick nor --seeds' run --seeds 5 --save
expect 2 'kit: --quick shortens what --seeds is to measure: take one' run --seeds 5 --quick
expect 1 'kit: there is no lesson 98 in notebooks/' run 98
expect 2 'kit: --port 0 is no number from 1 to 65535' lessons --port 0
expect 2 'kit: --port 65536 is no number from 1 to 65535' lessons --port 65536
expect 2 'kit: --port 88x8 is no number from 1 to 65535' lessons --port 88x8
expect 2 'kit: lessons knows no --host' lessons --host all
expect 1 'kit: there is no lesson 98 in notebooks/' run index 98
expect 2 'kit: test takes --hostile or nothing' test 04

# A machine with nothing but a shell's own tools.
bare=$(mktemp -d)
trap 'rm -r "$bare"' EXIT
for tool in sh dirname sed grep cat uname id head find mkdir date ls; do
  ln -s "$(command -v "$tool")" "$bare/$tool"
done
lesson=$(find notebooks -maxdepth 1 -name '[0-9][0-9]-*.ipynb' | sed 's:.*/\(..\)-.*:\1:' | head -n 1)
unset JAVA_HOME
kit_path=$bare
if [ -n "$lesson" ]; then
  expect 1 'kit: there is no java: install a JDK, 17 or newer' run "$lesson"
  printf '#!/bin/sh\necho '\''openjdk version "11.0.2"'\'' >&2\n' >"$bare/java"
  chmod +x "$bare/java"
  expect 1 'kit: there is no javac: install a JDK, 17 or newer' run "$lesson"
  ln -s "$bare/java" "$bare/javac"
  expect 1 'kit: java is version 11: install a JDK, 17 or newer' run "$lesson"
  sed -i 's/11.0.2/17.0.1/' "$bare/java"
  expect 1 'kit: there is no mvn: install Maven' run "$lesson"
  ln -s "$bare/java" "$bare/mvn"
  if [ ! -x /usr/bin/python3 ]; then
    expect 1 'kit: not installed: jupyter-notebook' run --no-install "$lesson"
  fi
fi

# A learner's typo, in Maven's words: each error once, with a path that can be opened.
for tool in awk mktemp rm sleep mkdir touch tr wc; do
  [ -e "$bare/$tool" ] || ln -s "$(command -v "$tool")" "$bare/$tool"
done
rm "$bare/mvn"
cat >"$bare/mvn" <<MVN
#!/bin/sh
cat <<'LOG'
[INFO] -------------------------------------------------------------
[ERROR] COMPILATION ERROR :
[INFO] -------------------------------------------------------------
[ERROR] $PWD/exercises/src/Typo.java:[23,16] cannot find symbol
  symbol:   variable nowhere
[INFO] 1 error
[INFO] -------------------------------------------------------------
[ERROR] Failed to execute goal compile: Compilation failure
[ERROR] $PWD/exercises/src/Typo.java:[23,16] cannot find symbol
[ERROR]   symbol:   variable nowhere
[ERROR] -> [Help 1]
LOG
exit 1
MVN
chmod +x "$bare/mvn"
[ ! -e target/kit/built ] || mv target/kit/built target/kit/built.before
status=0
output=$(PATH=$bare ./kit grade 04 2>&1 >/dev/null) || status=$?
[ ! -e target/kit/built.before ] || mv target/kit/built.before target/kit/built
expected='exercises/src/Typo.java:23: cannot find symbol
  symbol:   variable nowhere
kit: this does not compile: mend it, and run the command again'
if [ "$status" != 1 ] || [ "$output" != "$expected" ]; then
  echo "kit_test: a compile error ended with $status and reads:" >&2
  echo "$output" >&2
  exit 1
fi

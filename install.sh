#!/bin/sh
# Installs a lock into .venv, for the Makefile: ./install.sh requirements-try.txt
#
# What is lacking is said in one sentence. What is half done carries a mark, and is made anew.
set -u

lock=$1
venv=${VENV:-.venv}
mark=$venv/.unfinished
log=$venv/install.log
said=
# In kilobytes. Whatever failed with less than this left failed because of it.
LITTLE=20000

main() {
  # The number may be another's by now, after a power cut.
  case $(ps -o args= -p "$(cat "$mark" 2>/dev/null)" 2>/dev/null) in
    *"./install.sh "*) stop "Another command installs into $venv: let it end, then run this one again." ;;
  esac
  trap stopped INT TERM HUP
  is_whole || make_anew
  if ! cmp -s "$lock" "$venv/$lock"; then
    echo "Installing what $lock names into $venv. The first time takes a minute or two."
    install_lock
  fi
}

is_whole() {
  [ ! -e "$mark" ] || return 1
  whose='import sys; print(sys.version_info[:2], sys.base_prefix)'
  is=$("$venv/bin/python" -c "import pip; $whose" 2>/dev/null) || return 1
  # Whoever names a Python wants that one.
  [ -z "${PYTHON:-}" ] || [ "$is" = "$("$PYTHON" -c "$whose" 2>/dev/null)" ]
}

make_anew() {
  python=${PYTHON:-python3}
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
    stop "No $python runs here: install Python 3.11 or newer, or name yours: make PYTHON=python3.12 ..."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Quiet Page needs Python 3.11 or newer, and this is $version: name another: make PYTHON=python3.12 ..."
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    stop "This Python can't make a virtual environment: on Debian or Ubuntu, apt install python$version-venv."
  said=$({ rm -rf "$venv" && mkdir "$venv" && echo $$ >"$mark" && "$python" -m venv "$venv"; } 2>&1) ||
    failed "Python could not make $venv."
}

install_lock() {
  echo $$ >"$mark" || failed "Nothing can be written to $venv."
  # The copy of a lock that has changed since says nothing about what is there now.
  for copy in "$venv"/requirements*.txt; do
    cmp -s "$copy" "${copy##*/}" || rm -f "$copy"
  done
  # Nothing is built: what building needs is in no lock.
  said=$("$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
    --only-binary :all: --require-hashes -r "$lock" 2>&1) || failed "pip could not install $lock."
  # What pip put in it has compiled; where this can't be, Python does it at every start.
  "$venv/bin/python" -m compileall -q bot cogs >/dev/null 2>&1
  said=$({ cp "$lock" "$venv/.copy" && mv "$venv/.copy" "$venv/$lock" && rm "$mark"; } 2>&1) ||
    failed "Nothing can be written to $venv."
}

failed() {
  why=$1
  case $said in
    *"No space left"* | *"File too large"* | *"uota exceeded"*) left=0 ;;
    *) left=$(df -Pk . | awk 'END { print $4 }') ;;
  esac
  case $said in
    *"DO NOT MATCH THE HASHES"*) why="A package is not the one that was locked, and is not used." ;;
    *onnection* | *"timed out"*)
      why="No package registry is reached: look at the network, then run the same command." ;;
    *"No matching distribution"*)
      why="There is no ready-made package for this Python on this machine." ;;
  esac
  if [ "$left" -lt "$LITTLE" ]; then
    why="There is no space left: make room here and in ${TMPDIR:-/tmp}, then run the same command."
  elif { printf '%s\n' "$said" >"$log"; } 2>/dev/null; then
    why="$why What was said is in $log."
  fi
  unmark
  stop "$why"
}

stopped() {
  unmark
  echo "Stopped before it was installed; the same command begins it again." >&2
  exit 1
}

# Where no package was put in or taken out, what was there before is as whole as it was.
unmark() {
  [ -n "$(find "$venv"/lib/*/site-packages -prune -newer "$mark" 2>/dev/null)" ] || rm -f "$mark"
}

stop() {
  echo "$1" >&2
  exit 1
}

# Read to its end by now, so that it may change while it runs.
main; exit

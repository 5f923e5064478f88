#!/usr/bin/env bash
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a bare Debian 12 or Ubuntu 24.04 to every test: installs what is missing, builds what has changed
# with the sanitizers on and warnings as errors, and runs the tests and the checks of the tree (they are
# tests too: see tests/structure). Arguments go to ctest, for example: packaging/test.sh -R tst_client
#
# Exit status: 0 all passed; 1 the build or a test failed; 3 packages are missing and cannot be
# installed here. The results are also in build/asan/junit.xml.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

svix_install "${SVIX_BUILD_PACKAGES[@]}" "${SVIX_RUN_PACKAGES[@]}" "${SVIX_TEST_PACKAGES[@]}"

build=build/asan
if [ ! -f "$build/build.ninja" ]; then
    cmake --preset asan
fi
SECONDS=0
cmake --build "$build" || exit 1
echo "The build took $SECONDS s."

log="$build/ctest.log"
status=0
ctest --test-dir "$build" --output-on-failure --no-tests=error --parallel 2 \
    --output-junit "$PWD/$build/junit.xml" "$@" 2>&1 | tee "$log" || status=1

# Qt Test counts a part that was skipped as passed; say which were, and why.
grep -h -A1 '^SKIP ' "$build/Testing/Temporary/LastTest.log" || true

# One plain line at the very end, for people and programs that read no further.
skipped=$(grep -c '\*\*\*Skipped' "$log" || true)
awk -v skipped="$skipped" '
    match($0, /[0-9]+ tests failed out of [0-9]+/) {
        split(substr($0, RSTART, RLENGTH), word, " ")
        printf "%d passed, %d failed, %d skipped\n", word[6] - word[1] - skipped, word[1], skipped
    }' "$log"
exit "$status"

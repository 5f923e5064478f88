#!/usr/bin/env bash
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh VERSION SANDBOX FOLDER: drives the sandbox with Svix's JavaScript package as VERSION/ pins it.
# The package is put into FOLDER, never into the tree, and only anew when its lock file has changed.
#
# Exit status: 0 all passed; 1 a test failed; 77 node or the package is not to be had here, which says
# so and is a failure where CI=true.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
version=$1 folder=$3
export SVIX_SANDBOX=$2 SVIX_README=$PWD/../../README.md

absent()
{
    echo "Skipped: $*"
    if [ "${CI:-}" = true ]; then
        echo "In continuous integration that is a failure." >&2
        exit 1
    fi
    exit 77
}

for program in node npm; do
    command -v "$program" >/dev/null || absent "$program is missing (packaging/test.sh installs it)"
done
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || absent "node is older than 18"

mkdir -p "$folder"
exec 9>"$folder/.lock"
flock 9
if ! cmp -s "$version/package-lock.json" "$folder/installed-lock.json"; then
    cp "$version/package.json" "$version/package-lock.json" "$folder/"
    # The package asks for a newer node than Debian's; it works with it, as these tests show.
    (cd "$folder" && timeout 240 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
        absent "npm cannot install $(sed -n 's/.*"svix": "\(.*\)".*/svix \1/p' "$version/package.json")"
    cp "$version/package-lock.json" "$folder/installed-lock.json"
fi
cp parts/*.mjs "$folder/"

cd "$folder"
echo "svix $(node -p 'require("./node_modules/svix/package.json").version'), node $(node --version)"
status=0
kinds=("")
if "$SVIX_SANDBOX" --help | grep -q -- '--like'; then
    kinds+=(cloud)
fi
for kind in "${kinds[@]}"; do
    echo "A sandbox like ${kind:-svix-server}:"
    log=run-${kind:-server}.log
    SVIX_TEST_LIKE=$kind node --test --test-reporter=tap ./*.test.mjs >"$log" 2>&1 || status=1
    if [ "$status" -ne 0 ]; then
        cat "$log"
    fi
    grep ' # SKIP ' "$log" | sed 's/^ *ok [0-9]* - //' || true
    grep -E '^# (tests|pass|fail|skipped) ' "$log"
done
exit "$status"

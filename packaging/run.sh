#!/usr/bin/env bash
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a bare Debian 12 or Ubuntu 24.04 to the open console: installs what is missing, builds what has
# changed, and opens the console on the built-in sandbox with demo data. Arguments go to the console
# in place of --sandbox.
#
# Without a display it takes the tour: the real window does the main job step by step, off screen, and
# leaves one PNG a step in $SVIX_TOUR_DIR (build/tour unless set).
#
# Exit status: that of the console; 1 the build failed; 3 packages are missing and cannot be installed
# here (the console's own 3, no display or no usable fonts, has the same cure).
# On another distribution, with everything installed by hand, set SVIX_SKIP_PACKAGES=1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

packages=("${SVIX_BUILD_PACKAGES[@]}" "${SVIX_RUN_PACKAGES[@]}")
if [ -n "${WAYLAND_DISPLAY:-}" ]; then
    packages+=(qt6-wayland)
fi
svix_install "${packages[@]}"

build=build/release
if [ ! -f "$build/build.ninja" ]; then
    cmake --preset release
fi
cmake --build "$build" --target svix-console svix-sandbox svix-script

console="$build/bin/svix-console"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    if [ "$#" -eq 0 ]; then
        set -- --sandbox
    fi
    exec "$console" "$@"
fi

tour="${SVIX_TOUR_DIR:-build/tour}"
mkdir -p "$tour"
rm -f "$tour"/*.png
echo "No display here: the console takes the tour off screen."
status=0
QT_QPA_PLATFORM=offscreen "$console" --tour "$tour" || status=$?
pictures=$(find "$tour" -maxdepth 1 -name '*.png' | wc -l)
echo "$pictures pictures of the tour are in $(cd "$tour" && pwd)"
exit "$status"

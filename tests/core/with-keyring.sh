#!/bin/sh
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-keyring.sh COMMAND [ARGUMENT …]
# Runs a command on a session bus of its own with a real gnome-keyring, unlocked, in a home of its
# own. Nothing can be started by the bus (an empty configuration), so that what is not there stays
# not there. Ends with the command's status, or with 77 where a tool is missing.
#   SVIX_TEST_KEYRING_PID       the keyring daemon
#   SVIX_TEST_KEYRING_PASSWORD  unlocks it
#   SVIX_TEST_BUS_CONFIG        the bus configuration, to start further empty buses
set -eu

if [ "${1-}" = --inside ]; then
    shift
    log=$HOME/daemon.log
    printf '%s' "$SVIX_TEST_KEYRING_PASSWORD" |
        gnome-keyring-daemon --unlock --components=secrets --foreground >"$log" 2>&1 &
    SVIX_TEST_KEYRING_PID=$!
    export SVIX_TEST_KEYRING_PID
    # Stopped by a test or not: it has to go.
    trap 'kill -CONT $SVIX_TEST_KEYRING_PID 2>/dev/null || :
          kill -TERM $SVIX_TEST_KEYRING_PID 2>/dev/null || :
          wait $SVIX_TEST_KEYRING_PID 2>/dev/null || :' EXIT
    trap 'exit 143' TERM INT
    tries=0
    until printf x | secret-tool store --label=probe probe probe >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -gt 100 ]; then
            echo "with-keyring: the keyring does not come up" >&2
            cat "$log" >&2
            exit 1
        fi
        sleep 0.1
    done
    secret-tool clear probe probe
    status=0
    "$@" || status=$?
    exit $status
fi

for tool in dbus-run-session gnome-keyring-daemon secret-tool; do
    if ! command -v $tool >/dev/null 2>&1; then
        echo "with-keyring: SKIPPED, $tool is not installed" >&2
        exit 77
    fi
done

here=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 143' TERM INT
mkdir -m 700 "$home/run"
cat >"$home/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=$home/run</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END
for variable in DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL \
    XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION GNOME_DESKTOP_SESSION_ID; do
    unset $variable
done
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/config" \
    XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" \
    SVIX_TEST_BUS_CONFIG="$home/bus.conf" SVIX_TEST_KEYRING_PASSWORD=keyring-password
status=0
dbus-run-session --config-file="$home/bus.conf" -- "$here" --inside "$@" || status=$?
exit $status

# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The one list of what the build, the program and the tests need, and the step that installs what is
# missing. Sourced by run.sh and test.sh. Names are those of Debian 12 and Ubuntu 24.04, which agree.

# Exit status of run.sh and test.sh when packages are missing and cannot be installed here.
readonly SVIX_EXIT_NO_PACKAGES=3

# To compile. python3 writes the pseudo-locale (translations/make_ts.py).
SVIX_BUILD_PACKAGES=(
    ca-certificates
    ccache
    cmake
    g++
    libjavascriptcoregtk-4.1-dev
    libqscintilla2-qt6-dev
    libqt6opengl6-dev
    libseccomp-dev
    libsimdjson-dev
    libsodium-dev
    mold
    ninja-build
    pkg-config
    python3
    qt6-base-dev
    qt6-charts-dev
    qt6-l10n-tools
    qt6-svg-dev
    qt6-tools-dev
    qt6-tools-dev-tools
    qtkeychain-qt6-dev
)

# To run: QtKeychain loads libsecret at run time, so no linker knows of it; Qt loads the plugins for
# SVG and SQLite.
SVIX_RUN_PACKAGES=(
    fonts-dejavu-core
    fonts-noto-core
    fonts-noto-mono
    libqt6sql6-sqlite
    libqt6svg6
    libsecret-1-0
    qt6-qpa-plugins
    qt6-translations-l10n
)

# To test: a display, a window manager, a keyring, certificates, a judge of JSON Schemas, the checkers.
SVIX_TEST_PACKAGES=(
    appstream
    clang-format-14
    curl
    dbus
    dbus-x11
    desktop-file-utils
    git
    gnome-keyring
    groff-base
    libsecret-tools
    libvalijson-dev
    man-db
    openbox
    openssl
    procps
    x11-utils
    xauth
    xdotool
    xvfb
)
# For the tests with Svix's own JavaScript package (tests/sdk): any node 18 or newer will do.
if ! { command -v node && command -v npm; } >/dev/null; then
    SVIX_TEST_PACKAGES+=(nodejs npm)
fi

# svix_is_installed PACKAGE
svix_is_installed()
{
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = "installed" ]
}

# svix_runs_with_apt: Debian 12 or newer, Ubuntu 24.04 or newer, or a system derived from them.
svix_runs_with_apt()
{
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 1
    # shellcheck disable=SC1091
    (
        . /etc/os-release 2>/dev/null || exit 1
        case " ${ID:-} ${ID_LIKE:-} " in
            *" debian "* | *" ubuntu "*) exit 0 ;;
            *) exit 1 ;;
        esac
    )
}

# svix_install PACKAGE… installs what is missing and is silent when nothing is. SVIX_SKIP_PACKAGES=1
# says that everything is there already, on a system that has other package names.
svix_install()
{
    local package missing=() as_root=()
    if [ -n "${SVIX_SKIP_PACKAGES:-}" ]; then
        return 0
    fi
    if ! svix_runs_with_apt; then
        {
            echo "This is neither Debian nor Ubuntu, so nothing was installed."
            echo "Install what these Debian packages contain, then run this again with SVIX_SKIP_PACKAGES=1:"
            printf '  %s\n' "$@"
        } >&2
        return "$SVIX_EXIT_NO_PACKAGES"
    fi

    for package in "$@"; do
        svix_is_installed "$package" || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            {
                echo "These packages are missing, and this account is not root and has no sudo:"
                printf '  %s\n' "${missing[@]}"
            } >&2
            return "$SVIX_EXIT_NO_PACKAGES"
        fi
        as_root=(sudo)
    fi

    echo "Installing ${#missing[@]} missing packages: ${missing[*]}"
    # A list that is a few weeks old names versions the mirror no longer has; a stale one is refreshed
    # and a mirror that is away for a moment is asked again.
    if ! { "${as_root[@]}" apt-get -q -o Acquire::Retries=3 update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 \
            -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}"; } </dev/null; then
        echo "apt could not install: ${missing[*]}" >&2
        return "$SVIX_EXIT_NO_PACKAGES"
    fi
}

#!/usr/bin/env bash
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# checks.sh NAME [ARGUMENT…]: one check of the tree or of a built program. Each is a test of its own in
# CMakeLists.txt beside this file. A missing tool fails the check and names its package.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail()
{
    echo "$*" >&2
    exit 1
}

need()
{
    command -v "$1" >/dev/null || fail "$1 is missing: install the package $2 (packaging/test.sh does)"
}

# files PATTERN…: the files of the tree, from git where it is one, so that a build inside it is left out.
files()
{
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files -- "$@"
    else
        local pattern
        for pattern in "$@"; do
            find . -path ./build -prune -o -type f -path "*/${pattern}" -print
        done
    fi | while read -r file; do
        if [ -f "$file" ]; then echo "$file"; fi
    done
}

check_formatting()
{
    need clang-format-14 clang-format-14
    files '*.cpp' '*.h' | xargs -r clang-format-14 --dry-run -Werror
}

check_desktop()
{
    need desktop-file-validate desktop-file-utils
    local output
    output=$(desktop-file-validate packaging/linux/*.desktop 2>&1) || fail "$output"
    [ -z "$output" ] || fail "$output"
}

check_metainfo()
{
    need appstreamcli appstream
    appstreamcli validate --no-net packaging/linux/*.metainfo.xml
    local version
    version=$(sed -n 's/^project(.*VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
    grep -q "<release version=\"$version\"" packaging/linux/*.metainfo.xml ||
        fail "the metainfo has no release $version"
    grep -q "svix-console $version" packaging/linux/svix-console.1 ||
        fail "the man page is not of version $version"
}

check_manpages()
{
    need groff groff-base
    local page output
    for page in packaging/linux/*.1; do
        output=$(groff -ww -mandoc -Tutf8 -z "$page" 2>&1)
        [ -z "$output" ] || fail "$page: $output"
    done
}

check_shell()
{
    local script count=0
    while read -r script; do
        bash -n "$script"
        count=$((count + 1))
    done < <(files '*.sh' '.ci/run')
    [ "$count" -ge 4 ] || fail "only $count scripts found"
    local name
    for name in packaging/run.sh packaging/test.sh .ci/run; do
        [ -x "$name" ] || fail "$name is not executable"
    done
}

check_python()
{
    need python3 python3
    local script
    while read -r script; do
        python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$script"
    done < <(files '*.py')
    python3 translations/make_ts.py --self-test
}

# check_lupdate LUPDATE LIST: nothing that lupdate complains of, such as a class that calls tr() without
# Q_OBJECT, whose texts no translation would find.
check_lupdate()
{
    local output dir
    dir=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$dir'" EXIT
    output=$("$1" -silent -I src "@$2" -ts "$dir/x.ts" 2>&1 >/dev/null) || fail "$output"
    [ -z "$output" ] || fail "$output"
}

# Root holds only what a newcomer expects there.
check_toplevel()
{
    local allowed=' CMakeLists.txt CMakePresets.json LICENSE README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md cmake src ui resources translations tests packaging '
    local name
    while read -r name; do
        case "$name" in
            .*) continue ;;
        esac
        [[ "$allowed" == *" $name "* ]] || fail "$name does not belong in the top level of the tree"
    done < <(files '*' | sed 's#^\./##; s#/.*##' | sort -u)
}

# check_options PROGRAM MANPAGE: what --help says and what the man page says are the same options.
check_options()
{
    local help page
    help=$("$1" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u | grep -vxE -- '--help-all')
    page=$(sed 's/\\-/-/g' "$2" | awk '/^\.SH/ { on = /OPTIONS/ } on && /^\.B/' |
        grep -oE -- '--[a-z][a-z-]+' | sort -u)
    [ -n "$help" ] || fail "$1 --help names no option"
    diff <(echo "$help") <(echo "$page") || fail "options in --help (<) and in $2 (>) differ"
}

# check_cli PROGRAM VERSION: help, version and wrong usage, with no display, no home and no keyring.
check_cli()
{
    local bare=(env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM -u DBUS_SESSION_BUS_ADDRESS
        HOME=/nonexistent)
    local output status
    for option in --help -h; do
        output=$("${bare[@]}" "$1" "$option" </dev/null) || fail "$option ended with $?"
        [[ "$output" == *--version* ]] || fail "$option does not name --version: $output"
    done
    for option in --version -v; do
        output=$("${bare[@]}" "$1" "$option" </dev/null) || fail "$option ended with $?"
        [[ "$output" == *"$2"* ]] || fail "$option does not say $2: $output"
    done
    for option in --no-such-option --token=testsk_x; do
        status=0
        output=$("${bare[@]}" timeout 20 "$1" "$option" 2>&1 </dev/null) || status=$?
        [ "$status" -eq 2 ] || fail "$option ended with $status in place of 2: $output"
    done
}

# check_nodisplay PROGRAM: the window without a display ends with a message and 3, not with an abort.
check_nodisplay()
{
    local status=0 output
    output=$(env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM timeout 60 "$1" 2>&1 </dev/null) ||
        status=$?
    [ "$status" -eq 3 ] || fail "ended with $status in place of 3: $output"
    [ -n "$output" ] || fail "says nothing"
}

# check_install BUILD: what an installation holds, and that the installed program starts.
check_install()
{
    local root file version
    root=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$root'" EXIT
    cmake --install "$1" --prefix "$root" >/dev/null
    for file in bin/svix-console bin/svix-sandbox libexec/svix-console/svix-script \
        share/applications/io.github.svixconsole.console.desktop \
        share/metainfo/io.github.svixconsole.console.metainfo.xml \
        share/icons/hicolor/scalable/apps/io.github.svixconsole.console.svg \
        share/man/man1/svix-console.1 share/man/man1/svix-sandbox.1; do
        [ -s "$root/$file" ] || fail "$file is not installed"
    done
    version=$("$root/bin/svix-console" --version)
    [ -n "$version" ] || fail "the installed program says no version"
}

# Every check above is tried on something wrong: one that lets it pass is worth nothing.
check_self()
{
    local dir
    dir=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$dir'" EXIT
    printf 'int  main( ) {return 0;}\n' >"$dir/bad.cpp"
    cp .clang-format "$dir/"
    ! clang-format-14 --dry-run -Werror "$dir/bad.cpp" 2>/dev/null || fail "formatting lets all pass"
    sed 's/^Type=.*/Type=Nothing/' packaging/linux/*.desktop >"$dir/x.desktop"
    ! desktop-file-validate "$dir/x.desktop" >/dev/null || fail "desktop lets all pass"
    sed 's/<summary>.*//' packaging/linux/*.metainfo.xml >"$dir/x.metainfo.xml"
    ! appstreamcli validate --no-net "$dir/x.metainfo.xml" >/dev/null || fail "metainfo lets all pass"
    sed 's/^\.SH FILES/.XX FILES/' packaging/linux/svix-console.1 >"$dir/x.1"
    [ -n "$(groff -ww -mandoc -Tutf8 -z "$dir/x.1" 2>&1)" ] || fail "manpages lets all pass"
    printf '#!/bin/sh\ncase "$1" in --help) echo "--help --version --extra" ;; esac\n' >"$dir/program"
    chmod +x "$dir/program"
    ! (check_options "$dir/program" packaging/linux/svix-console.1) >/dev/null 2>&1 ||
        fail "options lets all pass"
    ! (check_cli "$dir/program" 1.2.3) 2>/dev/null || fail "cli lets all pass"
    ! (check_nodisplay "$dir/program") 2>/dev/null || fail "nodisplay lets all pass"
}

"check_$1" "${@:2}"

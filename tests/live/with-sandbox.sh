#!/bin/bash
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-sandbox.sh SANDBOX KIND COMMAND… runs a live test against a sandbox of its own that is like
# that kind of server. The sandbox ends when its standard input does, which is when this script ends.
set -euo pipefail
sandbox=$1
kind=$2
shift 2
export SVIX_TEST_TOKEN=testsk_live
coproc SANDBOX { SVIX_SANDBOX_TOKEN=$SVIX_TEST_TOKEN exec "$sandbox" --like "$kind" --exit-with-parent; }
read -r line <&"${SANDBOX[0]}"
export SVIX_TEST_URL=${line##* }
"$@"

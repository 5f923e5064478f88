// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pch_widgets.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "gui/fakeapi.h"
#include "gui/sandboxed.h"

#include <QTranslator>

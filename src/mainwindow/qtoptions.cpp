// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/qtoptions.h"

using namespace Qt::StringLiterals;

namespace svix {

namespace {

// Where to draw, at which size and in which direction: nothing that code or pictures come from.
const QStringList withValue{u"platform"_s, u"platformtheme"_s,   u"style"_s,  u"display"_s,
                            u"geometry"_s, u"qwindowgeometry"_s, u"session"_s};
const QStringList flags{u"reverse"_s};

// A desktop file or a link handler can be talked into passing an argument on. These would load code
// (plugin, platformpluginpath), open a port (qmljsdebugger) or paint over what tells one connection
// from another (stylesheet, title, icon).
const QStringList refused{u"stylesheet"_s,    u"plugin"_s,       u"platformpluginpath"_s,
                          u"qmljsdebugger"_s, u"qwindowtitle"_s, u"title"_s,
                          u"qwindowicon"_s,   u"icon"_s};

} // namespace

QtOptions QtOptions::split(const QStringList &arguments, const QStringList &valued)
{
    QtOptions options;
    options.rest = arguments.mid(0, 1);
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == u"--"_s) {
            options.rest += arguments.mid(i);
            break;
        }
        // Qt takes one dash or two.
        const QString name =
            argument.startsWith(u'-')
                ? argument.mid(argument.startsWith(u"--"_s) ? 2 : 1).section(u'=', 0, 0)
                : QString();
        if (refused.contains(name)) {
            options.wrong = u"-%1 is not taken by this program."_s.arg(name);
            return options;
        }
        if (flags.contains(name) && !argument.contains(u'=')) {
            options.taken << (u'-' + name);
        } else if (withValue.contains(name)) {
            const bool joined = argument.contains(u'=');
            const QString value = joined ? argument.section(u'=', 1) : arguments.value(++i);
            if (value.isEmpty() || value.startsWith(u'-')) {
                options.wrong = u"-%1 needs a value."_s.arg(name);
                return options;
            }
            if (name == u"platform"_s && value.contains(u"vnc"_s, Qt::CaseInsensitive)) {
                options.wrong = u"-platform vnc would show the window to the whole network."_s;
                return options;
            }
            options.taken << (u'-' + name) << value;
        } else {
            options.rest += argument;
            if (argument.startsWith(u"--"_s) && valued.contains(name) && !argument.contains(u'=') &&
                i + 1 < arguments.size()) {
                options.rest += arguments.at(++i); // a value, whatever it looks like
            }
        }
    }
    return options;
}

} // namespace svix

// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/typedname.h"
#include "dialogs/applicationdialog.h"
#include "dialogs/confirmdialog.h"
#include "gui/sandboxed.h"
#include "panes/editmerge.h"
#include "widgets/forms/keyvalueedit.h"
#include "widgets/tintbox.h"

#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Making, changing and deleting applications where it does not go as wanted.
class ApplicationActsTest : public DemoTest
{
    Q_OBJECT
private:
    bool start(ConsoleWindow &c, const Profile &profile)
    {
        return c.show({1280, 800}) && c.connectTo(profile, demo().token());
    }
    ApplicationDialog *newOne(ConsoleWindow &c, const QString &name, const QString &uid)
    {
        c.action(u"newApplication"_s)->trigger();
        auto *dialog = c.dialog<ApplicationDialog>();
        if (dialog) {
            c.find<QLineEdit>(u"name"_s)->setText(name);
            c.find<QLineEdit>(u"uid"_s)->setText(uid);
        }
        return dialog;
    }
    WireAnswer ask(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        return call(demo().sandbox().port(), method, "/api/v1/app" + path.toUtf8(), demo().token(),
                    body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson());
    }
    QString make(const QString &name)
    {
        return jsonOf(ask("POST", {}, {{u"name"_s, name}, {u"uid"_s, name}}))[u"id"].toString();
    }
    QJsonObject application(const QString &id) { return demo().get(u"/app/"_s + id); }
    void patch(const QString &id, const QJsonObject &body)
    {
        QCOMPARE(ask("PATCH", u'/' + id, body).status, 200);
    }
    void drop(const QString &id) { ask("DELETE", u'/' + id); }
    ApplicationDialog *edit(ConsoleWindow &c, const QString &id)
    {
        if (!c.go({Section::Applications, {}, id, {}, {}}) || !c.act(u"editApplication"_s)) {
            return nullptr;
        }
        return c.dialog<ApplicationDialog>();
    }

    void faults(const QString &rule)
    {
        const QJsonObject body{{u"rules"_s, rule.isEmpty() ? QJsonArray() : QJsonArray{rule}}};
        QCOMPARE(call(demo().sandbox().port(), "PUT", "/sandbox/faults", demo().token(),
                      QJsonDocument(body).toJson())
                     .status,
                 200);
    }

private Q_SLOTS:
    void cleanup() { faults({}); }

    void opensTheOneThatHasTheUid()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(newOne(c, u"Another"_s, u"acme"_s));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"openExistingButton"_s) != nullptr; }));
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Another"_s); // nothing typed is lost
        QVERIFY(c.click(u"openExistingButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.table()->currentKey() == acme(); }));
    }

    void refusesBeforeSending()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        auto *dialog = newOne(c, u"Another"_s, u"no spaces"_s);
        QVERIFY(dialog);
        c.find<KeyValueEdit>(u"metadata"_s)->setMap({{u"big"_s, QString(5000, u'x')}});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"uid"_s).isEmpty());
        QVERIFY(!dialog->fieldErrors().error(u"metadata"_s).isEmpty());
        QVERIFY(c.calls("createApplication").isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void makesOneHoweverOftenPressed()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(newOne(c, u"Once"_s, u"once"_s));
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QTest::mouseDClick(save, Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("createApplication").size(), 1);
    }

    /// Somebody else has changed the same: both values are told, and a second press overwrites.
    void tellsWhatOthersChanged()
    {
        const QString id = make(u"clash"_s);
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        ApplicationDialog *dialog = edit(c, id);
        QVERIFY(dialog);
        patch(id, {{u"name"_s, u"Of others"_s}, {u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
        c.find<QLineEdit>(u"name"_s)->setText(u"Of mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        const QString said = dialog->messageText();
        QVERIFY2(said.contains(u"Name"_s) && said.contains(u"Of others"_s) &&
                     said.contains(u"Of mine"_s),
                 qPrintable(said));
        QVERIFY(c.calls("patchApplication").isEmpty());
        QCOMPARE(c.find<QPushButton>(u"saveButton"_s)->text().remove(u'&'), u"Overwrite"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QCOMPARE(application(id)[u"name"].toString(), u"Of mine"_s);
        // What only they had changed is still there.
        QCOMPARE(application(id)[u"metadata"][u"a"].toString(), u"b"_s);
        drop(id);
    }

    /// The person takes theirs; what was typed into other fields stays to be saved.
    void takesWhatOthersWrote()
    {
        const QString id = make(u"theirs"_s);
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        ApplicationDialog *dialog = edit(c, id);
        QVERIFY(dialog);
        QVERIFY(!c.find<QPushButton>(u"theirsButton"_s));
        patch(id, {{u"name"_s, u"Of others"_s}});
        c.find<QLineEdit>(u"name"_s)->setText(u"Of mine"_s);
        c.find<QSpinBox>(u"throttleRate"_s)->setValue(12);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QVERIFY(c.click(u"theirsButton"_s));
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Of others"_s);
        QCOMPARE(c.find<QSpinBox>(u"throttleRate"_s)->value(), 12);
        QVERIFY(dialog->messageText().isEmpty());
        QCOMPARE(c.find<QPushButton>(u"saveButton"_s)->text().remove(u'&'), u"Save application"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QCOMPARE(application(id)[u"name"].toString(), u"Of others"_s);
        QCOMPARE(application(id)[u"throttleRate"].toInt(), 12);
        drop(id);
    }

    /// Undo takes back what was done and no more, once.
    void undoLeavesWhatOthersDid()
    {
        const QString id = make(u"undone"_s);
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        const auto rename = [&](const QString &name) {
            if (!edit(c, id)) {
                return false;
            }
            c.find<QLineEdit>(u"name"_s)->setText(name);
            return c.click(u"saveButton"_s) && c.noDialog() &&
                   waitUntil([&] { return c.action(u"undoApplication"_s) != nullptr; });
        };
        QVERIFY(rename(u"First"_s));
        patch(id, {{u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
        QAction *undo = c.action(u"undoApplication"_s);
        undo->trigger();
        undo->trigger();
        QVERIFY(waitUntil([&] { return application(id)[u"name"].toString() == u"undone"_s; }));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("patchApplication").size(), 2);
        QCOMPARE(application(id)[u"metadata"][u"a"].toString(), u"b"_s);
        QVERIFY(c.action(u"undoApplication"_s) == nullptr);
        QVERIFY(rename(u"Second"_s));
        patch(id, {{u"name"_s, u"Of others"_s}});
        c.action(u"undoApplication"_s)->trigger();
        QVERIFY(waitUntil([&] { return c.notice().contains(u"changed meanwhile"_s); }));
        QVERIFY(c.settle());
        QCOMPARE(application(id)[u"name"].toString(), u"Of others"_s);
        // And never on another connection.
        QVERIFY(rename(u"Third"_s));
        c.open(profileFor(demo().url(), ConnectionClass::Development, u"Another"_s),
               demo().token());
        QVERIFY(waitUntil([&] { return c.action(u"undoApplication"_s) == nullptr; }));
        QVERIFY(c.settle());
        drop(id);
    }

    void keepsNoCopyOfWhatStays()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url(), ConnectionClass::Production)));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        c.action(u"deleteApplication"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(!c.find<QPushButton>(u"verbButton"_s)->isEnabled()); // the uid is to be typed
        QVERIFY(QDir(c.directory() + u"/data/deleted"_s).isEmpty()); // not before the answer
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.calls("deleteApplication").isEmpty());
        QVERIFY(QDir(c.directory() + u"/data/deleted"_s).isEmpty());
        QVERIFY(demo().applicationId().startsWith(u"app_"));
    }

    /// What is said of the copy is so: a list that could not be read counts nothing.
    void saysWhatCouldNotBeRead()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        faults(u"403,op=listEndpoints"_s);
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QString said = c.find<TintBox>(u"consequences"_s)->plainText();
        QVERIFY2(said.contains(u"with its endpoints"_s) && said.contains(u"could not be read"_s),
                 qPrintable(said));
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
        faults({});
        QVERIFY(c.settle());
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        said = c.find<TintBox>(u"consequences"_s)->plainText();
        QVERIFY2(!said.contains(u"its endpoints"_s) && said.contains(u"Everything else"_s),
                 qPrintable(said));
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
    }

    /// Reading what goes with it can take long: it is shown, and ended by Cancel.
    void readingIsCanceled()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        faults(u"delay=20000,op=getEndpointHeaders"_s);
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(waitUntil([&] { return c.find<QAbstractButton>(u"cancelJob"_s) != nullptr; }));
        QVERIFY(c.click(u"cancelJob"_s));
        QVERIFY2(c.notice().contains(u"was not deleted"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(!c.find<QAbstractButton>(u"cancelJob"_s));
        QVERIFY(c.calls("deleteApplication").isEmpty());
        // And it can be begun anew.
        faults({});
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
    }

    /// Without a copy nothing is deleted.
    void deletesNothingWithoutACopy()
    {
        const QString id = make(u"no.copy"_s);
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QFile inTheWay(c.directory() + u"/data/deleted"_s);
        QVERIFY(QDir().mkpath(c.directory() + u"/data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QVERIFY(c.go({Section::Applications, {}, id, {}, {}}));
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY2(c.notice().contains(u"not deleted"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(c.calls("deleteApplication").isEmpty());
        QCOMPARE(application(id)[u"name"].toString(), u"no.copy"_s);
        drop(id);
    }

    /// Deleted by somebody else while it was asked: the copy may be the last one there is.
    void keepsTheCopyOfWhatIsGone()
    {
        const QString id = make(u"gone"_s);
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(c.go({Section::Applications, {}, id, {}, {}}));
        QVERIFY(c.act(u"deleteApplication"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        drop(id);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY2(c.notice().contains(u"deleted already"_s), qPrintable(c.notice()));
        QVERIFY(!QDir(c.directory() + u"/data/deleted"_s).isEmpty());
    }

    /// Each key of the metadata is a field of its own.
    void mergesMetadataKeyByKey()
    {
        ApplicationIn before;
        before.metadata = {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"d"_s, u"4"_s}};
        ApplicationIn typed;
        typed.metadata = {{u"a"_s, u"1"_s}, {u"b"_s, u"3"_s}, {u"c"_s, u"mine"_s}};
        ApplicationIn now;
        now.metadata = {
            {u"a"_s, u"9"_s}, {u"b"_s, u"2"_s}, {u"c"_s, u"theirs"_s}, {u"d"_s, u"4"_s}};
        const auto merged = EditMerge::merged(before, typed, now);
        QCOMPARE(merged.wanted.metadata,
                 (Metadata{{u"a"_s, u"9"_s}, {u"b"_s, u"3"_s}, {u"c"_s, u"mine"_s}}));
        QCOMPARE(merged.theirs.metadata,
                 (Metadata{{u"a"_s, u"9"_s}, {u"b"_s, u"3"_s}, {u"c"_s, u"theirs"_s}}));
        QCOMPARE(merged.clashes.size(), 1);
        QVERIFY(merged.clashes.first().field.endsWith(u'c'));
        QCOMPARE(merged.clashes.first().now, u"theirs"_s);
        QCOMPARE(merged.clashes.first().typed, u"mine"_s);
        QVERIFY(!merged.stands);
        // Both did the same: nothing clashes, and nobody's undo takes it away.
        const auto alike = EditMerge::merged(before, typed, typed);
        QVERIFY(alike.clashes.isEmpty() && !alike.stands);
        QVERIFY(EditMerge::merged(before, typed, before).stands);
    }

    /// A uid of no characters is none: the name is to be typed; a blank name is none either.
    void typesTheNameWhereTheUidIsEmpty()
    {
        QCOMPARE(typedNameOf(u""_s, u"Acme"_s, u"app_1"_s), u"Acme"_s);
        QCOMPARE(typedNameOf(std::nullopt, u"Acme"_s, u"app_1"_s), u"Acme"_s);
        QCOMPARE(typedNameOf(u"acme"_s, u"Acme"_s, u"app_1"_s), u"acme"_s);
        QCOMPARE(typedNameOf(std::nullopt, u"  "_s, u"app_1"_s), u"app_1"_s);
        QCOMPARE(typedNameOf(std::nullopt, QString(64, u'x'), u"app_1"_s), QString(64, u'x'));
        QCOMPARE(typedNameOf(std::nullopt, QString(65, u'x'), u"app_1"_s), u"app_1"_s);
    }

    void saysWhyNotOnAReadOnlyConnection()
    {
        ConsoleWindow c;
        Profile profile = profileFor(demo().url());
        profile.readOnly = true;
        QVERIFY(start(c, profile));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        for (const QString &name : {u"newApplication"_s, u"editApplication"_s,
                                    u"deleteApplication"_s, u"portalAccess"_s}) {
            QVERIFY2(!c.action(name)->isEnabled(), qPrintable(name));
            QVERIFY2(!c.action(name)->toolTip().isEmpty(), qPrintable(name));
        }
    }
};

SVIX_GUI_TEST_MAIN(ApplicationActsTest)
#include "tst_applicationacts.moc"

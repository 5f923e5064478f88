// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class HeadersDialog;
}

class HeaderRow;

/// What is to become of the headers of an endpoint; what is not named stays.
struct HeadersChange
{
    QMap<QString, QString> set;
    QStringList remove;

    bool isEmpty() const { return set.isEmpty() && remove.isEmpty(); }
    bool operator==(const HeadersChange &) const = default;
};

/// The headers that go with every message to an endpoint. Hidden ones are shown as kept; saving
/// changes only what was changed, and replacing all of them is an act of its own.
///
/// Busy until setHeaders(); saveRequested() and replaceAllRequested() are answered by accept(),
/// showFieldErrors() or showMessage() after setBusy(false).
class HeadersDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit HeadersDialog(QWidget *parent = nullptr);
    ~HeadersDialog() override;

    void setEndpoint(const QString &url);
    void setHeaders(const EndpointHeadersOut &headers);
    /// They could not be read: nothing can be saved.
    void setUnread(const QString &title, const QString &text, const QString &details);
    /// Why saving, or replacing all, cannot be done here; empty when it can.
    void setReasons(const QString &againstSaving, const QString &againstReplacing);
    HeadersChange change() const;

Q_SIGNALS:
    void saveRequested(const svix::HeadersChange &change);
    /// Exactly these from now on; `lost` are hidden ones whose values nobody knows.
    void replaceAllRequested(const QMap<QString, QString> &headers, const QStringList &lost);

protected:
    void refreshButtons() override;

private:
    HeaderRow *addRow(int kind, const QString &name = {}, const QString &value = {});
    void addEmptyRow();
    bool check();
    QString problemOfName(const HeaderRow *row) const;
    void save();
    void replaceAll();

    std::unique_ptr<Ui::HeadersDialog> m_ui;
    QPushButton *m_add;
    QPushButton *m_replaceAll;
    QPushButton *m_save;
    QList<HeaderRow *> m_rows;
    QString m_againstSaving;
    QString m_againstReplacing;
    int m_numbers = 0;
    bool m_read = false;
};

} // namespace svix

// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/endpoints.h"
#include "api/eventtypes.h"
#include "api/others.h"

#include <QCoreApplication>
#include <QMap>

#include <optional>
#include <utility>

namespace svix {

class ConsoleDialog;

/// One field that a person has changed in a form, and somebody else on the server meanwhile.
struct FieldClash
{
    QString field; ///< as its form calls it
    QString now;   ///< in words
    QString typed; ///< in words
};

/// What a person has changed, put onto what is there now.
template <typename In>
struct Merged
{
    In wanted;                 ///< with all that was typed
    In theirs;                 ///< without what was typed where others changed the same
    bool stands = true;        ///< of what was typed, nobody has changed anything
    QList<FieldClash> clashes; ///< both have changed it, to different values
};

/// Puts the differences between what a form was filled with and what was typed onto what the server
/// has now, field by field, metadata key by key, so that nothing of others is overwritten unseen.
class EditMerge
{
    Q_DECLARE_TR_FUNCTIONS(EditMerge)

public:
    static Merged<ApplicationIn> merged(const ApplicationIn &before, const ApplicationIn &typed,
                                        const ApplicationIn &now);
    static Merged<EndpointIn> merged(const EndpointIn &before, const EndpointIn &typed,
                                     const EndpointIn &now);
    static Merged<EventTypeIn> merged(const EventTypeIn &before, const EventTypeIn &typed,
                                      const EventTypeIn &now);
    static Merged<IntegrationIn> merged(const IntegrationIn &before, const IntegrationIn &typed,
                                        const IntegrationIn &now);

    /// Says in the dialog what clashes, and offers to overwrite it or to take what is there now.
    /// `unsure`: the answer to a change of one's own was lost, so that it may be this.
    static void tell(ConsoleDialog &dialog, const QList<FieldClash> &clashes, bool unsure);
};

/// What an open form was filled with, and what its person has been told of since. `Out` is what the
/// server tells of the object.
template <typename In, typename Out>
class EditedForm
{
public:
    explicit EditedForm(In before)
        : m_before(std::move(before))
    {
    }

    const In &before() const { return m_before; }

    /// What is to be written when this is what the server has `now`. Nothing when others have
    /// changed the same and the person has not been told yet: `dialog` tells it, and the same
    /// answer a second time is overwritten.
    std::optional<In> onto(ConsoleDialog &dialog, const In &typed, const In &now, bool unsure)
    {
        const Merged<In> merged = EditMerge::merged(m_before, typed, now);
        QMap<QString, QString> told;
        bool all = true;
        for (const FieldClash &clash : merged.clashes) {
            all &= m_told.contains(clash.field) && m_told.value(clash.field) == clash.now;
            told.insert(clash.field, clash.now);
        }
        if (all) {
            return merged.wanted;
        }
        m_told = told;
        m_now = now;
        m_theirs = merged.theirs;
        EditMerge::tell(dialog, merged.clashes, unsure);
        return std::nullopt;
    }

    /// The person takes what others wrote: what is there now, and that with what was typed
    /// elsewhere in the form. From now on these are the differences.
    std::pair<In, In> takeTheirs()
    {
        m_before = m_now;
        m_told.clear();
        return {m_now, m_theirs};
    }

    /// This is about to be written over. While the outcome of a write is not known, what was there
    /// before the first one stays: it is what Undo takes back to.
    void writesOver(const Out &there, bool unsure)
    {
        if (!unsure || !m_overwritten) {
            m_overwritten = there;
        }
    }
    const std::optional<Out> &overwritten() const { return m_overwritten; }

private:
    In m_before;
    In m_now;
    In m_theirs;
    std::optional<Out> m_overwritten;
    QMap<QString, QString> m_told; // fields that clash, and what was there
};

} // namespace svix

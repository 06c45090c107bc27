// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/fuzzy_match.h"

#include <QAbstractListModel>
#include <QKeySequence>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QWidget;

namespace solferino {

/// The caps of the first chord of a key sequence: "Ctrl", "Shift", "Return".
[[nodiscard]] QStringList keyCaps(const QKeySequence &keys);

/// An action's text without mnemonic and dots.
[[nodiscard]] QString plainActionText(const QAction &action);

/// Where an action belongs that is not in front: what to call it, and how to get there.
struct CommandPlace
{
    QString name;
    std::function<void()> enter;
};

/// Nothing for actions that are in front.
using CommandPlaces = std::function<std::optional<CommandPlace>(const QAction &)>;

/// Every action of a window that can be run, filtered by what was typed, under heads.
class CommandList final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum DataRole {
        IsHeadRole = Qt::UserRole, ///< bool: a head, which cannot be chosen
        PlaceRole,                 ///< title of the menu that holds the action
        KeysRole,                  ///< QStringList of key caps
        ValueRole,                 ///< "On" or "Off" of a setting
        PositionsRole,             ///< QList<int>: characters of the text that were typed
    };

    explicit CommandList(QObject *parent);

    /// Takes the actions of `window` that have a text and are enabled and visible; those of other places come
    /// last.
    void collect(const QWidget &window, const CommandPlaces &places = {});
    void setFilter(const QString &typed);
    [[nodiscard]] QAction *actionAt(const QModelIndex &index) const; ///< null for heads
    /// Runs it, at its place.
    void run(const QModelIndex &index) const;
    /// Actions in all, and those that match.
    [[nodiscard]] int total() const { return int(m_commands.size()); }
    [[nodiscard]] int matching() const { return m_matching; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Command
    {
        QPointer<QAction> action;
        QString text;
        QString place;
        bool isSetting = false;
        std::function<void()> enter = {}; ///< empty: it is in front
    };
    struct Row
    {
        int command = -1; ///< -1: a head
        QString head;
        FuzzyMatch match;
    };

    void addSection(const QString &head, const QString &typed,
                    const std::function<bool(const Command &)> &belongs);

    std::vector<Command> m_commands;
    std::vector<Row> m_rows;
    int m_matching = 0;
};

} // namespace solferino

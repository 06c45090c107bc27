// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_list.h"

#include <QAction>
#include <QActionGroup>
#include <QIcon>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QString withoutMnemonic(QString text)
{
    text.replace(u"&&"_s, u"\u0001"_s);
    text.remove(u'&');
    return text.replace(u'\u0001', u'&');
}

QString placeOf(const QAction &action)
{
    for (const QObject *object : action.associatedObjects()) {
        const auto *menu = qobject_cast<const QMenu *>(object);
        if (!menu)
            continue;
        while (const auto *outer = qobject_cast<const QMenu *>(menu->parent()))
            menu = outer;
        if (!menu->title().isEmpty())
            return withoutMnemonic(menu->title());
    }
    return {};
}

bool isCommand(const QAction &action)
{
    return !action.text().isEmpty() && !action.isSeparator() && !action.menu() && action.isVisible() &&
           action.isEnabled() && !qobject_cast<const QLineEdit *>(action.parent());
}

bool isSetting(const QAction &action)
{
    return action.isCheckable() && (!action.actionGroup() || !action.actionGroup()->isExclusive());
}

} // namespace

QString plainActionText(const QAction &action)
{
    QString text = withoutMnemonic(action.text());
    while (text.endsWith(u'…') || text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QStringList keyCaps(const QKeySequence &keys)
{
    if (keys.isEmpty())
        return {};
    QStringList caps;
    const QKeyCombination chord = keys[0];
    const auto add = [&](Qt::KeyboardModifier modifier, const QString &name) {
        if (chord.keyboardModifiers() & modifier)
            caps << name;
    };
    add(Qt::ControlModifier, u"Ctrl"_s);
    add(Qt::AltModifier, u"Alt"_s);
    add(Qt::ShiftModifier, u"Shift"_s);
    add(Qt::MetaModifier, u"Meta"_s);
    caps << QKeySequence(chord.key()).toString(QKeySequence::NativeText);
    return caps;
}

CommandList::CommandList(QObject *parent)
    : QAbstractListModel(parent)
{}

void CommandList::collect(const QWidget &window, const CommandPlaces &places)
{
    m_commands.clear();
    for (QAction *action : window.findChildren<QAction *>()) {
        if (!isCommand(*action))
            continue;
        const std::optional<CommandPlace> place = places ? places(*action) : std::nullopt;
        m_commands.push_back({action, plainActionText(*action), place ? place->name : placeOf(*action),
                              isSetting(*action), place ? place->enter : nullptr});
    }
    setFilter({});
}

void CommandList::setFilter(const QString &typed)
{
    beginResetModel();
    m_rows.clear();
    m_matching = 0;
    addSection(tr("Actions"), typed, [](const Command &each) { return !each.enter && !each.isSetting; });
    addSection(tr("Settings"), typed, [](const Command &each) { return !each.enter && each.isSetting; });
    addSection(tr("In Other Workspaces"), typed, [](const Command &each) { return bool(each.enter); });
    endResetModel();
}

void CommandList::addSection(const QString &head, const QString &typed,
                             const std::function<bool(const Command &)> &belongs)
{
    std::vector<Row> found;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands[i];
        if (!belongs(command))
            continue;
        if (auto match = fuzzyMatch(typed, command.text)) {
            found.push_back({int(i), {}, std::move(*match)});
        } else if (auto place = fuzzyMatch(typed, command.place + u' ' + command.text)) {
            // "file open" finds Open in the File menu.
            const int shift = int(command.place.size()) + 1;
            FuzzyMatch inText{place->score - 100, {}};
            for (const int position : place->positions) {
                if (position >= shift)
                    inText.positions.push_back(position - shift);
            }
            found.push_back({int(i), {}, std::move(inText)});
        }
    }
    if (found.empty())
        return;
    std::stable_sort(found.begin(), found.end(),
                     [](const Row &a, const Row &b) { return a.match.score > b.match.score; });
    m_matching += int(found.size());
    m_rows.push_back({-1, head, {}});
    std::move(found.begin(), found.end(), std::back_inserter(m_rows));
}

QAction *CommandList::actionAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const Row &row = m_rows[std::size_t(index.row())];
    return row.command < 0 ? nullptr : m_commands[std::size_t(row.command)].action.data();
}

void CommandList::run(const QModelIndex &index) const
{
    const QPointer<QAction> action = actionAt(index);
    if (!action)
        return;
    if (const auto enter = m_commands[std::size_t(m_rows[std::size_t(index.row())].command)].enter)
        enter();
    if (action && action->isEnabled())
        action->trigger();
}

int CommandList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Qt::ItemFlags CommandList::flags(const QModelIndex &index) const
{
    return actionAt(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant CommandList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (row.command < 0) {
        if (role == Qt::DisplayRole)
            return row.head;
        return role == IsHeadRole ? QVariant(true) : QVariant();
    }
    const Command &command = m_commands[std::size_t(row.command)];
    switch (role) {
    case Qt::DisplayRole:
        return command.text;
    case Qt::DecorationRole:
        return command.action ? command.action->icon() : QIcon();
    case IsHeadRole:
        return false;
    case PlaceRole:
        return command.place;
    case KeysRole:
        return command.action ? keyCaps(command.action->shortcut()) : QStringList();
    case ValueRole:
        if (!command.isSetting || !command.action)
            return {};
        return command.action->isChecked() ? tr("On") : tr("Off");
    case PositionsRole:
        return QVariant::fromValue(QList<int>(row.match.positions.begin(), row.match.positions.end()));
    default:
        return {};
    }
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/keys_help.h"

#include "widgets/common/command_list.h"
#include "widgets/common/paint.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInset = 16;
constexpr int kHeadHeight = 36;

/// The sections, painted one under the other.
class KeysSheet final : public QWidget
{
public:
    KeysSheet(const Theme &theme, std::vector<KeysSection> sections, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_sections(std::move(sections))
    {
        QStringList spoken;
        int height = kInset;
        for (const KeysSection &section : m_sections) {
            height += m_theme.px(kHeadHeight) + int(section.lines.size()) * m_theme.px(metric::kListRow);
            for (const KeysSection::Line &line : section.lines)
                spoken << line.caps.join(u'+') + u": "_s + line.what;
        }
        setFixedHeight(height);
        setAccessibleName(spoken.join(u'\n'));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.color(Role::Panel));
        int y = 0;
        for (const KeysSection &section : m_sections) {
            const int headHeight = m_theme.px(kHeadHeight);
            painter.setFont(m_theme.font(FontRole::Title));
            painter.setPen(m_theme.color(Role::Text));
            painter.drawText(QRect(kInset, y, width(), headHeight), Qt::AlignVCenter, section.title);
            y += headHeight;
            for (const KeysSection::Line &line : section.lines) {
                paintLine(painter, line, y);
                y += m_theme.px(metric::kListRow);
            }
        }
    }

private:
    void paintLine(QPainter &painter, const KeysSection::Line &line, int y) const
    {
        const int height = m_theme.px(metric::kListRow);
        painter.setFont(m_theme.font(FontRole::Body));
        painter.setPen(m_theme.color(Role::TextSecondary));
        painter.drawText(QRect(kInset, y, width() - 2 * kInset, height), Qt::AlignVCenter, line.what);
        int right = width() - kInset;
        for (auto cap = line.caps.crbegin(); cap != line.caps.crend(); ++cap)
            right = drawKeyCap(painter, m_theme, *cap, right, y + height / 2) - 4;
    }

    const Theme &m_theme;
    std::vector<KeysSection> m_sections;
};

KeysSection &sectionOf(std::vector<KeysSection> &sections, const QString &title)
{
    const auto found = std::find_if(sections.begin(), sections.end(),
                                    [&](const KeysSection &section) { return section.title == title; });
    if (found != sections.end())
        return *found;
    return sections.emplace_back(KeysSection{title, {}});
}

/// Whether the keys of `action` work at `focus`, and where they belong.
struct Reach
{
    bool isHere = false;
    QString place; ///< name of the widget whose own keys these are; empty for keys of the window
};

Reach reachOf(const QAction &action, const QWidget *focus)
{
    const Qt::ShortcutContext context = action.shortcutContext();
    for (const QObject *object : action.associatedObjects()) {
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (!widget)
            continue;
        if (context == Qt::WidgetShortcut && widget == focus)
            return {true, widget->accessibleName()};
        if (context == Qt::WidgetWithChildrenShortcut && (widget == focus || widget->isAncestorOf(focus)))
            return {true, widget->accessibleName()};
        const bool isOfWindow = context == Qt::WindowShortcut || context == Qt::ApplicationShortcut;
        if (isOfWindow && (qobject_cast<const QMenu *>(widget) || widget->isWindow() || widget->isVisible()))
            return {true, {}};
    }
    return {};
}

} // namespace

std::vector<KeysSection> collectKeys(QWidget *focus, const QWidget &window)
{
    std::vector<KeysSection> sections;
    for (QWidget *widget = focus; widget; widget = widget->parentWidget()) {
        if (const auto *provider = dynamic_cast<const KeysProvider *>(widget)) {
            KeysSection &section = sectionOf(sections, provider->keysTitle());
            for (const KeyLine &line : provider->keyLines())
                section.lines.push_back({line.keys.split(u'+', Qt::SkipEmptyParts), line.what});
        }
    }
    CommandList commands(nullptr);
    commands.collect(window);
    std::vector<KeysSection> menus;
    for (int row = 0; row < commands.rowCount(); ++row) {
        const QModelIndex index = commands.index(row, 0);
        const QStringList caps = index.data(CommandList::KeysRole).toStringList();
        if (caps.isEmpty())
            continue;
        const Reach reach = reachOf(*commands.actionAt(index), focus);
        if (!reach.isHere)
            continue;
        QString place = index.data(CommandList::PlaceRole).toString();
        if (place.isEmpty())
            place = reach.place.isEmpty() ? KeysHelp::tr("Everywhere") : reach.place;
        sectionOf(reach.place.isEmpty() ? menus : sections, place)
            .lines.push_back({caps, index.data().toString()});
    }
    std::move(menus.begin(), menus.end(), std::back_inserter(sections));
    return sections;
}

KeysHelp::KeysHelp(const Theme &theme, QWidget *window)
    : OverlayCard(theme, window)
    , m_area(new QScrollArea(this))
{
    setAccessibleName(tr("Keys"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Keys of what has the focus"));
}

QWidget *KeysHelp::prepare()
{
    m_area->setWidget(new KeysSheet(theme(), collectKeys(focusBefore(), *parentWidget()), m_area));
    return m_area;
}

QSize KeysHelp::sizeHint() const
{
    return {width(), (m_area->widget() ? m_area->widget()->height() : 0) + 2};
}

void KeysHelp::resizeEvent(QResizeEvent *)
{
    m_area->setGeometry(rect().adjusted(1, 1, -1, -1));
}

} // namespace solferino

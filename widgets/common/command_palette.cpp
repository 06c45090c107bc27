// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_palette.h"

#include "widgets/common/command_delegate.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/search_list.h"
#include "widgets/common/text_label.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {
constexpr int kInputHeight = 48;
constexpr int kFootHeight = 32;
constexpr int kMostRows = 10;
constexpr int kSide = 16;
constexpr int kTextLeft = 44;
} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *window)
    : OverlayCard(theme, window)
    , m_commands(new CommandList(this))
    , m_input(new QLineEdit(this))
    , m_count(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_list(new QListView(this))
{
    setAccessibleName(tr("Command palette"));
    m_input->setAccessibleName(tr("Action to find"));
    m_input->setPlaceholderText(tr("Find an action"));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_list->setModel(m_commands);
    m_list->setItemDelegate(new CommandDelegate(theme, m_list));
    m_list->setAccessibleName(tr("Actions found"));
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::setFilter);
    auto *search = new SearchList(*m_input, *m_list, this);
    connect(search, &SearchList::taken, this, &CommandPalette::run);
}

QWidget *CommandPalette::prepare()
{
    m_commands->collect(*parentWidget(), m_places);
    m_input->clear();
    setFilter({});
    return m_input;
}

void CommandPalette::setFilter(const QString &typed)
{
    m_commands->setFilter(typed);
    m_count->setText(tr("%1 of %n actions", nullptr, m_commands->total()).arg(m_commands->matching()));
    m_list->setCurrentIndex(m_commands->index(1, 0));
    m_list->scrollToTop();
    fit();
}

QSize CommandPalette::sizeHint() const
{
    int rows = 0;
    int height = 0;
    for (int i = 0; i < m_commands->rowCount() && rows < kMostRows; ++i) {
        const bool isHead = m_commands->index(i, 0).data(CommandList::IsHeadRole).toBool();
        rows += isHead ? 0 : 1;
        height += CommandDelegate::rowHeight(theme(), isHead);
    }
    return {width(), theme().px(kInputHeight) + height + 9 + theme().px(kFootHeight)};
}

void CommandPalette::fit()
{
    place();
    const int inputHeight = theme().px(kInputHeight);
    const int footHeight = theme().px(kFootHeight);
    const int countWidth = m_count->sizeHint().width();
    m_input->setFont(theme().font(FontRole::Input));
    m_input->setGeometry(kTextLeft - 2, 2, width() - kTextLeft - countWidth - 2 * kSide, inputHeight - 4);
    m_count->setGeometry(width() - kSide - countWidth, 0, countWidth, inputHeight);
    m_list->setGeometry(1, inputHeight + 5, width() - 2, height() - inputHeight - footHeight - 9);
}

void CommandPalette::run()
{
    const QModelIndex index = m_list->currentIndex();
    if (!m_commands->actionAt(index))
        return;
    closeCard();
    m_commands->run(index);
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    OverlayCard::paintEvent(event);
    QPainter painter(this);
    const int inputHeight = theme().px(kInputHeight);
    const int icon = theme().px(metric::kIcon);
    drawIcon(painter, theme(), u"search"_s, QRect(kSide, 0, icon, inputHeight), Role::TextSecondary, icon);
    painter.fillRect(1, inputHeight, width() - 2, 1, theme().color(Role::Line));
    const QRect foot(1, height() - theme().px(kFootHeight), width() - 2, theme().px(kFootHeight));
    painter.fillRect(foot.left(), foot.top(), foot.width(), 1, theme().color(Role::Line));

    const QFontMetrics metrics(theme().font(FontRole::Caption));
    int x = kSide;
    const auto addHint = [&](const QStringList &keys, const QString &words) {
        for (const QString &key : keys) {
            x += keyCapWidth(theme(), key);
            drawKeyCap(painter, theme(), key, x, foot.center().y());
            x += 4;
        }
        painter.setFont(theme().font(FontRole::Caption));
        painter.setPen(theme().color(Role::TextSecondary));
        painter.drawText(QRect(x, foot.top(), width(), foot.height()), Qt::AlignVCenter, words);
        x += metrics.horizontalAdvance(words) + kSide;
    };
    addHint({u"↑"_s, u"↓"_s}, tr("choose"));
    addHint({tr("Return")}, tr("run"));
    x = width() - kSide - metrics.horizontalAdvance(tr("close")) - 4 - keyCapWidth(theme(), tr("Esc"));
    addHint({tr("Esc")}, tr("close"));
}

} // namespace solferino

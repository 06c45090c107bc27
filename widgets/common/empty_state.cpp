// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/empty_state.h"

#include "widgets/common/button.h"
#include "widgets/common/paint.h"
#include "widgets/common/text_label.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 440;
constexpr int kInset = 24;
constexpr int kCardGap = 16;
} // namespace

EmptyState::EmptyState(const Theme &theme, const EmptyStateContent &content, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(content.headline);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kInset, kInset, kInset, kInset);
    column->setSpacing(kCardGap);
    auto *headline = new TextLabel(theme, FontRole::Headline, Role::Text, this);
    headline->setText(content.headline);
    headline->setWordWrap(true);
    column->addWidget(headline);
    if (!content.note.isEmpty()) {
        auto *note = new TextLabel(theme, FontRole::Body, Role::TextSecondary, this);
        note->setText(content.note);
        note->setWordWrap(true);
        column->addWidget(note);
    }
    addButtons(*column, content);
    addExample(*column, content);
    fit();
    connect(&theme, &Theme::changed, this, &EmptyState::fit);
}

void EmptyState::setRoom(int width)
{
    if (std::exchange(m_room, width) != width)
        fit();
}

void EmptyState::fit()
{
    m_buttons->setDirection(QBoxLayout::LeftToRight);
    if (m_buttons->minimumSize().width() + 2 * kInset > m_room)
        m_buttons->setDirection(QBoxLayout::TopToBottom);
    layout()->activate();
    const int width = std::max(std::min(m_theme.px(kWidth), m_room), layout()->minimumSize().width());
    setFixedSize(width, layout()->totalHeightForWidth(width));
    update();
}

void EmptyState::addButtons(QVBoxLayout &column, const EmptyStateContent &content)
{
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(metric::kGap);
    column.addLayout(m_buttons);
    const auto add = [&](const QString &text, const QString &key, const QString &iconName, Emphasis emphasis,
                         void (EmptyState::*request)()) {
        if (text.isEmpty())
            return;
        auto *button = new Button(m_theme, text, emphasis, this);
        button->setKeyHint(key);
        if (!iconName.isEmpty())
            button->setIconName(iconName);
        connect(button, &QPushButton::clicked, this, request);
        m_buttons->addWidget(button);
    };
    add(content.primary, content.primaryKey, content.primaryIcon, Emphasis::Machine,
        &EmptyState::primaryRequested);
    add(content.secondary, content.secondaryKey, content.secondaryIcon, Emphasis::Plain,
        &EmptyState::secondaryRequested);
    add(content.other, content.otherKey, content.otherIcon, Emphasis::Plain, &EmptyState::otherRequested);
    m_buttons->addStretch();
}

void EmptyState::addExample(QVBoxLayout &column, const EmptyStateContent &content)
{
    if (content.exampleLink.isEmpty())
        return;
    auto *line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    column.addWidget(line);
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::kInset);
    column.addLayout(row);
    if (!content.examplePicture.isNull()) {
        auto *picture = new QLabel(this);
        picture->setPixmap(content.examplePicture);
        picture->setAccessibleName(content.example);
        row->addWidget(picture);
    }
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    row->addLayout(words, 1);
    auto *example = new TextLabel(m_theme, FontRole::Note, Role::TextSecondary, this);
    example->setText(content.example);
    example->setWordWrap(true);
    words->addWidget(example);
    auto *link = new TextLabel(m_theme, FontRole::Note, Role::Text, this);
    link->setTextFormat(Qt::RichText);
    link->setText(u"<a href=\"#\">%1</a>"_s.arg(content.exampleLink.toHtmlEscaped()));
    link->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    link->setAccessibleName(content.exampleLink);
    words->addWidget(link);
    connect(link, &QLabel::linkActivated, this, &EmptyState::exampleRequested);
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Panel), m_theme.color(Role::ControlLine));
}

} // namespace solferino

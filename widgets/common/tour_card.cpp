// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tour_card.h"

#include "widgets/common/button.h"
#include "widgets/common/paint.h"
#include "widgets/common/text_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {
constexpr int kWidth = 640;
} // namespace

TourCard::TourCard(const Theme &theme, int bottomMargin, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_bottomMargin(bottomMargin)
    , m_count(new TextLabel(theme, FontRole::Caption, Role::TextSecondary, this))
    , m_title(new TextLabel(theme, FontRole::Title, Role::Text, this))
    , m_sentence(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_skip(new Button(theme, tr("Skip Tour"), Emphasis::Plain, this))
    , m_next(new Button(theme, QString(), Emphasis::Person, this))
{
    setAccessibleName(tr("Tour"));
    m_sentence->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(metric::kGap / 2);
    texts->addLayout(head);
    texts->addWidget(m_sentence);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::kInset, metric::kGap, metric::kInset, metric::kGap);
    row->setSpacing(metric::kInset);
    row->addLayout(texts, 1);
    row->addWidget(m_skip);
    row->addWidget(m_next);
    connect(m_skip, &QPushButton::clicked, this, &TourCard::stop);
    connect(m_next, &QPushButton::clicked, this, [this] { complete(currentStep()); });
    connect(&theme, &Theme::changed, this, &TourCard::place);
    window->installEventFilter(this);
    hide();
}

void TourCard::start(std::vector<TourStep> steps)
{
    if (steps.empty())
        return;
    m_steps = std::move(steps);
    showStep(0);
}

void TourCard::complete(const QString &stepId)
{
    if (isHidden())
        return;
    const auto done = std::find_if(m_steps.begin() + static_cast<std::ptrdiff_t>(m_index), m_steps.end(),
                                   [&stepId](const TourStep &step) { return step.id == stepId; });
    if (done == m_steps.end())
        return;
    const auto next = static_cast<std::size_t>(done - m_steps.begin()) + 1;
    if (next < m_steps.size())
        showStep(next);
    else
        stop();
}

void TourCard::stop()
{
    if (isHidden())
        return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus)
        parentWidget()->setFocus();
    Q_EMIT finished();
}

QString TourCard::currentStep() const
{
    return isHidden() ? QString() : m_steps.at(m_index).id;
}

void TourCard::showStep(std::size_t index)
{
    m_index = index;
    const TourStep &step = m_steps.at(index);
    m_title->setText(step.title);
    m_sentence->setText(step.sentence);
    //: step 2 of 5
    m_count->setText(tr("%1 of %2").arg(index + 1).arg(m_steps.size()));
    m_next->setText(index + 1 < m_steps.size() ? tr("Next") : tr("Done"));
    place();
    show();
    raise();
    Q_EMIT stepShown(step.id);
}

void TourCard::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(m_theme.px(kWidth), window->width() - 2 * metric::kInset);
    setFixedWidth(width);
    layout()->activate();
    const int height = std::max(layout()->totalHeightForWidth(width), sizeHint().height());
    setGeometry((window->width() - width) / 2,
                window->height() - m_theme.px(m_bottomMargin) - metric::kInset - height, width, height);
}

bool TourCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    return QWidget::eventFilter(watched, event);
}

void TourCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), metric::kCorner, m_theme.color(Role::Panel), m_theme.color(Role::Mark));
}

} // namespace solferino

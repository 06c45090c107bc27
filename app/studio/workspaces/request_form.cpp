// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/request_form.h"

#include "widgets/common/button.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace solferino {

namespace {

/// Of the screen's height, for choices and options that are always in sight; less with larger text, since all
/// around them grows with it.
constexpr double kLargestShare = 0.48;

/// Scrolls what is beyond its share of the screen, and is never lower than what is not.
class OptionArea final : public QScrollArea
{
public:
    OptionArea(const Theme &theme, QWidget *parent)
        : QScrollArea(parent)
        , m_theme(theme)
    {}

    [[nodiscard]] QSize minimumSizeHint() const override
    {
        const double most =
            kLargestShare * screen()->availableGeometry().height() * 100 / m_theme.textScale();
        return {QScrollArea::minimumSizeHint().width(),
                std::min(widget()->sizeHint().height(), static_cast<int>(most))};
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }

private:
    const Theme &m_theme;
};

} // namespace

RequestForm::RequestForm(Theme &theme, const QString &buttonText, QWidget *parent)
    : QWidget(parent)
    , m_choices(new QVBoxLayout)
    , m_options(new ParameterForm(theme, this))
    , m_seed(new SeedRow(theme, this))
    , m_button(new Button(theme, buttonText, Emphasis::Machine, this))
{
    auto *scroll = new OptionArea(theme, this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(scroll);
    auto *column = new QVBoxLayout(content);
    // The area cuts off what leaves it: the focus ring around its controls lies inside.
    const int ring = style()->pixelMetric(QStyle::PM_FocusFrameHMargin);
    column->setContentsMargins(ring, ring, ring, ring);
    column->setSpacing(metric::kGap);
    column->addLayout(m_choices);
    column->addWidget(m_options);
    content->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    content->setMinimumWidth(1); // never wider than the panel
    scroll->setWidget(content);

    m_choices->setSpacing(metric::kGap);
    auto *layout = new QVBoxLayout(this);
    const int edge = metric::kInset - ring;
    layout->setContentsMargins(edge, edge, edge, edge);
    layout->setSpacing(metric::kGap - ring);
    layout->addWidget(scroll, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(ring, 0, ring, ring);
    foot->setSpacing(metric::kGap);
    foot->addWidget(m_seed);
    foot->addWidget(m_button);
    layout->addLayout(foot);
}

void RequestForm::addChoice(QWidget *widget)
{
    m_choices->addWidget(widget);
}

QWidget *labelledRow(Theme &theme, const QString &label, QWidget *control, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *name = new TextLabel(theme, FontRole::Body, Role::TextSecondary, row);
    name->setText(label);
    name->setBuddy(control);
    const auto fit = [&theme, name] {
        name->setFixedWidth(theme.px(metric::kLabelColumn));
    };
    QObject::connect(&theme, &Theme::changed, name, fit);
    fit();
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kGap);
    layout->addWidget(name);
    layout->addWidget(control, 1);
    return row;
}

} // namespace solferino

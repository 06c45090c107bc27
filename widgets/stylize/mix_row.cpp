// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/mix_row.h"

#include "widgets/common/accent_slider.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/text_label.h"
#include "widgets/stylize/style_thumbnail.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPictureWidth = 36;
constexpr int kPictureHeight = 28;
constexpr int kTitleWidth = 80;
constexpr int kFieldWidth = 56;
constexpr int kPageStep = 10;

} // namespace

/// A style's picture; while it can be pressed, a cross on it says what that does.
class MixPicture final : public QAbstractButton
{
public:
    MixPicture(const Theme &theme, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setPicture(const QImage &picture)
    {
        m_picture = picture;
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {m_theme.px(kPictureWidth), m_theme.px(kPictureHeight)};
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        paintThumbnail(painter, m_theme, rect(), m_picture);
        if (!isEnabled() || !(underMouse() || hasFocus()))
            return;
        const int side = m_theme.px(metric::kToggle);
        QRect plate(0, 0, side, side);
        plate.moveCenter(rect().center());
        drawBox(painter, plate, metric::kCheckCorner, m_theme.color(Role::Panel),
                m_theme.color(Role::ControlLine));
        drawIcon(painter, m_theme, u"window-close"_s, plate, Role::Text, side / 2);
    }
    void enterEvent(QEnterEvent * /*event*/) override { update(); }
    void leaveEvent(QEvent * /*event*/) override { update(); }

private:
    const Theme &m_theme;
    QImage m_picture;
};

MixRow::MixRow(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new MixPicture(theme, this))
    , m_title(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_slider(new AccentSlider(Role::Machine, Qt::Horizontal, this))
    , m_field(new QSpinBox(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_picture);
    row->addWidget(m_title);
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    m_title->setElideMode(Qt::ElideRight);
    m_slider->setRange(0, 100);
    m_slider->setPageStep(kPageStep);
    m_field->setRange(0, 100);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setKeyboardTracking(false);
    //: after a number in a field
    m_field->setSuffix(tr(" %"));
    const auto fit = [this] {
        m_title->setFixedWidth(m_theme.px(kTitleWidth));
        m_field->setFixedWidth(m_theme.px(kFieldWidth));
        m_picture->updateGeometry();
    };
    fit();
    connect(&theme, &Theme::changed, this, fit);
    connect(m_picture, &QAbstractButton::clicked, this, &MixRow::removeRequested);
    connect(m_slider, &QSlider::valueChanged, this, &MixRow::shareRequested);
    connect(m_slider, &QSlider::sliderPressed, this, &MixRow::gestureBegan);
    connect(m_slider, &QSlider::sliderReleased, this, &MixRow::gestureEnded);
    connect(m_field, &QSpinBox::valueChanged, this, &MixRow::shareRequested);
}

void MixRow::setStyle(const QImage &picture, const QString &title)
{
    m_picture->setPicture(picture);
    m_title->setText(title);
    m_slider->setAccessibleName(tr("Share of %1").arg(title));
    m_field->setAccessibleName(tr("Share of %1").arg(title));
    m_picture->setAccessibleName(tr("Take %1 out of the mix").arg(title));
}

void MixRow::setShare(int percent, bool isAlone)
{
    const QSignalBlocker sliderBlocker(m_slider);
    const QSignalBlocker fieldBlocker(m_field);
    m_slider->setValue(percent);
    m_field->setValue(percent);
    m_slider->setEnabled(!isAlone);
    m_field->setEnabled(!isAlone);
    m_picture->setEnabled(!isAlone);
    const QString reason = isAlone ? tr("Add a style to mix this one with.") : QString();
    m_slider->setToolTip(reason);
    m_field->setToolTip(reason);
    m_picture->setToolTip(isAlone ? reason : m_picture->accessibleName());
}

} // namespace solferino

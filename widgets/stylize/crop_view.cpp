// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/crop_view.h"

#include "widgets/common/button.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/surface.h"
#include "widgets/common/text_label.h"
#include "widgets/stylize/crop_area.h"

#include <QAction>
#include <QBoxLayout>
#include <QSignalBlocker>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFree = 0; // of the segments
constexpr int kOriginal = 1;
/// Width over height of the shapes after those.
constexpr std::array kShapes{1.0, 4.0 / 3, 16.0 / 9};

} // namespace

CropView::CropView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_area(new CropArea(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_area, 1);
    column->addWidget(makeBar());
    setFocusProxy(m_area);
    connect(m_area, &CropArea::frameChanged, this, &CropView::updateSize);
    connect(m_area, &CropArea::applied, this, &CropView::apply);
    connect(m_area, &CropArea::cancelled, this, &CropView::cancelled);
}

QWidget *CropView::makeBar()
{
    auto *bar = new Surface(m_theme, Role::Panel, Qt::TopEdge, this);
    bar->setScaledHeight(metric::kTransport);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 1, 8, 0);
    row->setSpacing(metric::kGap);
    m_shapes = new SegmentedControl(m_theme, tr("Shape"), bar);
    for (const QString &text : {tr("Free"), tr("Original"), u"1:1"_s, u"4:3"_s, u"16:9"_s})
        m_shapes->addSegment(text);
    m_size = new TextLabel(m_theme, FontRole::Body, Role::TextSecondary, bar);
    auto *all = new Button(m_theme, tr("Whole Photo"), Emphasis::Plain, bar);
    all->setToolTip(tr("Takes all of the photo again"));
    auto *cancel = new Button(m_theme, tr("Cancel"), Emphasis::Plain, bar);
    cancel->setToolTip(tr("Leaves the photo as it was (Esc)"));
    auto *apply = new Button(m_theme, tr("Crop"), Emphasis::Person, bar);
    apply->setToolTip(tr("Takes what is inside the frame; the photo's file stays whole (Return)"));
    row->addWidget(m_shapes);
    row->addWidget(m_size);
    row->addStretch();
    row->addWidget(all);
    row->addWidget(cancel);
    row->addWidget(apply);
    connect(m_shapes, &SegmentedControl::currentIndexChanged, this, &CropView::chooseShape);
    connect(all, &QPushButton::clicked, this, [this] {
        const QSignalBlocker blocker(m_shapes);
        m_shapes->setCurrentIndex(kFree);
        m_area->showAll();
    });
    connect(cancel, &QPushButton::clicked, this, &CropView::cancelled);
    connect(apply, &QPushButton::clicked, this, &CropView::apply);
    return bar;
}

void CropView::setPhoto(const QImage &picture, QSize size, const PictureCrop &crop)
{
    const QSignalBlocker blocker(m_shapes);
    m_shapes->setCurrentIndex(kFree);
    m_area->setPhoto(picture, size, crop);
}

void CropView::chooseShape(int index)
{
    const QSizeF photo = m_area->frame().picture();
    double aspect = 0.0;
    if (index == kOriginal)
        aspect = photo.width() / photo.height();
    else if (index > kOriginal)
        aspect = kShapes.at(static_cast<std::size_t>(index - kOriginal - 1));
    const bool isHigh = photo.height() > photo.width() && index > kOriginal;
    m_area->setAspect(isHigh ? 1.0 / aspect : aspect);
    m_area->setFocus();
}

void CropView::updateSize()
{
    const PictureCrop crop = m_area->frame().crop();
    const QSize size = crop.isWhole() ? m_area->frame().picture() : QSize(crop.width, crop.height);
    m_size->setText(u"%1 × %2"_s.arg(size.width()).arg(size.height()));
}

void CropView::apply()
{
    Q_EMIT cropChosen(m_area->frame().crop());
}

} // namespace solferino

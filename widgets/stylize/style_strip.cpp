// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/style_strip.h"

#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/style_delegate.h"
#include "widgets/stylize/style_list_model.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInset = 4; // before the first picture, beside its own gap
constexpr int kLeastStyles = 3;

} // namespace

StyleStrip::StyleStrip(const Theme &theme, StyleListModel &styles, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_styles(styles)
{
    setModel(&styles);
    setItemDelegate(new StyleDelegate(theme, this));
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setViewportMargins(kInset, 1, kInset, 0);
    setAccessibleName(tr("Styles"));
    const auto follow = [this] {
        QPalette colours = palette();
        colours.setColor(QPalette::Base, m_theme.color(Role::Panel));
        setPalette(colours);
        scheduleDelayedItemsLayout();
        updateGeometry();
    };
    follow();
    connect(&theme, &Theme::changed, this, follow);
}

void StyleStrip::setCurrentStyle(const std::string &name)
{
    if (const QModelIndex index = m_styles.indexOf(name); index.isValid())
        setCurrentIndex(index);
}

QSize StyleStrip::sizeHint() const
{
    const QSize item = itemDelegate()->sizeHint({}, {});
    const int height = item.height() + 2 * kInset + m_theme.px(metric::kScrollBar);
    return {item.width() * 8, height};
}

QSize StyleStrip::minimumSizeHint() const
{
    return {itemDelegate()->sizeHint({}, {}).width() * kLeastStyles, sizeHint().height()};
}

void StyleStrip::choose(const QModelIndex &index, bool joins)
{
    if (!index.isValid())
        return;
    const std::string name = index.data(StyleListModel::NameRole).toString().toStdString();
    const StyleMix &before = m_styles.mix();
    const StyleMix after = joins ? toggled(before, name) : StyleMix{{name, 1.0}};
    if (after == before) {
        if (!hasStyle(before, name))
            Q_EMIT refused(tr("A mix has up to %1 styles: take one out first.").arg(kMostMixedStyles));
        return;
    }
    const QString title = index.data().toString();
    if (!joins)
        Q_EMIT mixRequested(after, tr("Choose %1").arg(title));
    else
        Q_EMIT mixRequested(after, after.size() > before.size() ? tr("Add %1").arg(title)
                                                                : tr("Take Out %1").arg(title));
}

bool StyleStrip::isAlone(const QModelIndex &index) const
{
    const StyleMix &mix = m_styles.mix();
    return mix.size() == 1 && m_styles.indexOf(mix.front().style) == index;
}

void StyleStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = indexAt(event->position().toPoint());
    if (m_pressed.isValid())
        setCurrentIndex(m_pressed);
}

void StyleStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex released = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && released.isValid() && released == m_pressed)
        choose(released, event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    m_pressed = QModelIndex();
}

void StyleStrip::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !modifiers && isAlone(currentIndex()))
        Q_EMIT keepRequested();
    else if (isReturn && !(modifiers & ~Qt::ShiftModifier))
        choose(currentIndex(), modifiers.testFlag(Qt::ShiftModifier));
    else if (event->key() == Qt::Key_Space && !modifiers)
        choose(currentIndex(), true);
    else
        QListView::keyPressEvent(event);
}

void StyleStrip::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_styles.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(FontRole::Note));
    painter.setPen(m_theme.color(Role::TextSecondary));
    painter.drawText(viewport()->rect(), Qt::AlignCenter,
                     tr("The styles of the chosen model appear here. Models can be trained in Models."));
}

void StyleStrip::wheelEvent(QWheelEvent *event)
{
    // The strip has one way to go, whichever way the wheel turns.
    const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() : event->pixelDelta();
    QScrollBar &bar = *horizontalScrollBar();
    bar.setValue(bar.value() - (pixels.x() != 0 ? pixels.x() : pixels.y()));
    event->accept();
}

bool StyleStrip::event(QEvent *event)
{
    if (event->type() != QEvent::Paint)
        return QListView::event(event);
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Panel));
    drawHairline(painter, rect(), Qt::TopEdge, m_theme.color(Role::Line));
    return true;
}

QString StyleStrip::keysTitle() const
{
    return tr("Styles");
}

std::vector<KeyLine> StyleStrip::keyLines() const
{
    return {
        {u"← →"_s, tr("goes from style to style")},
        {tr("Return"), tr("takes this style alone; so does a click. Once more keeps the look, with a star")},
        {tr("Space, Shift+Return"), tr("mixes this style in or takes it out; so does Ctrl+click")},
        {tr("letters"), tr("go to a style by its name")}};
}

} // namespace solferino

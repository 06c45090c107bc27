// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/track_row.h"

#include "widgets/pianoroll/instrument_menu.h"
#include "widgets/pianoroll/mini_slider.h"
#include "widgets/pianoroll/toggle_box.h"
#include "widgets/pianoroll/track_edits.h"

#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMost = 127;   // steps of the volume slider
constexpr int kBalance = 64; // steps of the pan slider to each side
constexpr int kInset = 12;
constexpr int kRight = 8;

} // namespace

TrackRow::TrackRow(SongDocument &document, TrackEdits &edits, TrackId track, const Theme &theme,
                   QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_edits(edits)
    , m_track(track)
    , m_theme(theme)
    , m_nameEdit(new QLineEdit(this))
    , m_mute(new ToggleBox(theme, tr("M", "mute, one letter"), Role::Warning, this))
    , m_solo(new ToggleBox(theme, tr("S", "solo, one letter"), Role::Person, this))
    , m_instrument(new TextButton(theme, this))
    , m_volume(new MiniSlider(theme, MiniSlider::Kind::Level, this))
    , m_pan(new MiniSlider(theme, MiniSlider::Kind::Balance, this))
{
    createControls();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        arrange();
        update();
    });
}

const Track *TrackRow::trackOrNull() const
{
    return m_document.song().findTrack(m_track);
}

void TrackRow::createControls()
{
    m_nameEdit->hide();
    m_nameEdit->setAccessibleName(tr("Track name"));
    m_nameEdit->installEventFilter(this);
    connect(m_nameEdit, &QLineEdit::editingFinished, this, [this] { endRenaming(true); });
    connect(m_mute, &QToolButton::clicked, this, [this](bool on) { m_edits.setMuted(m_track, on); });
    connect(m_solo, &QToolButton::clicked, this, [this](bool on) { m_edits.setSolo(m_track, on); });
    connect(m_instrument, &QToolButton::clicked, this, &TrackRow::showInstruments);
    m_volume->setRange(0, kMost);
    m_volume->setDefaultValue(100);
    m_pan->setRange(-kBalance, kBalance);
    for (MiniSlider *slider : {m_volume, m_pan}) {
        connect(slider, &QAbstractSlider::sliderPressed, this,
                [this] { m_gesture = m_document.beginGesture(); });
        connect(slider, &QAbstractSlider::sliderReleased, this, [this] { m_gesture = 0; });
    }
    connect(m_volume, &QAbstractSlider::valueChanged, this,
            [this](int value) { m_edits.setVolume(m_track, static_cast<double>(value) / kMost, m_gesture); });
    connect(m_pan, &QAbstractSlider::valueChanged, this,
            [this](int value) { m_edits.setPan(m_track, static_cast<double>(value) / kBalance, m_gesture); });
}

void TrackRow::refresh()
{
    const Track *track = trackOrNull();
    if (!track) {
        return;
    }
    const QString name = QString::fromStdString(track->name);
    setAccessibleName(tr("Track %1").arg(name));
    setToolTip(m_isFolded ? u"%1\n%2"_s.arg(name, instrumentText(*track)) : QString());
    m_mute->setChecked(track->isMuted);
    m_mute->setAccessibleName(tr("Mute %1").arg(name));
    m_mute->setToolTip(tr("Mute (M)"));
    m_solo->setChecked(track->isSolo);
    m_solo->setAccessibleName(tr("Solo %1").arg(name));
    m_solo->setToolTip(tr("Solo (S)"));
    m_instrument->setText(instrumentText(*track));
    m_instrument->setAccessibleName(tr("Instrument of %1: %2").arg(name, instrumentName(*track)));
    m_instrument->setToolTip(tr("Choose the instrument (I)"));
    const QSignalBlocker volumeBlocker(m_volume);
    m_volume->setValue(static_cast<int>(std::lround(track->volume * kMost)));
    m_volume->setAccessibleName(tr("Volume of %1").arg(name));
    m_volume->setToolTip(tr("Volume %1 %").arg(std::lround(track->volume * 100)));
    const QSignalBlocker panBlocker(m_pan);
    const auto pan = static_cast<int>(std::lround(track->pan * kBalance));
    m_pan->setValue(pan);
    m_pan->setAccessibleName(tr("Pan of %1").arg(name));
    m_pan->setToolTip(pan == 0  ? tr("Pan centre")
                      : pan < 0 ? tr("Pan %1 left").arg(-pan)
                                : tr("Pan %1 right").arg(pan));
    m_volume->update();
    m_pan->update();
    update();
}

QSize TrackRow::sizeHint() const
{
    return {m_isFolded ? 32 : m_theme.px(metric::kTrackList), m_theme.px(metric::kTrackRow)};
}

void TrackRow::setActive(bool active)
{
    m_isActive = active;
    update();
}

void TrackRow::setFolded(bool folded)
{
    m_isFolded = folded;
    arrange();
    refresh();
    updateGeometry();
}

QRect TrackRow::nameRect() const
{
    return {kInset, 6, m_mute->x() - kInset - 4, m_theme.px(20)};
}

QRect TrackRow::instrumentRect() const
{
    return {kInset, m_theme.px(27), width() - kInset - kRight, m_theme.px(18)};
}

void TrackRow::arrange()
{
    for (QWidget *control : {static_cast<QWidget *>(m_mute), static_cast<QWidget *>(m_solo),
                             static_cast<QWidget *>(m_instrument), static_cast<QWidget *>(m_volume),
                             static_cast<QWidget *>(m_pan)}) {
        control->setVisible(!m_isFolded);
    }
    const int box = m_theme.px(metric::kToggle);
    m_solo->setGeometry(width() - 1 - kRight + 1 - box, 6, box, box);
    m_mute->setGeometry(m_solo->x() - 4 - box, 6, box, box);
    m_instrument->setGeometry(instrumentRect());
    const int pan = m_theme.px(36);
    const int y = m_theme.px(42);
    m_pan->setGeometry(width() - kRight - pan, y, pan, 16);
    m_volume->setGeometry(kInset, y, width() - kInset - kRight - pan - 28, 16);
    m_nameEdit->setGeometry(nameRect().adjusted(-4, -2, 0, 2));
}

void TrackRow::resizeEvent(QResizeEvent * /*event*/)
{
    arrange();
}

void TrackRow::paintEvent(QPaintEvent * /*event*/)
{
    const Track *track = trackOrNull();
    if (!track) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_isActive ? Role::Selection : Role::Panel));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Line));
    const double strength = track->isMuted ? 0.4 : 1.0;
    painter.fillRect(0, 0, metric::kTrackBar, height() - 1,
                     m_theme.mixed(Role::Panel, trackRole(track->colour), strength));
    painter.setFont(m_theme.font(FontRole::Title));
    painter.setPen(m_theme.color(track->isMuted ? Role::TextSecondary : Role::Text));
    const QString name = QString::fromStdString(track->name);
    if (m_isFolded) {
        QString initials;
        for (const QString &word : name.split(u' ', Qt::SkipEmptyParts)) {
            initials += word.front();
        }
        painter.drawText(rect().adjusted(metric::kTrackBar, 0, 0, 0), Qt::AlignCenter, initials.left(2));
    } else {
        const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideRight, nameRect().width());
        painter.drawText(nameRect(), Qt::AlignLeft | Qt::AlignVCenter, shown);
    }
}

void TrackRow::mousePressEvent(QMouseEvent *event)
{
    Q_EMIT activated();
    if (event->button() == Qt::LeftButton) {
        m_press = event->pos();
        m_isDragged = false;
    }
}

void TrackRow::mouseMoveEvent(QMouseEvent *event)
{
    const int tremble = 6;
    if (m_press && (m_isDragged || std::abs(event->pos().y() - m_press->y()) > tremble)) {
        m_isDragged = true;
        Q_EMIT dragged(mapToParent(event->pos()).y(), false);
    }
}

void TrackRow::mouseReleaseEvent(QMouseEvent *event)
{
    const bool drops = m_press && m_isDragged;
    m_press.reset();
    m_isDragged = false;
    if (drops) {
        Q_EMIT dragged(mapToParent(event->pos()).y(), true);
    }
}

void TrackRow::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (nameRect().contains(event->pos()) && !m_isFolded) {
        startRenaming();
    }
}

void TrackRow::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT activated();
    Q_EMIT menuRequested(event->globalPos());
}

void TrackRow::startRenaming()
{
    if (const Track *track = trackOrNull()) {
        m_nameEdit->setText(QString::fromStdString(track->name));
        m_nameEdit->show();
        m_nameEdit->raise();
        m_nameEdit->selectAll();
        m_nameEdit->setFocus();
    }
}

void TrackRow::endRenaming(bool accepts)
{
    if (m_nameEdit->isHidden()) {
        return;
    }
    m_nameEdit->hide();
    const QString name = m_nameEdit->text().trimmed();
    if (accepts && !name.isEmpty()) {
        m_edits.rename(m_track, name);
    }
}

bool TrackRow::eventFilter(QObject *watched, QEvent *event)
{
    const bool isEscape = watched == m_nameEdit &&
                          (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) &&
                          static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (isEscape) {
        event->accept();
        if (event->type() == QEvent::KeyPress) {
            endRenaming(false);
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TrackRow::showInstruments()
{
    const Track *track = trackOrNull();
    if (!track) {
        return;
    }
    Q_EMIT activated();
    QMenu *menu = createInstrumentMenu(*track, m_edits, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(mapToGlobal(instrumentRect().bottomLeft()));
}

} // namespace solferino

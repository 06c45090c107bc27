// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_canvas.h"

#include "core/base/background.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/overlay_painter.h"
#include "widgets/sketch/placement_gestures.h"
#include "widgets/sketch/selection_box.h"

#include <QCoreApplication>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kRestTime = 400; // ms

} // namespace

SketchCanvas::SketchCanvas(SketchState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
    , m_ink(state, theme)
    , m_ghosts(nullptr)
    , m_emptyHeadline(tr("Draw something, and Sketch RNN goes on."))
    , m_emptyNote(tr("Rest the pen for a moment to see an ending."))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setAttribute(Qt::WA_TabletTracking);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 80);
    setAccessibleName(tr("Canvas"));
    setContextMenuPolicy(Qt::PreventContextMenu);
    QCoreApplication::instance()->installEventFilter(this); // a pen that comes near is told to nobody else
    connectState();
    updateDrawing();
    updateGhosts();
}

SketchCanvas::~SketchCanvas() = default;

void SketchCanvas::connectState()
{
    const auto repaint = [this] {
        update();
    };
    const SketchDocument &document = m_state.document();
    connect(&document, &SketchDocument::strokesChanged, this, &SketchCanvas::updateStrokes);
    connect(&document, &SketchDocument::drawingReset, this, &SketchCanvas::updateDrawing);
    connect(&document, &SketchDocument::propertiesChanged, this, &SketchCanvas::updateProperties);
    connect(&m_state, &SketchState::viewChanged, this, [this] {
        m_ink.setView(m_state.geometry());
        update();
    });
    connect(&m_state, &SketchState::selectionChanged, this, repaint);
    connect(&m_state, &SketchState::selectionChanged, this, &SketchCanvas::updateAccessibleText);
    connect(&m_state, &SketchState::previewChanged, this, &SketchCanvas::updatePreview);
    connect(&m_state, &SketchState::ghostsChanged, this, &SketchCanvas::updateGhosts);
    connect(&m_state, &SketchState::modelViewChanged, this, repaint);
    connect(&m_state, &SketchState::mixtureChanged, this, repaint);
    connect(&m_state, &SketchState::displayChanged, this, repaint);
    connect(&m_state, &SketchState::notesChanged, this, repaint);
    connect(&m_state, &SketchState::replayCutChanged, this, [this] {
        m_ink.updateReplayCut();
        update();
    });
    connect(&m_state, &SketchState::toolChanged, this, [this] { updateCursorShape(m_pointer); });
    connect(&m_ghosts, &GhostAnimation::advanced, this,
            [this](std::size_t before) { update(ghostPlace(m_state, before, m_ghosts.shown())); });
    connect(&m_ghosts, &GhostAnimation::finished, this, [this] {
        update();
        Q_EMIT ghostsDrawn();
    });
    connect(&m_theme, &Theme::changed, this, [this] {
        m_ink.reset();
        update();
    });
}

void SketchCanvas::updateStrokes(const std::vector<StrokeId> &ids)
{
    m_ink.updateStrokes(ids);
    showInk();
    const bool wasEmpty = m_isEmpty;
    m_isEmpty = m_state.drawing().strokes.empty();
    if (wasEmpty != m_isEmpty || !m_state.selection().empty()) {
        update();
    }
    beginEdit();
    if (!m_gesture) {
        restSoon();
    }
    updateAccessibleText();
}

void SketchCanvas::updateProperties()
{
    const DrawingProperties &before = m_properties;
    const DrawingProperties after = propertiesOf(m_state.drawing());
    if (before.mine != after.mine || before.machine != after.machine ||
        before.background != after.background) {
        loadBackground();
        m_ink.reset();
    }
    m_properties = after;
    update();
}

void SketchCanvas::updateDrawing()
{
    // What a drag began with is gone.
    m_ink.endWetInk();
    m_gesture.reset();
    endGesture(false);
    m_isTouched = false;
    m_properties = propertiesOf(m_state.drawing());
    loadBackground();
    m_ink.reset();
    m_isEmpty = m_state.drawing().strokes.empty();
    showStart();
    update();
    updateAccessibleText();
}

void SketchCanvas::loadBackground()
{
    const std::optional<BackgroundPicture> &placed = m_state.drawing().background;
    const SharedBytes file = placed ? placed->file : nullptr;
    if (areSame(file, m_backgroundFile)) {
        return;
    }
    m_backgroundFile = file;
    m_ink.setBackground({});
    if (!file) {
        return;
    }
    runInBackground(
        this, [file] { return QImage::fromData(file->data(), static_cast<int>(file->size())); },
        [this, file](const QImage &picture) {
            if (file == m_backgroundFile) {
                m_ink.setBackground(picture);
                update();
            }
        });
}

void SketchCanvas::beginEdit()
{
    m_restTimer.stop();
    if (!m_isTouched) {
        Q_EMIT penTouched();
    }
}

void SketchCanvas::restSoon()
{
    m_restTimer.start(kRestTime, this);
}

void SketchCanvas::setEmptyText(const QString &headline, const QString &note)
{
    m_emptyHeadline = headline;
    m_emptyNote = note;
    update();
}

void SketchCanvas::fit()
{
    const double margin = 48.0;
    CanvasGeometry geometry = m_state.geometry();
    if (const std::optional<Bounds> bounds = m_state.contentBounds()) {
        geometry.show(*bounds, margin, 1.0);
    } else {
        geometry.origin = {};
        geometry.zoom = 1.0;
    }
    m_state.setGeometry(geometry);
}

void SketchCanvas::showStart()
{
    CanvasGeometry geometry = m_state.geometry();
    geometry.origin = {};
    geometry.zoom = 1.0;
    const Bounds view = geometry.toCanvas(QRectF(rect()));
    const std::optional<Bounds> bounds = m_state.contentBounds();
    const bool isInView = bounds && bounds->left >= view.left && bounds->right <= view.right &&
                          bounds->top >= view.top && bounds->bottom <= view.bottom;
    if (bounds && !isInView) {
        fit();
    } else {
        m_state.setGeometry(geometry);
    }
}

void SketchCanvas::zoomToSelection()
{
    const double margin = 64.0;
    const double closest = 4.0;
    if (const std::optional<Bounds> bounds = m_state.selectionBounds()) {
        CanvasGeometry geometry = m_state.geometry();
        geometry.show(*bounds, margin, closest);
        m_state.setGeometry(geometry);
    }
}

void SketchCanvas::setZoom(double zoom)
{
    zoomBy(zoom / m_state.geometry().zoom, QPointF(width() / 2.0, height() / 2.0));
}

void SketchCanvas::updateGhosts()
{
    m_ghosts.setGhosts(m_state.ghosts(), m_theme.hasReducedMotion());
    update();
}

void SketchCanvas::updatePreview()
{
    const SelectionPreview *preview = m_state.preview();
    if (preview) {
        takeSelectionPicture(preview->isCopy);
        m_shownPreview = preview->transform;
    } else if (!m_selectionPicture.isEmpty()) {
        const CanvasGeometry &geometry = m_state.geometry();
        m_ink.stamp(m_selectionPicture.place(geometry, m_shownPreview),
                    [&](QPainter &painter) { m_selectionPicture.paint(painter, geometry, m_shownPreview); });
        m_selectionPicture.clear();
    }
    m_ink.setSelectionHidden(preview && !preview->isCopy);
    update();
}

void SketchCanvas::takeSelectionPicture(bool isCopy)
{
    const bool isShownWhole = !isCopy && m_state.selection().size() == m_state.drawing().strokes.size() &&
                              !m_state.drawing().background && !m_ink.isPending() && !m_state.replayCut() &&
                              m_state.selectionBounds() &&
                              QRectF(rect()).contains(m_state.geometry().toView(*m_state.selectionBounds()));
    if (m_selectionPicture.isEmpty() && isShownWhole) {
        m_selectionPicture.takeShown(m_state, [this](const QRect &place) { return m_ink.picture(place); });
    } else if (m_selectionPicture.isEmpty() || (isCopy && m_selectionPicture.isOpaque())) {
        m_selectionPicture.take(m_state);
    }
}

void SketchCanvas::paintEvent(QPaintEvent *event)
{
    // A large selection's picture goes first: until it is there, the old strokes stand for it. While it is
    // shown, less of the frame's time is left.
    const bool isPictured = m_selectionPicture.work(m_state, m_theme, InkLayer::kSlice);
    const double rest = m_selectionPicture.isEmpty() ? InkLayer::kSlice : InkLayer::kSlice / 2;
    m_ink.work(isPictured ? rest : 0.0);
    if (!isPictured) {
        update();
    }
    const QRegion late = (m_ink.takeChanged() - event->region()) + m_ink.pending();
    if (!late.isEmpty()) {
        update(late);
    }
    QPainter painter(this);
    for (const QRect &rect : event->region()) {
        m_ink.paint(painter, rect);
    }
    paintOverlays(painter);
    if (m_gesture) {
        m_gesture->paint(painter, m_theme);
    }
}

void SketchCanvas::paintOverlays(QPainter &painter)
{
    const SelectionPreview *preview = m_state.preview();
    if (preview && m_selectionPicture.isWhole(m_state)) {
        m_selectionPicture.paint(painter, m_state.geometry(), preview->transform);
    }
    paintSymmetryAxis(painter, m_state, m_theme);
    paintTails(painter);
    const GhostLines &ghosts = m_state.ghosts();
    if (!ghosts.isEmpty()) {
        paintGhosts(painter, m_state, m_theme, m_ghosts.shown(), ghosts.isGrowing || m_ghosts.isDrawing());
    }
    if (m_state.showsModelView()) {
        paintModelView(painter, m_state, m_theme);
    }
    if (m_state.showsMixture()) {
        paintMixture(painter, m_state, m_theme);
    }
    if (const std::optional<SelectionBox> box = SelectionBox::of(m_state)) {
        box->paint(painter, m_theme);
    }
    paintKeyPen(painter);
    const bool isWet = m_gesture && m_gesture->ink();
    if (m_isEmpty && ghosts.isEmpty() && !isWet && !m_state.drawing().background) {
        paintEmptyText(painter, m_emptyHeadline, m_emptyNote, m_theme, rect());
    }
    paintHint(painter, m_state.hint(), m_theme, rect());
    paintLegend(painter, m_state.legend(), m_theme, rect());
}

void SketchCanvas::paintTails(QPainter &painter) const
{
    const WetInk *ink = m_gesture ? m_gesture->ink() : nullptr;
    if (!ink) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < ink->tails.size() && i < ink->strokes.size(); ++i) {
        const Stroke &stroke = ink->strokes[i];
        const StrokePoint &end = stroke.points.back();
        const double width = inkWidth(m_state.geometry(), stroke.width, end.pressure);
        painter.setPen(QPen(m_theme.color(Role::Person), width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(m_state.geometry().toView(Point{end.x, end.y}),
                         m_state.geometry().toView(ink->tails[i]));
    }
}

void SketchCanvas::paintKeyPen(QPainter &painter) const
{
    if (!m_showsKeyPen || !hasFocus()) {
        return;
    }
    const QPointF place = m_state.geometry().toView(m_keyPen);
    const double reach = 9.0;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme.color(Role::Text), m_isKeyPenDown ? 2.0 : 1.0));
    painter.drawLine(place - QPointF(reach, 0), place + QPointF(reach, 0));
    painter.drawLine(place - QPointF(0, reach), place + QPointF(0, reach));
}

void SketchCanvas::resizeEvent(QResizeEvent * /*event*/)
{
    CanvasGeometry geometry = m_state.geometry();
    geometry.size = size();
    geometry.pixelRatio = devicePixelRatioF();
    m_state.setGeometry(geometry);
    if (!m_isPlaced && width() > 0 && height() > 0) {
        m_isPlaced = true;
        m_ink.setView(m_state.geometry());
        showStart();
    }
}

void SketchCanvas::updateAccessibleText()
{
    const auto strokes = static_cast<int>(m_state.drawing().strokes.size());
    const auto selected = static_cast<int>(m_state.selection().size());
    QString text = strokes == 1 ? tr("1 stroke") : tr("%n strokes", nullptr, strokes);
    if (selected > 0) {
        text = tr("%1, %n of them selected", nullptr, selected).arg(text);
    }
    setAccessibleDescription(text);
}

QString SketchCanvas::keysTitle() const
{
    return tr("Canvas");
}

std::vector<KeyLine> SketchCanvas::keyLines() const
{
    return {
        {tr("Tab"), tr("shows the next ending while there are any; Shift+Tab the one before")},
        {tr("Return"), tr("keeps the ending")},
        {tr("Esc"), tr("closes the endings, or cancels a drag")},
        {tr("Space"), tr("plays the drawing order; held during a drag it pans")},
        {tr("Wheel"), tr("zooms where the pointer is; with Shift it pans")},
        {tr("Middle button"), tr("pans; so do two fingers, which also zoom")},
        {tr("Right button"), tr("erases with every tool; so does the far end of a tablet's pen")},
        {tr("Hold still"), tr("straightens a line, rounds a circle, before the pen is lifted")},
        {tr("Shift+drag"), tr("keeps proportions, turns in steps of 15 degrees, moves along one axis")},
        {tr("Alt+drag"), tr("moves a copy of the selection; with Pan, the background picture")},
        {tr("Shift+click"), tr("adds to the selection, or takes away")},
    };
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_painter.h"

#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/roll_pointer.h"
#include "widgets/pianoroll/roll_state.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr int kMostRoundNotes = 600;
constexpr double kCorner = 3.0;
constexpr double kFaintness = 0.22;

/// While it lives, the painter counts device pixels: the raster engine fills unscaled rectangles at once, and
/// scaled ones through its rasterizer, forty times slower.
class DevicePixels final
{
public:
    explicit DevicePixels(QPainter &painter)
        : m_painter(painter)
        , m_before(painter.worldTransform())
        , m_ratio(painter.device()->devicePixelRatioF())
    {
        painter.scale(1.0 / m_ratio, 1.0 / m_ratio);
    }
    ~DevicePixels() { m_painter.setWorldTransform(m_before); }
    DevicePixels(const DevicePixels &) = delete;
    DevicePixels &operator=(const DevicePixels &) = delete;

    [[nodiscard]] QRect operator()(const QRect &rect) const
    {
        const auto edge = [this](int value) {
            return static_cast<int>(std::lround(value * m_ratio));
        };
        const QPoint last(edge(rect.left() + rect.width()) - 1, edge(rect.top() + rect.height()) - 1);
        return {QPoint(edge(rect.left()), edge(rect.top())), last};
    }

private:
    QPainter &m_painter;
    QTransform m_before;
    double m_ratio;
};

void drawRects(QPainter &painter, const std::vector<QRect> &rects, const QBrush &brush)
{
    if (!rects.empty()) {
        painter.setBrush(brush);
        painter.drawRects(rects.data(), static_cast<int>(rects.size()));
    }
}

/// A round rectangle in `outline` with one in `fill` inside it: faster than a stroked path.
void drawOutlined(QPainter &painter, const QRectF &rect, const QBrush &outline, const QBrush &fill,
                  double width)
{
    painter.setBrush(outline);
    painter.drawRoundedRect(rect, kCorner, kCorner);
    painter.setBrush(fill);
    const double corner = kCorner - width;
    painter.drawRoundedRect(rect.adjusted(width, width, -width, -width), corner, corner);
}

} // namespace

NameCache::NameCache(const Theme &theme, Role color)
    : m_theme(theme)
    , m_color(color)
{}

void NameCache::clear()
{
    m_names.fill({});
}

QPixmap NameCache::draw(int pitch) const
{
    const QFont font = m_theme.font(FontRole::NoteName);
    const QString name = pitchName(pitch);
    const QSize size(QFontMetrics(font).horizontalAdvance(name), QFontMetrics(font).height());
    QPixmap picture((QSizeF(size) * m_ratio).toSize());
    picture.setDevicePixelRatio(m_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setFont(font);
    painter.setPen(m_theme.color(m_color));
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, name);
    return picture;
}

void NameCache::paint(QPainter &painter, const QRect &note, int pitch, const QBrush &plate)
{
    const double ratio = painter.device()->devicePixelRatioF();
    if (ratio != m_ratio) {
        m_ratio = ratio;
        clear();
    }
    QPixmap &name = m_names[static_cast<std::size_t>(pitch)];
    if (name.isNull()) {
        name = draw(pitch);
    }
    const QSizeF size = name.deviceIndependentSize();
    if (size.width() + 7 > note.width()) {
        return;
    }
    const QPointF place(note.left() + 5, note.top() + std::floor((note.height() - size.height()) / 2));
    if (plate.style() != Qt::NoBrush) {
        painter.fillRect(QRectF(place.x() - 2, note.top() + 2, size.width() + 4, note.height() - 4), plate);
    }
    painter.drawPixmap(place, name);
}

NotePainter::NotePainter(const RollState &state, const Theme &theme)
    : m_state(state)
    , m_theme(theme)
    , m_ownNames(theme, Role::NoteName)
    , m_ghostNames(theme, Role::Text)
{
    updateTheme();
}

void NotePainter::updateTheme()
{
    for (int i = 0; i < 128; ++i) {
        const double strength = m_theme.isLight() ? 0.30 + 0.50 * i / 127.0 : 0.70 + 0.30 * i / 127.0;
        m_fills[static_cast<std::size_t>(i)] = m_theme.mixed(Role::Editor, Role::Person, strength);
    }
    m_ownNames.clear();
    m_ghostNames.clear();
}

bool NotePainter::isNamed(const QRect &rect) const
{
    return rect.width() >= 21 && m_state.geometry().rowHeight >= 14;
}

bool NotePainter::usesRoundCorners() const
{
    const RollGeometry &geometry = m_state.geometry();
    const Track *track = m_state.track();
    if (!track || geometry.rowHeight < 10) {
        return false;
    }
    int count = 0;
    const int low = geometry.pitchAt(geometry.size.height());
    const int high = geometry.pitchAt(0);
    m_state.forEachNote(*track, geometry.firstTick(), geometry.lastTick() + 1, [&](const SongNote &note) {
        count += note.pitch >= low && note.pitch <= high ? 1 : 0;
    });
    return count <= kMostRoundNotes;
}

void NotePainter::paint(QPainter &painter, const QRect &clip)
{
    m_paintedCount = 0;
    m_isRound = usesRoundCorners();
    painter.setPen(Qt::NoPen);
    if (m_state.showsOtherTracks()) {
        paintOtherTracks(painter, clip);
    }
    collectOwn(clip);
    painter.setRenderHint(QPainter::Antialiasing, m_isRound);
    if (m_isRound) {
        paintRound(painter);
    } else {
        paintPlain(painter);
    }
    paintNames(painter);
    painter.setRenderHint(QPainter::Antialiasing, m_isRound);
    const Hatching amber = hatching(painter, Role::Warning, Role::WarningTint);
    for (const Named &note : m_refused) {
        paintHatched(painter, note.rect, note.pitch, amber);
    }
    paintTake(painter, clip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintRefusedPlace(painter, clip);
}

void NotePainter::paintOtherTracks(QPainter &painter, const QRect &clip)
{
    const DevicePixels pixels(painter);
    const RollGeometry &geometry = m_state.geometry();
    const int height = std::max(2, geometry.rowHeight * 11 / 16);
    const int inset = (geometry.rowHeight - height) / 2;
    const int low = geometry.pitchAt(clip.bottom());
    const int high = geometry.pitchAt(clip.top());
    for (const Track &track : m_state.song().tracks) {
        if (!isGhost(m_state, track)) {
            continue;
        }
        m_faint.clear();
        m_state.forEachNote(track, geometry.tickAt(clip.left() - 2), geometry.tickAt(clip.right() + 1) + 1,
                            [&](const SongNote &note) {
                                if (note.pitch >= low && note.pitch <= high) {
                                    const QRect rect = geometry.noteRect(note);
                                    m_faint.push_back(
                                        pixels(QRect(rect.left(), rect.top() + inset, rect.width(), height)));
                                }
                            });
        m_paintedCount += static_cast<int>(m_faint.size());
        QColor color = m_theme.color(trackRole(track.colour));
        color.setAlphaF(kFaintness);
        drawRects(painter, m_faint, color);
    }
}

void NotePainter::collectOwn(const QRect &clip)
{
    m_solids.clear();
    m_named.clear();
    m_refused.clear();
    const Track *track = m_state.track();
    const RollGeometry &geometry = m_state.geometry();
    const NotePreview *preview = m_state.preview();
    const int low = geometry.pitchAt(clip.bottom());
    const int high = geometry.pitchAt(clip.top());
    const Tick from = geometry.tickAt(clip.left() - 2);
    const Tick to = geometry.tickAt(clip.right() + 1) + 1;
    if (track) {
        const bool hides = preview && !preview->hidden.isEmpty();
        m_state.forEachNote(*track, from, to, [&](const SongNote &note) {
            if (note.pitch < low || note.pitch > high || (hides && preview->hidden.contains(note.id))) {
                return;
            }
            const QRect rect = geometry.noteRect(note);
            if (m_state.refused().contains(note.id)) {
                m_refused.push_back({rect, note.pitch});
            } else {
                addOwn(note, rect, m_state.selection().contains(note.id));
            }
        });
    }
    if (preview) {
        for (const SongNote &note : preview->notes) {
            if (note.start < to && note.end() > from && note.pitch >= low && note.pitch <= high) {
                addOwn(note, geometry.noteRect(note), true);
            }
        }
    }
    m_paintedCount += static_cast<int>(m_solids.size() + m_refused.size());
}

void NotePainter::addOwn(const SongNote &note, const QRect &rect, bool isSelected)
{
    m_solids.push_back({rect, std::clamp(note.velocity, 0, 127), isSelected});
    if (isNamed(rect)) {
        m_named.push_back({rect, note.pitch});
    }
}

void NotePainter::paintRound(QPainter &painter)
{
    const QBrush person = m_theme.color(Role::Person);
    const QBrush text = m_theme.color(Role::Text);
    for (const Solid &note : m_solids) {
        const QBrush &fill = m_fills[static_cast<std::size_t>(note.velocity)];
        if (note.isSelected) {
            drawOutlined(painter, note.rect, text, fill, 1.5);
        } else if (m_theme.isLight()) {
            drawOutlined(painter, note.rect, person, fill, 1.0);
        } else {
            painter.setBrush(fill);
            painter.drawRoundedRect(note.rect, kCorner, kCorner);
        }
    }
}

void NotePainter::paintPlain(QPainter &painter)
{
    const DevicePixels pixels(painter);
    m_outlines.clear();
    m_selectedOutlines.clear();
    for (auto &bucket : m_plain) {
        bucket.clear();
    }
    for (const Solid &note : m_solids) {
        auto &bucket = m_plain[static_cast<std::size_t>(note.velocity)];
        const bool isOutlined = note.isSelected || m_theme.isLight();
        if (isOutlined) {
            (note.isSelected ? m_selectedOutlines : m_outlines).push_back(pixels(note.rect));
        }
        const bool hasInside = note.rect.width() > 3;
        if (!isOutlined) {
            bucket.push_back(pixels(note.rect));
        } else if (hasInside) {
            bucket.push_back(pixels(note.rect.adjusted(1, 1, -1, -1)));
        }
    }
    drawRects(painter, m_outlines, m_theme.color(Role::Person));
    drawRects(painter, m_selectedOutlines, m_theme.color(Role::Text));
    for (std::size_t velocity = 0; velocity < m_plain.size(); ++velocity) {
        drawRects(painter, m_plain[velocity], m_fills[velocity]);
    }
}

void NotePainter::paintNames(QPainter &painter)
{
    for (const Named &note : m_named) {
        m_ownNames.paint(painter, note.rect, note.pitch);
    }
}

NotePainter::Hatching NotePainter::hatching(const QPainter &painter, Role line, Role fill) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    return {m_theme.color(line), m_theme.color(fill), m_theme.hatch(line, fill, ratio)};
}

void NotePainter::paintHatched(QPainter &painter, const QRect &rect, int pitch, const Hatching &brushes)
{
    painter.setBrushOrigin(rect.topLeft());
    if (rect.width() > 3) {
        drawOutlined(painter, rect, brushes.line, brushes.hatch, 1.0);
    } else {
        painter.setBrush(brushes.line);
        painter.drawRect(rect);
    }
    painter.setBrushOrigin(0, 0);
    if (isNamed(rect)) {
        m_ghostNames.paint(painter, rect, std::clamp(pitch, 0, 127), brushes.fill);
    }
}

void NotePainter::paintTake(QPainter &painter, const QRect &clip)
{
    const RollGeometry &geometry = m_state.geometry();
    const Hatching magenta = hatching(painter, Role::Machine, Role::MachineTint);
    for (const SongNote &note : m_state.takeNotes()) {
        const QRect rect = geometry.noteRect(note);
        if (rect.intersects(clip)) {
            paintHatched(painter, rect, note.pitch, magenta);
            ++m_paintedCount;
        }
    }
}

void NotePainter::paintRefusedPlace(QPainter &painter, const QRect &clip)
{
    const std::optional<Tick> place = m_state.refusedPlace();
    if (!place) {
        return;
    }
    const int x = static_cast<int>(std::floor(m_state.geometry().xAt(*place)));
    const QColor color = m_theme.color(Role::Warning);
    painter.fillRect(x, clip.top(), 1, clip.height(), color);
    QPainterPath sign;
    sign.addPolygon(QPolygonF({{x + 0.5, 5.0}, {x + 7.5, 17.0}, {x - 6.5, 17.0}}));
    sign.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.fillPath(sign, color);
    painter.fillRect(QRectF(x - 0.25, 9.0, 1.5, 4.0), m_theme.color(Role::Editor));
    painter.fillRect(QRectF(x - 0.25, 14.0, 1.5, 1.5), m_theme.color(Role::Editor));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace solferino

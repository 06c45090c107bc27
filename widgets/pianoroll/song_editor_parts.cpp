// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/song_editor_parts.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

LaneLabels::LaneLabels(const Theme &theme, QWidget *parent)
    : Surface(theme, Role::Panel, Qt::RightEdge, parent)
{
    setHairlineRole(Role::ControlLine);
}

void LaneLabels::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    painter.setFont(theme().font(FontRole::Caption));
    painter.setPen(theme().color(Role::TextSecondary));
    const int line = theme().lineHeight(FontRole::Caption);
    const int right = width() - 7;
    painter.drawText(QRect(0, 4, right, line), Qt::AlignRight | Qt::AlignVCenter, tr("Velocity"));
    const int headroom = 9; // as in the lane
    const int middle = height() - 64 * (height() - headroom) / 127;
    painter.drawText(QRect(0, middle - line / 2, right, line), Qt::AlignRight | Qt::AlignVCenter, u"64"_s);
    painter.drawText(QRect(0, height() - line - 1, right, line), Qt::AlignRight | Qt::AlignVCenter, u"0"_s);
}

ScrollCorner::ScrollCorner(const Theme &theme, Qt::Edges hairlines, QWidget *parent)
    : Surface(theme, Role::Panel, hairlines, parent)
{
    const auto adopt = [this] {
        setFixedWidth(Surface::theme().px(metric::kScrollBar));
    };
    connect(&theme, &Theme::changed, this, adopt);
    adopt();
}

namespace {

/// A small roll: a phrase by hand, and what a model makes of it.
QPixmap examplePicture(const Theme &theme)
{
    const QSize size(112, 42);
    const double ratio = 2.0;
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(theme.color(Role::Editor));
    const std::array<int, 16> heights{22, 13, 17, 21, 26, 26, 20, 13, 10, 13, 5, 11, 15, 20, 17, 22};
    QPainter painter(&picture);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const bool isOwn = i < heights.size() / 2;
        painter.fillRect(5 + static_cast<int>(i) * 6, heights[i], i % 3 == 0 ? 6 : 4, 3,
                         theme.color(isOwn ? Role::Person : Role::Machine));
    }
    painter.setPen(theme.color(Role::Line));
    painter.drawRect(0, 0, size.width() - 1, size.height() - 1);
    return picture;
}

/// Context of the translated texts.
class EmptySong
{
    Q_DECLARE_TR_FUNCTIONS(EmptySong)
};

} // namespace

EmptyStateContent emptySongContent(const Theme &theme, const QString &modelName)
{
    EmptyStateContent content;
    content.headline = EmptySong::tr("Drop a MIDI file here, or let %1 begin.").arg(modelName);
    content.note = EmptySong::tr("Draw a few notes with the pencil and %1 goes on from them. "
                                 "Nothing it writes joins your song until you keep it.")
                       .arg(modelName);
    content.primary = EmptySong::tr("Generate");
    content.primaryKey = u"Ctrl+Return"_s;
    content.primaryIcon = u"generate"_s;
    content.secondary = EmptySong::tr("Open MIDI…");
    content.secondaryKey = u"Ctrl+O"_s;
    content.secondaryIcon = u"document-open"_s;
    content.example = EmptySong::tr("Example: an 8-bar tune.");
    content.exampleLink = EmptySong::tr("Open the Example");
    content.examplePicture = examplePicture(theme);
    return content;
}

} // namespace solferino

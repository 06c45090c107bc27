// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/gallery_pages.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/common/surface.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_tool_row.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/style_list_model.h"
#include "widgets/stylize/style_strip.h"

#include <QDir>
#include <QDockWidget>
#include <QMainWindow>
#include <QPainter>
#include <QVBoxLayout>

#include <cmath>
#include <cstdint>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

/// Rings around a place, so that every part of the picture looks different.
QImage pattern(QSize size, int hue)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const double distance = std::hypot(x - size.width() * 0.4, y - size.height() * 0.6);
            const double light = 0.5 + 0.4 * std::sin(distance * 60.0 / size.width());
            image.setPixelColor(
                x, y,
                QColor::fromHsvF(static_cast<float>(hue % 360) / 360.0F, 0.45F, static_cast<float>(light)));
        }
    }
    return image;
}

std::vector<StyleItem> exampleStyles()
{
    const QStringList titles{u"Starry Night"_s,  u"Wheat Field"_s, u"Great Wave"_s, u"Water Lilies"_s,
                             u"The Scream"_s,    u"Minotaur"_s,    u"Comp. VII"_s,  u"Udnie"_s,
                             u"Flowers"_s,       u"With a Hat"_s,  u"Comp. 1913"_s, u"La Muse"_s,
                             u"Rain Princess"_s, u"Impression"_s,  u"Poppies"_s,    u"The Bay"_s,
                             u"Haystacks"_s,     u"A Sunday"_s};
    std::vector<StyleItem> styles;
    for (int i = 0; i < titles.size(); ++i)
        styles.push_back({"style_" + std::to_string(i), titles[i], titles[i] + u", by a painter, 1889"_s,
                          pattern({132, 99}, 210 + 37 * i)});
    return styles;
}

} // namespace

void fillStylizePage(QMainWindow &window, const Theme &theme)
{
    auto *styles = new StyleListModel(&window);
    styles->setStyles(exampleStyles());
    const StyleMix mix{{"style_0", 0.8}, {"style_1", 0.2}};
    styles->setMix(mix);

    auto *editor = new QWidget(&window);
    auto *column = new QVBoxLayout(editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *view = new CompareView(theme, editor);
    auto *actions = new CompareActions(*view, theme, editor);
    auto *row = new CompareToolRow(theme, *view, *actions, editor);
    column->addWidget(row);
    column->addWidget(view, 1);
    auto *shelf = new Surface(theme, Role::Panel, Qt::TopEdge, editor);
    auto *strip = new StyleStrip(theme, *styles, shelf);
    auto *shelfColumn = new QVBoxLayout(shelf);
    shelfColumn->setContentsMargins(0, 1, 0, 0);
    shelfColumn->addWidget(strip);
    column->addWidget(shelf);
    window.setCentralWidget(editor);

    const QSize size(3168, 2376);
    view->setPictureSize(size);
    view->setBefore({pattern(size / 2, 30), QObject::tr("Before"), Role::Person});
    view->setAfter({pattern({1056, 792}, 220), styles->mixText(mix), Role::Machine});
    row->setTitle(u"shoes.jpg · 3168 × 2376"_s);

    auto *dock = new QDockWidget(u"Model"_s, &window);
    new DockTitleBar(theme, *dock);
    auto *side = new Surface(theme, Role::Panel, {}, dock);
    side->setMinimumWidth(theme.px(metric::kDockLeastWidth));
    auto *panel = new MixPanel(theme, *styles, side);
    Styling styling;
    styling.mix = mix;
    panel->setStyling(styling);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    sideColumn->addWidget(panel);
    sideColumn->addStretch();
    dock->setWidget(side);
    window.addDockWidget(Qt::RightDockWidgetArea, dock);
    window.resizeDocks({dock}, {theme.px(metric::kDockWidth)}, Qt::Horizontal);

    const auto take = [=](const StyleMix &wanted) {
        Styling changed = panel->styling();
        changed.mix = wanted;
        panel->setStyling(changed);
        styles->setMix(wanted);
    };
    QObject::connect(strip, &StyleStrip::mixRequested, panel, take);
    QObject::connect(panel, &MixPanel::stylingRequested, panel, [=](const Styling &wanted) {
        panel->setStyling(wanted);
        styles->setMix(wanted.mix);
    });
    QObject::connect(view, &CompareView::maskStroked, view, &CompareView::setMask);
    QObject::connect(actions, &CompareActions::maskRequested, view, &CompareView::setMask);
}

} // namespace solferino

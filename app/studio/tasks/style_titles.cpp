// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/style_titles.h"

#include <QCoreApplication>

namespace solferino {

namespace {

struct StyleTitles
{
    Q_DECLARE_TR_FUNCTIONS(StyleTitles)
};

struct Painting
{
    const char *name;
    const char *title;
    const char *credit;
};

constexpr Painting kPaintings[] = {
    {"gauguin_tahiti", QT_TRANSLATE_NOOP("StyleTitles", "Tahiti"),
     QT_TRANSLATE_NOOP("StyleTitles", "Three Tahitian Women, Paul Gauguin, 1896")},
    {"hoitsu_flowers", QT_TRANSLATE_NOOP("StyleTitles", "Flowers"),
     QT_TRANSLATE_NOOP("StyleTitles", "A flowering cherry tree, Sakai Hoitsu")},
    {"hokusai_great_wave", QT_TRANSLATE_NOOP("StyleTitles", "Great Wave"),
     QT_TRANSLATE_NOOP("StyleTitles", "The Great Wave off Kanagawa, Katsushika Hokusai, about 1831")},
    {"kandinsky_composition_vii", QT_TRANSLATE_NOOP("StyleTitles", "Comp. VII"),
     QT_TRANSLATE_NOOP("StyleTitles", "Composition VII, Wassily Kandinsky, 1913")},
    {"kandinsky_small_worlds_i", QT_TRANSLATE_NOOP("StyleTitles", "Small Worlds"),
     QT_TRANSLATE_NOOP("StyleTitles", "Small Worlds I, Wassily Kandinsky, 1922")},
    {"matisse_woman_with_hat", QT_TRANSLATE_NOOP("StyleTitles", "With a Hat"),
     QT_TRANSLATE_NOOP("StyleTitles", "Woman with a Hat, Henri Matisse, 1905")},
    {"mondrian_composition_1913", QT_TRANSLATE_NOOP("StyleTitles", "Comp. 1913"),
     QT_TRANSLATE_NOOP("StyleTitles", "A composition, Piet Mondrian, 1913")},
    {"monet_water_lilies", QT_TRANSLATE_NOOP("StyleTitles", "Water Lilies"),
     QT_TRANSLATE_NOOP("StyleTitles", "Water Lilies, Claude Monet")},
    {"munch_scream", QT_TRANSLATE_NOOP("StyleTitles", "The Scream"),
     QT_TRANSLATE_NOOP("StyleTitles", "The Scream, Edvard Munch, 1893")},
    {"picabia_edtaonisl", QT_TRANSLATE_NOOP("StyleTitles", "Edtaonisl"),
     QT_TRANSLATE_NOOP("StyleTitles", "Edtaonisl, Francis Picabia, 1913")},
    {"picabia_udnie", QT_TRANSLATE_NOOP("StyleTitles", "Udnie"),
     QT_TRANSLATE_NOOP("StyleTitles", "Udnie, Francis Picabia, 1913")},
    {"turner_shipwreck_of_the_minotaur", QT_TRANSLATE_NOOP("StyleTitles", "Minotaur"),
     QT_TRANSLATE_NOOP("StyleTitles", "The Shipwreck of the Minotaur, J. M. W. Turner")},
    {"van_gogh_houses", QT_TRANSLATE_NOOP("StyleTitles", "Houses"),
     QT_TRANSLATE_NOOP("StyleTitles", "Houses, Vincent van Gogh, 1890")},
    {"van_gogh_night_cafe", QT_TRANSLATE_NOOP("StyleTitles", "Night Café"),
     QT_TRANSLATE_NOOP("StyleTitles", "The Night Café, Vincent van Gogh, 1888")},
    {"van_gogh_olive_trees", QT_TRANSLATE_NOOP("StyleTitles", "Olive Trees"),
     QT_TRANSLATE_NOOP("StyleTitles", "Olive Trees, Vincent van Gogh, 1889")},
    {"van_gogh_self_portrait", QT_TRANSLATE_NOOP("StyleTitles", "Self-Portrait"),
     QT_TRANSLATE_NOOP("StyleTitles", "Self-Portrait with a Straw Hat, Vincent van Gogh, 1887")},
    {"van_gogh_starry_night", QT_TRANSLATE_NOOP("StyleTitles", "Starry Night"),
     QT_TRANSLATE_NOOP("StyleTitles", "The Starry Night, Vincent van Gogh, 1889")},
    {"van_gogh_wheat_field", QT_TRANSLATE_NOOP("StyleTitles", "Wheat Field"),
     QT_TRANSLATE_NOOP("StyleTitles", "Wheat Field with Cypresses, Vincent van Gogh, 1889")},
};

} // namespace

StyleItem styleItem(const ModelStyle &style)
{
    StyleItem item{style.name, style.title, {}, QImage::fromData(style.picture)};
    if (item.title.isEmpty())
        item.title = QString::fromStdString(style.name);
    for (const Painting &painting : kPaintings) {
        if (style.name == painting.name) {
            item.title = StyleTitles::tr(painting.title);
            item.credit = StyleTitles::tr(painting.credit);
        }
    }
    return item;
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_tool_row.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/style_list_model.h"

#include <QImage>
#include <QWidget>

namespace solferino {

inline constexpr QSize kPhoto(400, 300);
inline const QColor kRed(200, 40, 40);
inline const QColor kBlue(40, 40, 200);

[[nodiscard]] QImage plainImage(QSize size, const QColor &colour);
/// "style_0" to "style_N", titled "Style 0" and so on.
[[nodiscard]] std::vector<StyleItem> exampleStyles(int count);
/// Presses at `from`, moves to `to` in steps and lets go.
void dragOver(QWidget &widget, Qt::MouseButton button, QPoint from, QPoint to);

/// A window with a compare view of 800 × 500 pixels, its actions and its tool row.
class CompareWindow final
{
public:
    explicit CompareWindow(const Theme &theme);

    /// A red photo of kPhoto, blue where it is stylized.
    void showPhoto() const;
    [[nodiscard]] QColor pixel(QPoint place) const;
    /// View pixels of a place of the picture.
    [[nodiscard]] QPoint at(QPointF place) const { return view->pictureGeometry().toPane(place).toPoint(); }
    void drag(Qt::MouseButton button, QPoint from, QPoint to) const { dragOver(*view, button, from, to); }

    QWidget window;
    CompareView *view;
    CompareActions *actions;
    CompareToolRow *row;
};

} // namespace solferino

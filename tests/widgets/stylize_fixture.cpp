// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stylize_fixture.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QVBoxLayout>

namespace solferino {

using namespace Qt::StringLiterals;

QImage plainImage(QSize size, const QColor &colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

std::vector<StyleItem> exampleStyles(int count)
{
    std::vector<StyleItem> items;
    for (int i = 0; i < count; ++i)
        items.push_back({"style_" + std::to_string(i), u"Style %1"_s.arg(i), u"Style %1, a painter"_s.arg(i),
                         plainImage({88, 66}, QColor::fromHsv(i * 20 % 360, 180, 180))});
    return items;
}

void dragOver(QWidget &widget, Qt::MouseButton button, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, button, {}, from);
    for (const QPoint place : {(2 * from + to) / 3, (from + 2 * to) / 3, to}) {
        QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(QPointF(place)), Qt::NoButton, button,
                         {});
        QApplication::sendEvent(&widget, &move);
    }
    QTest::mouseRelease(&widget, button, {}, to);
}

CompareWindow::CompareWindow(const Theme &theme)
    : view(new CompareView(theme, &window))
    , actions(new CompareActions(*view, theme, &window))
    , row(new CompareToolRow(theme, *view, *actions, &window))
{
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(row);
    column->addWidget(view, 1);
    window.resize(800, 544);
    window.show();
    view->setFocus();
}

void CompareWindow::showPhoto() const
{
    view->setPictureSize(kPhoto);
    view->setBefore({plainImage(kPhoto, kRed), u"Before"_s, Role::Person});
    view->setAfter({plainImage(kPhoto / 2, kBlue), u"Starry Night"_s, Role::Machine});
}

QColor CompareWindow::pixel(QPoint place) const
{
    return view->grab().toImage().pixelColor(place);
}

} // namespace solferino

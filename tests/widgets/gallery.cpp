// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/gallery_pages.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMainWindow>
#include <QPixmap>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace solferino;

// Shows every control of the studio, for people to look at. With --grab FILE it writes a picture and ends.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"scheme"_s, u"dark, light or contrast"_s, u"name"_s, u"dark"_s},
                       {u"scale"_s, u"text scale in percent"_s, u"percent"_s, u"100"_s},
                       {u"font"_s, u"font family"_s, u"family"_s},
                       {u"page"_s, u"controls, window, palette, jobs or stylize"_s, u"name"_s, u"controls"_s},
                       {u"size"_s, u"width and height of the window: 1280x720"_s, u"size"_s},
                       {u"wait"_s, u"time before the picture"_s, u"ms"_s, u"300"_s},
                       {u"grab"_s, u"write a picture and end"_s, u"file"_s}});
    parser.process(application);
    if (parser.isSet(u"font"_s))
        application.setFont(QFont(parser.value(u"font"_s)));

    Theme theme;
    const QString scheme = parser.value(u"scheme"_s);
    theme.setScheme(scheme == u"light"      ? ColorScheme::Light
                    : scheme == u"contrast" ? ColorScheme::HighContrast
                                            : ColorScheme::Dark);
    theme.setTextScale(parser.value(u"scale"_s).toInt());
    applyTheme(application, theme);

    QMainWindow window;
    const QString page = parser.value(u"page"_s);
    if (page == u"window")
        fillWindowPage(window, theme);
    else if (page == u"jobs")
        fillJobsPage(window, theme);
    else if (page == u"palette")
        fillPalettePage(window, theme);
    else if (page == u"stylize")
        fillStylizePage(window, theme);
    else
        fillControlsPage(window, theme);
    if (const QStringList size = parser.value(u"size"_s).split(u'x'); size.size() == 2)
        window.resize(size[0].toInt(), size[1].toInt());
    window.show();
    if (parser.isSet(u"grab"_s)) {
        QTimer::singleShot(parser.value(u"wait"_s).toInt(), &window, [&] {
            const bool isWritten = window.grab().save(parser.value(u"grab"_s));
            QApplication::exit(isWritten ? 0 : 1);
        });
    }
    return QApplication::exec();
}

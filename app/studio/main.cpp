// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio_app.h"
#include "app/studio/tour.h"
#include "core/base/logging.h"
#include "core/base/paths.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThreadPool>
#include <QTranslator>

#include <clocale>

int main(int argc, char **argv)
{
    using namespace solferino;
    // Every place of the pen counts, also while the machine is busy.
    QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, false);
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC,
                   "C"); // QApplication took it from the environment; numbers in files need the point
    QApplication::setApplicationName(QStringLiteral("Solferino"));
    QApplication::setApplicationVersion(QStringLiteral(SOLFERINO_VERSION));
    QApplication::setOrganizationName(QStringLiteral("Solferino"));
    QApplication::setDesktopFileName(QStringLiteral("solferino"));
    QThreadPool::globalInstance()->setStackSize(8u << 20);
    QTranslator translator;
    const QString translations = QStringLiteral(":/translations");
    // English is the language of the sources, but its plurals come from a file as well.
    if (translator.load(QLocale(), QStringLiteral("solferino"), QStringLiteral("_"), translations) ||
        translator.load(QStringLiteral("solferino_en"), translations))
        QApplication::installTranslator(&translator);

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A creative studio with neural models at hand."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption tour(
        QStringLiteral("tour"), QStringLiteral("Run the tour unattended and write its files into <folder>."),
        QStringLiteral("folder"));
    parser.addOption(tour);
    parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A project or a MIDI file to open."),
                                 QStringLiteral("[file]"));
    parser.process(application);

    if (parser.isSet(tour)) {
        // A home of its own: the tour neither sees nor touches what the person has.
        const QTemporaryDir home;
        const Paths paths = Paths::below(home.path());
        if (const Result<> made = paths.create(); !made) {
            QTextStream(stderr) << "error: " << made.error().message << '\n';
            return 1;
        }
        return runTour(application, paths, parser.value(tour));
    }

    const Paths paths = Paths::standard();
    if (const Result<> made = paths.create(); !made) {
        QTextStream(stderr) << "error: " << made.error().message << '\n';
        return 1;
    }
    installLogging(paths.logs);
    StudioApp studio(application, {.paths = paths});
    studio.start(parser.positionalArguments());
    return QApplication::exec();
}

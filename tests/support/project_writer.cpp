// SPDX-License-Identifier: GPL-3.0-or-later
// Saves projects until it is killed: "save FILE" or "autosave FOLDER". Says so on standard output after each.
#include "core/project/autosave.h"
#include "tests/support/project_samples.h"

#include <QCoreApplication>

#include <cstdio>

using namespace solferino;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kNotes = 1000;

void say(char letter)
{
    std::putchar(letter);
    std::fflush(stdout);
}

int saveForever(const QString &path)
{
    const Project projects[] = {longProject(kNotes, "even"), longProject(kNotes + 1, "odd")};
    for (int i = 0;; ++i) {
        if (!writeProject(path, projects[i % 2]))
            return 1;
        say('.');
    }
}

int autosaveForever(const QString &folder)
{
    int count = 0;
    Autosave autosave(
        folder, [&] { return illustratedProject(kNotes + count, count); }, nullptr);
    autosave.setDelays(0ms, 0ms);
    autosave.setDocument(u"Tune"_s, u"/songs/tune.solferino"_s);
    QObject::connect(&autosave, &Autosave::saved, &autosave, [&] {
        say('.');
        ++count;
        autosave.markChanged();
    });
    autosave.markChanged();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    return arguments[1] == u"save"_s ? saveForever(arguments[2]) : autosaveForever(arguments[2]);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_store.h"
#include "core/project/autosave.h"
#include "core/project/project_file.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <random>

using namespace solferino;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// Prints what autosaving, saving and opening a project of one photo and four pictures at full size take:
// time, bytes given to the system to write, and memory. The files are noise of the sizes that such files
// have.

namespace {

constexpr double kMegabyte = 1e6;
constexpr std::size_t kPhotoBytes = 12'000'000; ///< a JPEG of 24 megapixels
constexpr std::size_t kTakeBytes = 36'000'000;  ///< a PNG of 24 megapixels
constexpr int kTakes = 4;
constexpr int kJobs = 30;

SharedBytes noise(std::size_t size, unsigned seed)
{
    std::mt19937_64 random(seed);
    Bytes bytes(size);
    for (std::uint8_t &each : bytes)
        each = static_cast<std::uint8_t>(random());
    return std::make_shared<const Bytes>(std::move(bytes));
}

/// A number from a file of /proc/self, "wchar: 12" or "VmHWM: 12 kB".
double numberOf(const char *file, const char *name)
{
    QFile proc(u"/proc/self/"_s + QString::fromLatin1(file));
    if (!proc.open(QIODevice::ReadOnly))
        return 0.0;
    for (const QByteArray &line : proc.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(qsizetype(qstrlen(name)) + 1).simplified().split(' ').front().toDouble();
    }
    return 0.0;
}

/// Memory of the process at most since the last call, MB.
double peakMemory()
{
    const double peak = numberOf("status", "VmHWM") * 1024 / kMegabyte;
    if (QFile reset(u"/proc/self/clear_refs"_s); reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

template <class Act>
void measure(const char *what, Act &&act)
{
    const double before = numberOf("status", "VmRSS") * 1024 / kMegabyte;
    (void)peakMemory();
    const double written = numberOf("io", "wchar");
    const auto start = std::chrono::steady_clock::now();
    act();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    std::printf("%-36s %7.0f ms  %7.3f MB written  %6.0f MB of memory more at most\n", what, time.count(),
                (numberOf("io", "wchar") - written) / kMegabyte, std::max(0.0, peakMemory() - before));
    std::fflush(stdout);
}

void autosaveOnce(Autosave &autosave)
{
    QEventLoop loop;
    QObject::connect(&autosave, &Autosave::saved, &loop, &QEventLoop::quit);
    autosave.markChanged();
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    Project project;
    project.photo = {.name = "quay.jpg", .file = noise(kPhotoBytes, 1), .width = 6000, .height = 4000};
    project.styling.finish.mask = {1024, 683, std::vector<std::uint8_t>(1024 * 683, 128)};
    for (TakeId id = 1; id <= kTakes; ++id) {
        const TakePicture picture{.file = noise(kTakeBytes, 1 + unsigned(id)),
                                  .width = 6000,
                                  .height = 4000,
                                  .photo = project.photo.file};
        project.imageTakes.push_back({.id = id, .content = picture, .isComplete = true, .isStarred = true});
    }

    const QString path = folder.filePath(u"quay.solferino"_s);
    {
        Autosave autosave(
            folder.filePath(u"recovery"_s), [&] { return project; }, nullptr);
        autosave.setDelays(0ms, 0ms);
        measure("first autosave", [&] { autosaveOnce(autosave); });
        project.styling.finish.strength = 0.5;
        measure("autosave after a slider", [&] { autosaveOnce(autosave); });
        project.styling.finish.mask.values.front() = 7;
        measure("autosave after a stroke of the mask", [&] { autosaveOnce(autosave); });
    }
    std::vector<Recovery> found;
    measure("looking for what a crash left", [&] { found = findRecoveries(folder.filePath(u"recovery"_s)); });
    if (!found.empty())
        measure("opening that", [&] { (void)openRecovery(found.front()); });
    measure("saving the project", [&] { (void)writeProject(path, project); });
    std::printf("%-36s %7.1f MB\n", "the project's file", double(QFileInfo(path).size()) / kMegabyte);
    measure("opening the project", [&] { (void)readProject(path); });

    JobStore jobs(folder.filePath(u"jobs.sqlite"_s));
    for (int i = 0; i < kJobs; ++i) {
        JobRecord job;
        job.id = job.position = jobs.takeId();
        job.request = {.model = "image_stylization", .operation = "stylize"};
        job.request.inputs = {{"photo", "image/jpeg", *project.photo.file}};
        jobs.save(job);
        job.state = JobState::Done;
        jobs.save(job);
    }
    std::vector<JobRecord> loaded;
    measure("loading 30 jobs with such a photo", [&] { loaded = jobs.load(); });
    return 0;
}

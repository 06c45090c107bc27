// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stylize_test.h"

#include "app/studio/main_window.h"
#include "app/studio/tasks/stylize_files.h"
#include "core/commands/change_styling_command.h"
#include "widgets/common/message_strip.h"
#include "widgets/stylize/style_list_model.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

QImage StylizeTest::photoImage() const
{
    QImage image(m_photoSize, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x / 20 + y / 20) % 2 * 200));
    }
    return image;
}

QString StylizeTest::written(const QString &path, const QByteArray &bytes) const
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return path;
}

void StylizeTest::initTestCase()
{
    const QString models = path(u"bundled"_s);
    QVERIFY(QDir().mkpath(models));
    QCOMPARE(QProcess::execute(QStringLiteral(SOLFERINO_STYLE_MODEL_WRITER),
                               {models + u"/image_stylization.safetensors"_s}),
             0);
    qputenv("SOLFERINO_MODELS", models.toUtf8());
    qunsetenv("SOLFERINO_CAMERAS");
    m_photo = path(u"squares.png"_s);
    QVERIFY(photoImage().save(m_photo));
    m_studio = makeStudio(m_home.path(), QStringLiteral(SOLFERINO_ENGINE_PROGRAM));
    m_studio->start({});
    m_studio->window().showWorkspace(u"stylize"_s);
    QVERIFY(QTest::qWaitForWindowActive(&m_studio->window()));
    QCOMPARE(stylize().styles().rowCount(), 3);
}

void StylizeTest::init()
{
    stylize().findChild<MessageStrip *>()->dismiss();
    m_studio->imageTakes().reset({});
    document().reset({}, {});
}

void StylizeTest::openPhoto()
{
    stylize().files().openPhoto(m_photo);
    QTRY_VERIFY_WITH_TIMEOUT(!preview().before().isNull() && preview().reducedFile(), kPatience);
}

void StylizeTest::choose(const std::string &style)
{
    Styling styling = document().styling();
    styling.mix = {{style, 1.0}};
    change(styling);
}

void StylizeTest::change(const Styling &styling)
{
    document().undoStack().push(new ChangeStylingCommand(document(), u"Change"_s, styling));
}

void StylizeTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(!preview().isBusy() && preview().seconds(), kPatience);
}

void StylizeTest::paint(const std::string &style)
{
    openPhoto();
    choose(style);
    settle();
}

const Take *StylizeTest::fullSizeTake()
{
    const auto found = std::ranges::find_if(
        takes(), [](const Take &take) { return take.isComplete && !pictureOf(take)->isPreview; });
    return found != takes().end() ? &*found : nullptr;
}

} // namespace solferino

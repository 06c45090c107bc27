// SPDX-License-Identifier: GPL-3.0-or-later
// Cameras that work, that are pulled out, that hang and that are none.
#include "core/camera/camera_feed.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <semaphore>

#ifdef SOLFERINO_CAMERA_LIBRARY
#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>
#endif

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

/// Gives some pictures and then none any more.
class ShortCamera final : public Camera
{
public:
    explicit ShortCamera(int pictures)
        : m_left(pictures)
    {}
    bool read(CameraFrame &frame) override
    {
        frame = {2, 1, {200, 100, 50, 1, 2, 3}};
        return m_left-- > 0;
    }

private:
    int m_left;
};

/// Gives nothing until it is let go.
class HangingCamera final : public Camera
{
public:
    explicit HangingCamera(std::shared_ptr<std::binary_semaphore> gate)
        : m_gate(std::move(gate))
    {}
    bool read(CameraFrame & /*frame*/) override
    {
        m_gate->acquire();
        return false;
    }

private:
    std::shared_ptr<std::binary_semaphore> m_gate;
};

template <class C, class... Arguments>
CameraOpener opening(Arguments... arguments)
{
    return [=]() -> Result<std::unique_ptr<Camera>> {
        return {std::make_unique<C>(arguments...)};
    };
}

void write(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class CameraTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void feed_givesPictures();
    void feed_saysThatACameraWasPulledOut();
    void feed_doesNotWaitForACameraThatHangs();
    void feed_saysWhyACameraDoesNotOpen();
    void feed_isSilentAfterStop();
    void cameras_areThoseThatGivePictures();
    void library_isMissedInASentence();
    void library_playsAFile();
    void library_refusesWhatIsNoCamera();
};

void CameraTest::feed_givesPictures()
{
    CameraFeed feed(nullptr);
    QSignalSpy pictures(&feed, &CameraFeed::arrived);
    feed.start(opening<ShortCamera>(1), u"Eye"_s);
    QVERIFY(feed.isRunning());
    QVERIFY(pictures.wait());
    const auto picture = pictures.front().front().value<QImage>();
    QCOMPARE(picture.size(), QSize(2, 1));
    QCOMPARE(picture.pixelColor(0, 0), QColor(200, 100, 50));
    QCOMPARE(picture.pixelColor(1, 0), QColor(1, 2, 3));
}

void CameraTest::feed_saysThatACameraWasPulledOut()
{
    CameraFeed feed(nullptr);
    QSignalSpy failures(&feed, &CameraFeed::failed);
    feed.start(opening<ShortCamera>(3), u"Eye"_s);
    QVERIFY(failures.wait());
    QVERIFY(failures.front().front().value<Error>().message.contains(u"“Eye” gives no more pictures"_s));
    QVERIFY(!feed.isRunning());
}

void CameraTest::feed_doesNotWaitForACameraThatHangs()
{
    const auto gate = std::make_shared<std::binary_semaphore>(0);
    {
        CameraFeed feed(nullptr);
        feed.setPatience(std::chrono::milliseconds(20));
        QSignalSpy failures(&feed, &CameraFeed::failed);
        feed.start(opening<HangingCamera>(gate), u"Eye"_s);
        QVERIFY(failures.wait());
        QCOMPARE(failures.front().front().value<Error>().message, u"“Eye” gives no picture."_s);
        feed.start(opening<ShortCamera>(1), u"Other"_s); // goes on with another
        QSignalSpy pictures(&feed, &CameraFeed::arrived);
        QVERIFY(pictures.wait());
    }
    gate->release(); // its thread ends after the feed has gone
}

void CameraTest::feed_saysWhyACameraDoesNotOpen()
{
    CameraFeed feed(nullptr);
    QSignalSpy failures(&feed, &CameraFeed::failed);
    feed.start([]() -> Result<std::unique_ptr<Camera>> { return Error{u"It is asleep."_s, {}}; }, u"Eye"_s);
    QVERIFY(failures.wait());
    QCOMPARE(failures.front().front().value<Error>().message, u"It is asleep."_s);
}

void CameraTest::feed_isSilentAfterStop()
{
    CameraFeed feed(nullptr);
    QSignalSpy pictures(&feed, &CameraFeed::arrived);
    QSignalSpy failures(&feed, &CameraFeed::failed);
    feed.start(opening<ShortCamera>(1'000'000), u"Eye"_s);
    QVERIFY(pictures.wait());
    feed.stop();
    const qsizetype count = pictures.size();
    QCoreApplication::processEvents();
    QCOMPARE(pictures.size(), count);
    QCOMPARE(failures.size(), 0);
}

void CameraTest::cameras_areThoseThatGivePictures()
{
    qunsetenv("SOLFERINO_CAMERAS");
    const QTemporaryDir home;
    write(home.filePath(u"video0/index"_s), "0\n");
    write(home.filePath(u"video0/name"_s), "HD Webcam\n");
    write(home.filePath(u"video1/index"_s), "1\n"); // what the camera tells beside its pictures
    write(home.filePath(u"video2/index"_s), "0\n");
    QCOMPARE(connectedCameras(home.path()), (std::vector<CameraDevice>{{u"HD Webcam"_s, u"/dev/video0"_s},
                                                                       {u"video2"_s, u"/dev/video2"_s}}));
    QVERIFY(connectedCameras(home.filePath(u"none"_s)).empty());
    qputenv("SOLFERINO_CAMERAS", "/films/sea.mp4;0");
    QCOMPARE(connectedCameras(home.filePath(u"none"_s)),
             (std::vector<CameraDevice>{{u"sea.mp4"_s, u"/films/sea.mp4"_s}, {u"0"_s, u"0"_s}}));
    qunsetenv("SOLFERINO_CAMERAS");
}

void CameraTest::library_isMissedInASentence()
{
    const auto camera = openerOf(u"/no/such/library.so"_s, {u"Eye"_s, u"0"_s})();
    QVERIFY(!camera);
    QVERIFY(camera.error().message.contains(u"OpenCV"_s));
}

void CameraTest::library_playsAFile()
{
#ifdef SOLFERINO_CAMERA_LIBRARY
    cv::setNumThreads(1);
    const QTemporaryDir home;
    const QString path = home.filePath(u"two.avi"_s);
    {
        cv::VideoWriter writer(path.toStdString(), cv::CAP_OPENCV_MJPEG,
                               cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 100.0, {32, 16});
        for (int i = 0; i < 2; ++i)
            writer.write(cv::Mat(16, 32, CV_8UC3, cv::Scalar(20, 120, 240))); // blue, green, red
    }
    CameraFeed feed(nullptr);
    QSignalSpy pictures(&feed, &CameraFeed::arrived);
    feed.start(openerOf(QStringLiteral(SOLFERINO_CAMERA_LIBRARY), {u"Two"_s, path}), u"Two"_s);
    QTRY_VERIFY(pictures.size() > 4); // it begins anew at its end
    const QColor color = pictures.back().front().value<QImage>().pixelColor(16, 8);
    QVERIFY2(qAbs(color.red() - 240) < 8 && qAbs(color.blue() - 20) < 8, qPrintable(color.name()));
#else
    QSKIP("This build has no OpenCV.");
#endif
}

void CameraTest::library_refusesWhatIsNoCamera()
{
#ifdef SOLFERINO_CAMERA_LIBRARY
    const QTemporaryDir home;
    write(home.filePath(u"text.avi"_s), "This is no video.");
    for (const QString &source :
         {home.filePath(u"text.avi"_s), home.filePath(u"none"_s), u"63"_s, QString()}) {
        const auto camera = openerOf(QStringLiteral(SOLFERINO_CAMERA_LIBRARY), {u"Eye"_s, source})();
        QVERIFY(!camera);
        QVERIFY(camera.error().message.contains(u"“Eye” cannot be opened"_s));
    }
#else
    QSKIP("This build has no OpenCV.");
#endif
}

QTEST_GUILESS_MAIN(CameraTest)
#include "tst_camera.moc"

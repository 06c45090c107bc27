// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QSize>

#include <list>
#include <memory>
#include <optional>

namespace solferino {

class Job;
class JobQueue;
struct Message;
struct ModelChoice;
class Settings;
class StyleModels;

/// The photo as the screen shows it, before and after: the engine is asked for the net's picture at screen
/// size, the newest wish wins, and strength, colours and mask are laid over it here, on the I/O pool. What
/// was made once for the same photo, mix and brush is kept for a while. GUI thread.
class StylizePreview final : public QObject
{
    Q_OBJECT
public:
    /// Pixels of the longer side of the picture that the engine gets.
    static constexpr int kLongestSide = 1056;

    struct Parts
    {
        ImageDocument &document;
        const StyleModels &models;
        JobQueue &queue;
        Settings &settings;
    };
    StylizePreview(const Parts &parts, QObject *parent);

    /// The photo, or the part of it that the document takes, at its own size; null while there is none or it
    /// is being read.
    [[nodiscard]] const QImage &before() const { return m_before; }
    /// All of the photo, whatever its crop.
    [[nodiscard]] const QImage &whole() const { return m_whole; }
    /// A part of it, at its own size.
    [[nodiscard]] QImage part(const PictureCrop &crop) const;
    /// As the document's styling asks, or as it was until that has come; null for none.
    [[nodiscard]] const QImage &after() const { return m_after; }
    /// The photo at screen size as a file for the engine; null while it is being read.
    [[nodiscard]] const SharedBytes &reducedFile() const { return m_reducedFile; }
    [[nodiscard]] QSize size() const; ///< of the preview
    /// What the shown picture took in the engine; nothing while there is none.
    [[nodiscard]] std::optional<double> seconds() const { return m_seconds; }
    /// True while a better picture than the one shown is on its way.
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// How many photo pixels lie on one of the preview's, along a side.
    [[nodiscard]] double reduction() const;

public Q_SLOTS:
    /// Asks anew: other models, another device, after a failure.
    void refresh();
    /// The mask as it is being painted, before it is in the document.
    void showMask(const solferino::StyleMask &mask);

Q_SIGNALS:
    void photoShown(); ///< before() is another
    void changed();    ///< after(), seconds() or isBusy()
    void settled();    ///< what the styling asks for is shown, by the best model
    void photoFailed(const solferino::Error &error);
    void failed(solferino::Job *job);

private:
    /// A photo made ready on the pool.
    struct ReadPhoto
    {
        QImage whole;
        std::shared_ptr<const Picture> reduced;
        SharedBytes reducedFile;
    };
    /// One picture of the net.
    struct Stylized
    {
        std::string key;
        SharedBytes file;
        double seconds = 0.0;
    };

    /// What compose() makes: a picture of the net under a finish.
    struct Wish
    {
        Stylized stylized;
        PictureMix finish;
        bool isFinal = false; ///< the best model's, and as the document has it
    };

    [[nodiscard]] static Result<ReadPhoto> readPhotoFile(const Bytes &file, const PictureCrop &crop);
    void readPhoto();
    void updateStyling();
    void takePhoto(ReadPhoto photo);
    void ask();
    void submit(const ModelChoice &model, bool isQuick);
    void receive(const Message &message, const std::string &key);
    void finish(Job *job);
    [[nodiscard]] std::string keyOf(const ModelChoice &model) const;
    [[nodiscard]] const Stylized *cached(const std::string &key);
    void compose(const Stylized &stylized, bool isFinal);
    void startComposing(Wish wish);
    void showNothing();
    void dropJob();
    void updateBusy();

    Parts m_parts;
    QImage m_whole;
    QImage m_before;
    QImage m_after;
    std::shared_ptr<const Picture> m_reduced;
    SharedBytes m_photoFile; ///< that is shown, or is being read
    PictureCrop m_crop;      ///< of it
    SharedBytes m_reducedFile;
    int m_photoNumber = 0;       ///< of the reading that counts
    std::list<Stylized> m_cache; ///< of this photo, newest first
    QPointer<Job> m_job;
    bool m_mayFinish = false;   ///< the job is short: a newer wish waits for it
    bool m_hasResult = false;   ///< of the job
    double m_fullSeconds = 0.0; ///< of the last picture of the best model; 0: none yet
    std::string m_decodedKey;
    std::shared_ptr<const Picture> m_decoded;
    int m_epoch = 0;                 ///< of what may be shown: what was asked before does not count
    std::optional<Wish> m_composing; ///< runs on the pool
    std::optional<Wish> m_next;      ///< once that is done
    std::optional<double> m_seconds;
    bool m_isBusy = false;
};

} // namespace solferino

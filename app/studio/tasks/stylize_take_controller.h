// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/full_size_render.h"
#include "core/base/result.h"
#include "core/domain/image/image_file.h"

#include <QHash>
#include <QImage>

#include <functional>
#include <optional>

namespace solferino {

class StylizePreview;
class TakeList;
class TakePanel;

/// The takes of Stylize: every look that was tried, as a preview, and the pictures at full size. Shows takes
/// in the view, turns a kept one into the document's styling as one undo step, and writes pictures.
class StylizeTakeController final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        ImageDocument &document;
        TakeList &takes;
        const StyleModels &models;
        StylizePreview &preview;
        JobQueue &queue;
        Settings &settings;
        TakePanel &list;
    };
    StylizeTakeController(const Parts &parts, QObject *parent);

    /// What the view shows as the stylized form: a take, or the preview; null for none.
    [[nodiscard]] const QImage &shown() const;
    /// The styling of that.
    [[nodiscard]] Styling shownStyling() const;
    /// The take that is shown; 0: the preview.
    [[nodiscard]] TakeId shownTake() const { return m_shown; }
    /// The take that holds what is shown: that one, or the preview's, which is 0 until it is recorded.
    [[nodiscard]] TakeId listedTake() const { return m_shown != 0 ? m_shown : m_live; }
    /// The take that was listed before this one; 0 for none.
    [[nodiscard]] TakeId formerTake() const { return m_former; }
    /// The preview was kept, and is still being painted.
    [[nodiscard]] bool isKeeping() const { return m_keepsLive; }
    [[nodiscard]] bool isRendering() const { return !m_renderings.isEmpty(); }

    /// Options of full-size pictures beside the styling: format, longest_side ...
    void setRenderOptions(const nlohmann::json &options) { m_renderOptions = options; }
    /// Whether strokes are to be as large in relation to the picture as in the preview.
    void setStrokesAsPreview(bool isWanted);
    [[nodiscard]] bool hasStrokesAsPreview() const { return m_strokesAsPreview; }

    /// Renders the document's photo and styling as a job.
    void render();
    void stop(); ///< the newest rendering
    void audition(TakeId id);
    void close(); ///< back to the preview
    /// A star for the take and its styling for the document, as one undo step. A preview that is still being
    /// painted is kept once it is there.
    void keep(TakeId id);
    void keepShown();
    /// Another mix near the take's (0: the document's), as one undo step.
    void vary(TakeId id);
    /// The take's styling for the document, as one undo step.
    void showSettings(TakeId id);
    /// The same of a picture file that we wrote.
    void showSettingsOfFile(const QString &path);
    void repeatExactly(TakeId id);
    [[nodiscard]] QString commandLine(TakeId id) const;

    /// Writes what is shown at full size to a file: from a take where there is one, else rendered first.
    void write(const QString &path, ImageFormat format, int quality);
    /// Writes a take's own file into a folder and returns its path; empty where it could not.
    [[nodiscard]] QString writeTake(TakeId id, const QString &folder);

Q_SIGNALS:
    void shownChanged();
    void renderingChanged(); ///< isRendering()
    void refused(const QString &sentence);
    void failed(const solferino::Error &error);
    void jobFailed(solferino::Job *job);
    void noticed(const QString &sentence);
    void written(const QString &path);

private:
    using Then = std::function<void(const TakePicture &content)>;
    /// A picture that is being rendered.
    struct Rendering
    {
        TakeId take = 0;
        Styling styling; ///< as the document had it
        Then then;
    };

    void connectParts();
    void record();
    void addPreview(const SharedBytes &file, const JobRequest &request, QSize size, double seconds);
    void dropOldPreviews();
    void submit(const RenderOrder &order, Then then);
    void takeRendered(Job *job, const TakePicture &content);
    void endRendering(Job *job);
    void show(TakeId id, const QImage &image);
    void markShown();
    void settleLive(TakeId id);
    [[nodiscard]] RenderOrder order(const Styling &styling) const;
    /// A whole picture at full size that this request would make again.
    [[nodiscard]] const Take *findRendered(const JobRequest &request) const;
    void writeBytes(const QString &path, std::function<Result<SharedBytes>()> make);
    void change(Styling styling, const QString &text);
    /// As the document would have it.
    [[nodiscard]] Styling stylingOf(const Take &take) const;

    Parts m_parts;
    FullSizeRender *m_render;
    nlohmann::json m_renderOptions = nlohmann::json::object();
    bool m_strokesAsPreview = false;
    QHash<Job *, Rendering> m_renderings;
    TakeId m_live = 0;            ///< that holds the preview
    bool m_isLiveSettled = false; ///< it holds the preview as the document's styling has it
    bool m_keepsLive = false;     ///< as soon as it does
    TakeId m_shown = 0;
    TakeId m_listed = 0;
    TakeId m_former = 0;
    TakeId m_wanted = 0; ///< that is being decoded to be shown
    QImage m_shownImage;
    int m_recordNumber = 0;    ///< of the preview that is being recorded
    bool m_isRecorded = false; ///< that preview is, or will be, of the document's styling
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace solferino {

class Button;
class TextLabel;
class Theme;

/// One thing to try.
struct TourStep
{
    QString id;       ///< what complete() is told
    QString title;    ///< "Hear the tune"
    QString sentence; ///< what to do, with its key
};

/// A guide over the foot of a window that leads through steps and never takes the keyboard by itself: a step
/// ends when the person has done it, or by Next.
class TourCard final : public QWidget
{
    Q_OBJECT
public:
    /// `window` is the window it lies over; its last `bottomMargin` pixels at 100 % stay free.
    TourCard(const Theme &theme, int bottomMargin, QWidget *window);

    /// Shows the first step; does nothing without steps.
    void start(std::vector<TourStep> steps);
    /// The person has done what a step asks: the one after it is shown, unless the tour is past it already.
    void complete(const QString &stepId);
    void stop();
    /// Id of the step shown, empty while the card is hidden.
    [[nodiscard]] QString currentStep() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void stepShown(const QString &id);
    /// Skipped or gone through.
    void finished();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showStep(std::size_t index);
    void place();

    const Theme &m_theme;
    int m_bottomMargin;
    std::vector<TourStep> m_steps;
    std::size_t m_index = 0;
    TextLabel *m_count;
    TextLabel *m_title;
    TextLabel *m_sentence;
    Button *m_skip;
    Button *m_next;
};

} // namespace solferino

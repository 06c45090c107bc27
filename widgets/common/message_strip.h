// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/common/surface.h"

#include <functional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace solferino {

class Button;

/// What a strip says. Only the sentence is needed.
struct StripMessage
{
    enum class Kind { Warning, Error };

    Kind kind = Kind::Warning;
    QString sentence;  ///< one translated sentence
    QString emphasis;  ///< part of the sentence shown in bold: where it is
    QString detail;    ///< raw text behind the Details link
    QString repair;    ///< text of the primary button
    QString repairKey; ///< its key as a hint ("Alt+H")
    QString secondary; ///< text of a plain button before it
};

/// A strip above an editor that says what is wrong, where and why, and offers the repair. Hidden until
/// `showMessage`.
class MessageStrip final : public QWidget
{
    Q_OBJECT
public:
    MessageStrip(const Theme &theme, QWidget *parent);

    enum class Focus { Stay, TakeRepair };
    /// With Focus::TakeRepair the repair has the focus, so that Return does it. The strip is gone when
    /// `repair` is done.
    void showMessage(const StripMessage &message, Focus focus, std::function<void()> repair = {});
    /// An error, its raw text behind Details, with a repair where it has one.
    void showError(const Error &error, const QString &repairText = {}, std::function<void()> repair = {});
    void dismiss();

    [[nodiscard]] Button *repairButton() const { return m_repair; }

Q_SIGNALS:
    void repairRequested();
    void secondaryRequested();
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void repair();
    void updateColors();
    void showDetail(bool isShown);

    const Theme &m_theme;
    StripMessage m_message;
    std::function<void()> m_mend; ///< what the repair button does
    Surface *m_bar;
    QLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_details;
    Button *m_secondary;
    Button *m_repair;
    QToolButton *m_close;
    QPlainTextEdit *m_detailText;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

#include <QPixmap>

class QBoxLayout;
class QVBoxLayout;

namespace solferino {

/// What an empty place teaches: one sentence, one action, one example. Empty texts leave their part out.
struct EmptyStateContent
{
    QString headline;
    QString note;
    QString primary; ///< text of the filled button: the machine begins
    QString primaryKey;
    QString primaryIcon;
    QString secondary;
    QString secondaryKey;
    QString secondaryIcon;
    QString other = {}; ///< beside the second
    QString otherKey = {};
    QString otherIcon = {};
    QString example;     ///< "Example: an 8-bar tune."
    QString exampleLink; ///< "Open the Example"
    QPixmap examplePicture;
};

/// The card in the middle of an empty editor.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, const EmptyStateContent &content, QWidget *parent);

    /// The card gets no wider than this; its buttons stand one below the other where they must.
    void setRoom(int width);

Q_SIGNALS:
    void primaryRequested();
    void secondaryRequested();
    void otherRequested();
    void exampleRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addButtons(QVBoxLayout &column, const EmptyStateContent &content);
    void addExample(QVBoxLayout &column, const EmptyStateContent &content);
    void fit();

    const Theme &m_theme;
    QBoxLayout *m_buttons = nullptr;
    int m_room = QWIDGETSIZE_MAX;
};

} // namespace solferino

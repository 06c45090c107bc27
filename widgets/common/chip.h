// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QAbstractButton>

namespace solferino {

/// A small removable word: a filter in force, a tag. Delete, Backspace or its cross remove it.
class Chip final : public QAbstractButton
{
    Q_OBJECT
public:
    Chip(const Theme &theme, const QString &text, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect crossRect() const;

    const Theme &m_theme;
};

} // namespace solferino

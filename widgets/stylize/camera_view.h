// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QImage>
#include <QWidget>

namespace solferino {

/// The running picture of a camera as in a mirror, or a sentence where there is none.
class CameraView final : public QWidget
{
    Q_OBJECT
public:
    CameraView(const Theme &theme, QWidget *parent);

    /// Null: none.
    void setPicture(const QImage &picture);
    [[nodiscard]] const QImage &picture() const { return m_picture; }
    /// Stands in the picture's place, or under it where there is one.
    void setSentence(const QString &sentence, Role role);
    /// A number over the picture; 0: none.
    void setCount(int count);

    [[nodiscard]] QSize sizeHint() const override { return {640, 400}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintSentence(QPainter &painter) const;

    const Theme &m_theme;
    QImage m_picture;
    QString m_sentence;
    Role m_role = Role::TextSecondary;
    int m_count = 0;
};

} // namespace solferino

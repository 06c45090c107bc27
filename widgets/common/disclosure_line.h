// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QAbstractButton>

namespace solferino {

/// An arrow and a few words that open and close what lies under (or over) them. Checked means open.
class DisclosureLine final : public QAbstractButton
{
    Q_OBJECT
public:
    DisclosureLine(const Theme &theme, Role textRole, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Role m_textRole;
};

} // namespace solferino

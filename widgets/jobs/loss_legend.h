// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

#include <vector>

namespace solferino {

/// Names the lines of a LossPlot, each beside a piece of its line.
class LossLegend final : public QWidget
{
    Q_OBJECT
public:
    enum class Mark { Train, Validation, Best, Reference };
    struct Entry
    {
        Mark mark;
        QString text;
    };

    LossLegend(const Theme &theme, QWidget *parent);

    void setEntries(std::vector<Entry> entries);
    /// The entries as one text for a screen reader.
    [[nodiscard]] static QString spoken(const std::vector<Entry> &entries);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<Entry> m_entries;
};

} // namespace solferino

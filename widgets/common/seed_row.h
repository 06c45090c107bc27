// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

#include <cstdint>
#include <optional>

class QLineEdit;

namespace solferino {

class Button;

/// The seed of the next takes: a field, a lock and a dice. An empty field means a random seed. Locked, the
/// seed stays from one run to the next; unlocked, a run begins with a fresh one.
class SeedRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::uint64_t kMax = (std::uint64_t(1) << 53) - 1;
    static constexpr std::uint64_t kMaxRolled = 999'999'999; ///< what the dice gives fits the field

    SeedRow(const Theme &theme, QWidget *parent);

    /// Nothing while the field says "random".
    [[nodiscard]] std::optional<std::uint64_t> seed() const;
    /// Shows a seed, at most kMax; nothing clears the field.
    void setSeed(std::optional<std::uint64_t> seed);
    [[nodiscard]] bool isLocked() const;
    void setLocked(bool locked);
    /// Chooses a random seed and shows it.
    void roll();

Q_SIGNALS:
    void seedChanged();
    void lockedChanged(bool locked);

private:
    void tidy();

    const Theme &m_theme;
    QLineEdit *m_field;
    Button *m_lock;
    std::optional<std::uint64_t> m_seed;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

class QDBusVariant;

namespace solferino {

/// What the desktop asks of every program: dark or light, high contrast, reduced motion. It comes from Qt and
/// from the desktop portal's settings, now and when it changes. Where nothing answers, the palette tells.
class SystemLook final : public QObject
{
    Q_OBJECT
public:
    explicit SystemLook(QObject *parent);

    [[nodiscard]] bool isDark() const { return m_isDark; }
    [[nodiscard]] bool wantsHighContrast() const { return m_wantsHighContrast; }
    [[nodiscard]] bool wantsReducedMotion() const { return m_wantsReducedMotion; }

    /// A setting as the portal names it; unknown ones are left out. Emits `changed` if the look is another.
    void apply(const QString &space, const QString &key, const QVariant &value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void ask(const QString &space, const QString &key);

    bool m_isDark = false;
    bool m_wantsHighContrast = false;
    bool m_wantsReducedMotion = false;
};

} // namespace solferino

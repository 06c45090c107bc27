// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QVariant>

namespace solferino {

enum class ThemeChoice { System, Light, Dark, HighContrast };

/// What the studio remembers between starts, in an INI file. Values that a person has broken in the file
/// read as their defaults. GUI thread.
class Settings final : public QObject
{
    Q_OBJECT
public:
    Settings(const QString &filePath, QObject *parent);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// Per cent, 80..200.
    [[nodiscard]] int textScale() const;
    void setTextScale(int percent);
    [[nodiscard]] bool isMotionReduced() const;
    void setMotionReduced(bool isReduced);

    /// Geometry and docks of the window, as QMainWindow saves them; empty before the first time.
    [[nodiscard]] QByteArray windowGeometry() const;
    [[nodiscard]] QByteArray windowState() const;
    void setWindowLayout(const QByteArray &geometry, const QByteArray &state);
    /// Id of the workspace that was shown last: "compose".
    [[nodiscard]] QString workspace() const;
    void setWorkspace(const QString &id);

    /// The folder last used for a purpose ("open", "export", "train"); the documents folder at first.
    [[nodiscard]] QString lastFolder(const QString &purpose) const;
    void setLastFolder(const QString &purpose, const QString &folder);

    [[nodiscard]] bool isAutosaveEnabled() const; ///< true at first
    void setAutosaveEnabled(bool isEnabled);
    /// "auto", "cpu", "cuda", "cuda:N".
    [[nodiscard]] QString device() const;
    void setDevice(const QString &device);
    /// Shell-like command of an engine elsewhere ("ssh host solferino-engine serve"); empty: the one
    /// installed with the studio.
    [[nodiscard]] QString engineCommand() const;
    void setEngineCommand(const QString &command);
    [[nodiscard]] bool wasTourShown() const;
    void setTourShown(bool wasShown);

    /// Anything else that one place alone remembers; `key` is "place/name".
    [[nodiscard]] QVariant value(const QString &key, const QVariant &fallback = {}) const;
    void setValue(const QString &key, const QVariant &value);

Q_SIGNALS:
    void themeChanged(solferino::ThemeChoice theme);
    void textScaleChanged(int percent);
    void motionReducedChanged(bool isReduced);
    void deviceChanged(const QString &device);

private:
    QSettings m_settings;
};

} // namespace solferino

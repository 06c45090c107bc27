// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/settings.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

const QString kTheme = u"look/theme"_s;
const QString kTextScale = u"look/text_scale"_s;
const QString kReducedMotion = u"look/reduced_motion"_s;
const QString kGeometry = u"window/geometry"_s;
const QString kState = u"window/state"_s;
const QString kWorkspace = u"window/workspace"_s;
const QString kFolder = u"folders/"_s;
const QString kAutosave = u"documents/autosave"_s;
const QString kDevice = u"engine/device"_s;
const QString kEngineCommand = u"engine/command"_s;
const QString kTourShown = u"tour/shown"_s;

const std::array<QString, 4> kThemeNames{u"system"_s, u"light"_s, u"dark"_s, u"high_contrast"_s};

} // namespace

Settings::Settings(const QString &filePath, QObject *parent)
    : QObject(parent)
    , m_settings(filePath, QSettings::IniFormat)
{}

ThemeChoice Settings::theme() const
{
    const auto name = std::find(kThemeNames.begin(), kThemeNames.end(), value(kTheme).toString());
    return name == kThemeNames.end() ? ThemeChoice::System
                                     : static_cast<ThemeChoice>(name - kThemeNames.begin());
}

void Settings::setTheme(ThemeChoice choice)
{
    if (choice == theme())
        return;
    setValue(kTheme, kThemeNames[static_cast<std::size_t>(choice)]);
    Q_EMIT themeChanged(choice);
}

int Settings::textScale() const
{
    bool isNumber = false;
    const int percent = value(kTextScale, 100).toInt(&isNumber);
    return isNumber ? std::clamp(percent, 80, 200) : 100;
}

void Settings::setTextScale(int percent)
{
    percent = std::clamp(percent, 80, 200);
    if (percent == textScale())
        return;
    setValue(kTextScale, percent);
    Q_EMIT textScaleChanged(percent);
}

bool Settings::isMotionReduced() const
{
    return value(kReducedMotion, false).toBool();
}

void Settings::setMotionReduced(bool isReduced)
{
    if (isReduced == isMotionReduced())
        return;
    setValue(kReducedMotion, isReduced);
    Q_EMIT motionReducedChanged(isReduced);
}

QByteArray Settings::windowGeometry() const
{
    return value(kGeometry).toByteArray();
}

QByteArray Settings::windowState() const
{
    return value(kState).toByteArray();
}

void Settings::setWindowLayout(const QByteArray &geometry, const QByteArray &state)
{
    setValue(kGeometry, geometry);
    setValue(kState, state);
}

QString Settings::workspace() const
{
    return value(kWorkspace, u"compose"_s).toString();
}

void Settings::setWorkspace(const QString &id)
{
    setValue(kWorkspace, id);
}

QString Settings::lastFolder(const QString &purpose) const
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return value(kFolder + purpose, QDir(documents).exists() ? documents : QDir::homePath()).toString();
}

void Settings::setLastFolder(const QString &purpose, const QString &folder)
{
    setValue(kFolder + purpose, folder);
}

bool Settings::isAutosaveEnabled() const
{
    return value(kAutosave, true).toBool();
}

void Settings::setAutosaveEnabled(bool isEnabled)
{
    setValue(kAutosave, isEnabled);
}

QString Settings::device() const
{
    return value(kDevice, u"auto"_s).toString();
}

void Settings::setDevice(const QString &id)
{
    if (id == device())
        return;
    setValue(kDevice, id);
    Q_EMIT deviceChanged(id);
}

QString Settings::engineCommand() const
{
    return value(kEngineCommand).toString();
}

void Settings::setEngineCommand(const QString &command)
{
    setValue(kEngineCommand, command);
}

bool Settings::wasTourShown() const
{
    return value(kTourShown, false).toBool();
}

void Settings::setTourShown(bool wasShown)
{
    setValue(kTourShown, wasShown);
}

QVariant Settings::value(const QString &key, const QVariant &fallback) const
{
    return m_settings.value(key, fallback);
}

void Settings::setValue(const QString &key, const QVariant &newValue)
{
    m_settings.setValue(key, newValue);
}

} // namespace solferino

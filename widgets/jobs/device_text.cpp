// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/device_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace solferino {

namespace {

using nlohmann::json;

struct Devices
{
    Q_DECLARE_TR_FUNCTIONS(Devices)
};

std::string idOf(const json &device)
{
    return device.is_object() && device.contains("id") && device["id"].is_string()
               ? device["id"].get<std::string>()
               : std::string();
}

double bytesOf(const json &device, const char *name)
{
    const auto found = device.find(name);
    return found != device.end() && found->is_number() ? found->get<double>() : 0.0;
}

bool isMeant(const std::string &id, const std::string &chosen)
{
    if (chosen == "auto" || chosen == "cuda")
        return id.starts_with("cuda");
    return id == chosen;
}

QString shortName(const std::string &id)
{
    if (!id.starts_with("cuda"))
        return Devices::tr("CPU");
    const std::string number = id.size() > 5 ? id.substr(5) : "0";
    return number == "0" ? Devices::tr("GPU") : Devices::tr("GPU %1").arg(QString::fromStdString(number));
}

} // namespace

QString deviceText(const json &devices, const std::string &chosen)
{
    if (!devices.is_array())
        return chosen == "auto" ? Devices::tr("CPU") : shortName(chosen);
    for (const json &device : devices) {
        const std::string id = idOf(device);
        if (!isMeant(id, chosen))
            continue;
        const double total = bytesOf(device, "memory_bytes");
        if (!id.starts_with("cuda") || total <= 0.0)
            return shortName(id);
        constexpr double kGigabyte = 1e9;
        const double used = total - bytesOf(device, "free_bytes");
        //: device, memory in use, memory in all: "GPU · 1.9 of 8 GB"
        return Devices::tr("%1 · %2 of %3 GB")
            .arg(shortName(id), QLocale().toString(used / kGigabyte, 'f', 1),
                 QLocale().toString(total / kGigabyte, 'f', 0));
    }
    return Devices::tr("CPU");
}

std::vector<std::pair<std::string, QString>> deviceChoices(const json &devices)
{
    std::vector<std::pair<std::string, QString>> choices;
    if (devices.is_array()) {
        for (const json &device : devices) {
            const std::string id = idOf(device);
            if (id.empty())
                continue;
            QString name = shortName(id);
            if (const auto full = device.find("name"); full != device.end() && full->is_string())
                name += QStringLiteral(" · ") + QString::fromStdString(*full);
            choices.emplace_back(id, name);
        }
    }
    if (choices.empty())
        choices.emplace_back("cpu", Devices::tr("CPU"));
    return choices;
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/stored_bytes.h"

#include "core/base/spill_file.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <mutex>

namespace solferino {

struct StoredBytes::State
{
    std::mutex mutex;
    SharedBytes held;                                      ///< null once they are spilled
    std::weak_ptr<const std::vector<std::uint8_t>> loaded; ///< by whoever still uses them
    std::size_t size = 0;
    std::shared_ptr<SpillFile> file; ///< null while they are not spilled
    qint64 place = 0;                ///< in it
    QString name;

    State() = default;
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State()
    {
        if (file)
            file->release(place, static_cast<qint64>(size));
    }
};

StoredBytes::StoredBytes(const SharedBytes &bytes)
{
    if (!bytes)
        return;
    m_state = std::make_shared<State>();
    m_state->held = bytes;
    m_state->size = bytes->size();
}

std::size_t StoredBytes::size() const
{
    return m_state ? m_state->size : 0;
}

bool StoredBytes::isSpilled() const
{
    return !name().isEmpty();
}

QString StoredBytes::name() const
{
    if (!m_state)
        return {};
    const std::scoped_lock lock(m_state->mutex);
    return m_state->name;
}

Result<SharedBytes> StoredBytes::load() const
{
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->held)
        return m_state->held;
    if (SharedBytes loaded = m_state->loaded.lock())
        return loaded;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(m_state->size);
    if (!m_state->file->read(m_state->place, *bytes))
        return Error{QCoreApplication::translate(
                         "StoredBytes", "The picture of a take could not be read again from the disk."),
                     {}};
    m_state->loaded = bytes;
    return SharedBytes(std::move(bytes));
}

bool StoredBytes::spill(const std::shared_ptr<SpillFile> &file) const
{
    if (isSpilled())
        return true;
    const Result<SharedBytes> bytes = load();
    if (!bytes)
        return false;
    QString name = contentName(*bytes.value());
    const std::optional<qint64> place = file->write(*bytes.value());
    if (!place)
        return false;
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->file) { // by another thread, since
        file->release(*place, static_cast<qint64>(m_state->size));
        return true;
    }
    m_state->file = file;
    m_state->place = *place;
    m_state->name = std::move(name);
    m_state->loaded = bytes.value();
    m_state->held.reset();
    return true;
}

bool StoredBytes::operator==(const StoredBytes &other) const
{
    if (m_state == other.m_state)
        return true;
    if (!m_state || !other.m_state || size() != other.size())
        return false;
    const QString one = name();
    const QString two = other.name();
    if (!one.isEmpty() && !two.isEmpty())
        return one == two;
    const Result<SharedBytes> mine = load();
    const Result<SharedBytes> others = other.load();
    return mine && others && areSame(mine.value(), others.value());
}

QString contentName(const std::vector<std::uint8_t> &bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData({bytes.data(), static_cast<qsizetype>(bytes.size())});
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace solferino

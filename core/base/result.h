// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace solferino {

/// What went wrong: a translated sentence for the person and the raw text for the log.
struct Error
{
    QString message;
    QString detail;
};

/// A value or an Error. Default-constructed `Result<>` is success without a value.
template <class T = std::monostate>
class [[nodiscard]] Result final
{
public:
    Result() requires std::is_same_v<T, std::monostate> : m_content(std::monostate{}) {}
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_content(std::in_place_index<1>, std::move(error))
    {}

    [[nodiscard]] bool isOk() const { return m_content.index() == 0; }
    explicit operator bool() const { return isOk(); }
    [[nodiscard]] const T &value() const & { return std::get<0>(m_content); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_content)); }
    [[nodiscard]] const Error &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_path.h"

#include "core/domain/sketch/svg_scanner.h"

#include <optional>

namespace solferino {

namespace {

/// Draws command by command and remembers what the smooth ones mirror.
class PathReader final
{
public:
    PathReader(std::string_view data, PathBuilder &builder)
        : m_scanner(data)
        , m_builder(builder)
    {}

    bool read()
    {
        char command = '\0';
        while (!m_scanner.isAtEnd()) {
            const auto letter = m_scanner.letter();
            if (letter)
                command = *letter;
            else
                command = repeated(command);
            if (!m_hasBegun && lower(command) != 'm')
                return false;
            if (!draw(command))
                return false;
            m_hasBegun = true;
        }
        return true;
    }

private:
    static char lower(char command)
    {
        return command < 'a' ? static_cast<char>(command - 'A' + 'a') : command;
    }

    /// What numbers without a letter mean after `command`.
    static char repeated(char command)
    {
        switch (command) {
        case 'M':
            return 'L';
        case 'm':
            return 'l';
        case 'Z':
        case 'z':
            return '\0';
        default:
            return command;
        }
    }

    bool draw(char command)
    {
        m_isRelative = command >= 'a';
        switch (lower(command)) {
        case 'm':
            return move();
        case 'l':
            return line();
        case 'h':
        case 'v':
            return straight(lower(command) == 'h');
        case 'c':
        case 's':
            return cubic(lower(command) == 's');
        case 'q':
        case 't':
            return quadratic(lower(command) == 't');
        case 'a':
            return arc();
        case 'z':
            m_builder.close();
            return forget();
        default:
            return false;
        }
    }

    bool move()
    {
        const auto end = point();
        if (!end)
            return false;
        m_builder.moveTo(*end);
        return forget();
    }

    bool line()
    {
        const auto end = point();
        if (!end)
            return false;
        m_builder.lineTo(*end);
        return forget();
    }

    bool straight(bool isHorizontal)
    {
        const auto value = m_scanner.number();
        if (!value)
            return false;
        Point end = m_builder.position();
        double &coordinate = isHorizontal ? end.x : end.y;
        coordinate = *value + (m_isRelative ? coordinate : 0.0);
        m_builder.lineTo(end);
        return forget();
    }

    bool cubic(bool isSmooth)
    {
        const auto control1 = isSmooth ? mirrored(m_cubicControl) : point();
        const auto control2 = control1 ? point() : std::nullopt;
        const auto end = control2 ? point() : std::nullopt;
        if (!end)
            return false;
        m_builder.cubicTo(*control1, *control2, *end);
        forget();
        m_cubicControl = control2;
        return true;
    }

    bool quadratic(bool isSmooth)
    {
        const auto control = isSmooth ? mirrored(m_quadraticControl) : point();
        const auto end = control ? point() : std::nullopt;
        if (!end)
            return false;
        m_builder.quadraticTo(*control, *end);
        forget();
        m_quadraticControl = control;
        return true;
    }

    bool arc()
    {
        const auto radiusX = m_scanner.number();
        const auto radiusY = radiusX ? m_scanner.number() : std::nullopt;
        const auto rotation = radiusY ? m_scanner.number() : std::nullopt;
        const auto isLarge = rotation ? m_scanner.flag() : std::nullopt;
        const auto isPositive = isLarge ? m_scanner.flag() : std::nullopt;
        const auto end = isPositive ? point() : std::nullopt;
        if (!end)
            return false;
        m_builder.arcTo({*radiusX, *radiusY, *rotation, *isLarge, *isPositive, *end});
        return forget();
    }

    std::optional<Point> point()
    {
        const auto x = m_scanner.number();
        const auto y = x ? m_scanner.number() : std::nullopt;
        if (!y)
            return std::nullopt;
        const Point origin = m_isRelative ? m_builder.position() : Point{};
        return Point{origin.x + *x, origin.y + *y};
    }

    std::optional<Point> mirrored(const std::optional<Point> &control) const
    {
        const Point at = m_builder.position();
        const Point last = control.value_or(at);
        return Point{2.0 * at.x - last.x, 2.0 * at.y - last.y};
    }

    bool forget()
    {
        m_cubicControl.reset();
        m_quadraticControl.reset();
        return true;
    }

    SvgScanner m_scanner;
    PathBuilder &m_builder;
    bool m_hasBegun = false;
    bool m_isRelative = false;
    std::optional<Point> m_cubicControl;
    std::optional<Point> m_quadraticControl;
};

} // namespace

bool drawSvgPath(std::string_view data, PathBuilder &builder)
{
    return PathReader(data, builder).read();
}

} // namespace solferino

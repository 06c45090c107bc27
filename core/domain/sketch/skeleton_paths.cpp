// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/skeleton_paths.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace solferino {

namespace {

constexpr int kNone = -1;
constexpr std::size_t kLookBack = 8; ///< pixels that tell where a line is heading
constexpr double kStraight = -0.5;   ///< cosine between two lines that may be one: 60 degrees off at most

struct Neighbours
{
    std::array<std::size_t, 8> pixels{};
    std::size_t count = 0;
};

/// A piece of line between two crossings, or from a crossing to a free end.
struct Piece
{
    Polyline points;
    std::array<int, 2> nodes{kNone, kNone}; ///< crossings at its first and last point
};

/// Walks through the skeleton once and cuts it at its crossings.
class PieceFinder final
{
public:
    explicit PieceFinder(const InkImage &skeleton)
        : m_image(skeleton)
        , m_nodeOf(skeleton.ink.size(), kNone)
        , m_isDone(skeleton.ink.size())
    {}

    void run()
    {
        std::vector<std::size_t> pixels;
        for (std::size_t pixel = 0; pixel < m_image.ink.size(); ++pixel) {
            if (m_image.ink[pixel] != 0)
                pixels.push_back(pixel);
        }
        for (const std::size_t pixel : pixels) {
            if (m_nodeOf[pixel] == kNone && neighboursOf(pixel).count > 2)
                growNode(pixel);
        }
        for (const std::size_t pixel : pixels) {
            if (m_nodeOf[pixel] != kNone)
                leaveNode(pixel);
        }
        for (const std::size_t pixel : pixels) {
            if (!m_isDone[pixel] && m_nodeOf[pixel] == kNone && neighboursOf(pixel).count < 2)
                follow(pixel, pixel, kNone);
        }
        for (const std::size_t pixel : pixels) {
            if (!m_isDone[pixel] && m_nodeOf[pixel] == kNone)
                followLoop(pixel);
        }
    }

    std::vector<Piece> pieces;
    std::vector<Polyline> nodePixels;

private:
    /// Without slanted neighbours that are reached round a corner too.
    [[nodiscard]] Neighbours neighboursOf(std::size_t pixel) const
    {
        const std::array<std::ptrdiff_t, 8> steps = m_image.steps();
        const auto isInk = [&](std::size_t i) {
            return m_image.ink[pixel + static_cast<std::size_t>(steps[i % 8])] != 0;
        };
        Neighbours found;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const bool isSlanted = i % 2 == 1;
            if (isInk(i) && !(isSlanted && (isInk(i - 1) || isInk(i + 1))))
                found.pixels[found.count++] = pixel + static_cast<std::size_t>(steps[i]);
        }
        return found;
    }

    [[nodiscard]] Point pointOf(std::size_t pixel) const
    {
        const auto stride = static_cast<std::size_t>(m_image.stride);
        return {static_cast<double>(pixel % stride) - 0.5, static_cast<double>(pixel / stride) - 0.5};
    }

    void growNode(std::size_t start)
    {
        const int node = static_cast<int>(nodePixels.size());
        nodePixels.emplace_back();
        std::vector<std::size_t> open{start};
        m_nodeOf[start] = node;
        while (!open.empty()) {
            const std::size_t pixel = open.back();
            open.pop_back();
            nodePixels.back().push_back(pointOf(pixel));
            const Neighbours around = neighboursOf(pixel);
            for (std::size_t i = 0; i < around.count; ++i) {
                const std::size_t next = around.pixels[i];
                if (m_nodeOf[next] == kNone && neighboursOf(next).count > 2) {
                    m_nodeOf[next] = node;
                    open.push_back(next);
                }
            }
        }
    }

    void leaveNode(std::size_t pixel)
    {
        const Neighbours around = neighboursOf(pixel);
        for (std::size_t i = 0; i < around.count; ++i) {
            const std::size_t next = around.pixels[i];
            if (m_nodeOf[next] == kNone && !m_isDone[next])
                follow(pixel, next, m_nodeOf[pixel]);
        }
    }

    /// From `pixel`, which was reached from `before`, to the next crossing or a free end.
    void follow(std::size_t before, std::size_t pixel, int node)
    {
        Piece piece;
        piece.nodes[0] = node;
        for (;;) {
            m_isDone[pixel] = true;
            piece.points.push_back(pointOf(pixel));
            const Neighbours around = neighboursOf(pixel);
            std::size_t next = pixel;
            for (std::size_t i = 0; i < around.count; ++i) {
                if (around.pixels[i] != before)
                    next = around.pixels[i];
            }
            if (next == pixel)
                break;
            if (m_nodeOf[next] != kNone) {
                piece.nodes[1] = m_nodeOf[next];
                break;
            }
            if (m_isDone[next])
                break;
            before = pixel;
            pixel = next;
        }
        pieces.push_back(std::move(piece));
    }

    void followLoop(std::size_t start)
    {
        follow(neighboursOf(start).pixels[0], start, kNone);
        Polyline &points = pieces.back().points;
        points.push_back(points.front());
    }

    const InkImage &m_image;
    std::vector<int> m_nodeOf; ///< of each pixel
    std::vector<bool> m_isDone;
};

/// Puts pieces together at their crossings.
class PieceJoiner final
{
public:
    PieceJoiner(std::vector<Piece> pieces, std::vector<Polyline> nodePixels)
        : m_pieces(std::move(pieces))
        , m_nodePixels(std::move(nodePixels))
        , m_parents(m_nodePixels.size())
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
    }

    [[nodiscard]] Lines run(double thickness, double shortestLine)
    {
        mergeNodes(thickness + 1.0);
        dropSpurs(std::max(thickness, shortestLine));
        pairEnds();
        return joined();
    }

private:
    /// The end `side` (0 or 1) of a piece, as one number.
    [[nodiscard]] static std::size_t endOf(std::size_t piece, std::size_t side) { return 2 * piece + side; }

    [[nodiscard]] int rootOf(int node)
    {
        while (node != kNone && m_parents[static_cast<std::size_t>(node)] != node)
            node = m_parents[static_cast<std::size_t>(node)] =
                m_parents[static_cast<std::size_t>(m_parents[static_cast<std::size_t>(node)])];
        return node;
    }

    void mergeNodes(double nearest)
    {
        std::erase_if(m_pieces, [&](const Piece &piece) {
            if (piece.nodes[0] == kNone || piece.nodes[1] == kNone ||
                static_cast<double>(piece.points.size()) > nearest)
                return false;
            const int first = rootOf(piece.nodes[0]);
            const int second = rootOf(piece.nodes[1]);
            m_parents[static_cast<std::size_t>(second)] = first;
            return true;
        });
        std::vector<Point> sums(m_nodePixels.size());
        std::vector<std::size_t> counts(m_nodePixels.size());
        for (std::size_t i = 0; i < m_nodePixels.size(); ++i) {
            const auto root = static_cast<std::size_t>(rootOf(static_cast<int>(i)));
            for (const Point &pixel : m_nodePixels[i])
                sums[root] = {sums[root].x + pixel.x, sums[root].y + pixel.y};
            counts[root] += m_nodePixels[i].size();
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto count = static_cast<double>(std::max<std::size_t>(counts[i], 1));
            m_centers.push_back({sums[i].x / count, sums[i].y / count});
        }
        for (Piece &piece : m_pieces)
            piece.nodes = {rootOf(piece.nodes[0]), rootOf(piece.nodes[1])};
    }

    [[nodiscard]] std::vector<std::vector<std::size_t>> endsByNode() const
    {
        std::vector<std::vector<std::size_t>> ends(m_nodePixels.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            for (std::size_t side = 0; side < 2; ++side) {
                if (const int node = m_pieces[i].nodes[side]; node != kNone)
                    ends[static_cast<std::size_t>(node)].push_back(endOf(i, side));
            }
        }
        return ends;
    }

    void dropSpurs(double shortest)
    {
        std::vector<bool> isSpur(m_pieces.size());
        for (const std::vector<std::size_t> &ends : endsByNode()) {
            std::size_t left = ends.size();
            for (const std::size_t end : ends) {
                const Piece &piece = m_pieces[end / 2];
                const bool isFree = piece.nodes[1 - end % 2] == kNone;
                if (left > 2 && isFree && static_cast<double>(piece.points.size()) < shortest) {
                    isSpur[end / 2] = true;
                    --left;
                }
            }
        }
        std::size_t index = 0;
        std::erase_if(m_pieces, [&](const Piece &) { return isSpur[index++]; });
    }

    /// Unit vector from a crossing along a piece that ends there.
    [[nodiscard]] Point headingOf(std::size_t end) const
    {
        const Piece &piece = m_pieces[end / 2];
        const Point center = m_centers[static_cast<std::size_t>(piece.nodes[end % 2])];
        const std::size_t ahead = std::min(kLookBack, piece.points.size() - 1);
        const Point &there =
            end % 2 == 0 ? piece.points[ahead] : piece.points[piece.points.size() - 1 - ahead];
        const double dx = there.x - center.x;
        const double dy = there.y - center.y;
        const double length = std::max(std::hypot(dx, dy), 1e-9);
        return {dx / length, dy / length};
    }

    void pairEnds()
    {
        constexpr std::size_t kMostEnds = 64; // of a crossing; more is a smudge
        m_partners.assign(2 * m_pieces.size(), std::nullopt);
        for (std::vector<std::size_t> ends : endsByNode()) {
            if (ends.size() > kMostEnds)
                ends.resize(kMostEnds);
            while (ends.size() > 1) {
                double best = 2.0;
                std::array<std::size_t, 2> pair{};
                for (std::size_t i = 0; i < ends.size(); ++i) {
                    for (std::size_t j = i + 1; j < ends.size(); ++j) {
                        const Point a = headingOf(ends[i]);
                        const Point b = headingOf(ends[j]);
                        const double cosine = a.x * b.x + a.y * b.y;
                        if (cosine < best) {
                            best = cosine;
                            pair = {i, j};
                        }
                    }
                }
                if (best > kStraight && ends.size() > 2)
                    break;
                m_partners[ends[pair[0]]] = ends[pair[1]];
                m_partners[ends[pair[1]]] = ends[pair[0]];
                ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(pair[1]));
                ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(pair[0]));
            }
        }
    }

    [[nodiscard]] Lines joined()
    {
        Lines lines;
        std::vector<bool> isUsed(m_pieces.size());
        const auto startAt = [&](std::size_t end) {
            if (!isUsed[end / 2])
                lines.push_back(lineFrom(end, isUsed));
        };
        for (std::size_t end = 0; end < m_partners.size(); ++end) {
            if (!m_partners[end])
                startAt(end);
        }
        for (std::size_t end = 0; end < m_partners.size(); ++end)
            startAt(end); // those left run round in circles
        return lines;
    }

    [[nodiscard]] Polyline lineFrom(std::size_t end, std::vector<bool> &isUsed) const
    {
        Polyline line;
        const auto addCenter = [&](std::size_t at) {
            if (const int node = m_pieces[at / 2].nodes[at % 2]; node != kNone)
                line.push_back(m_centers[static_cast<std::size_t>(node)]);
        };
        addCenter(end);
        for (;;) {
            const Polyline &points = m_pieces[end / 2].points;
            isUsed[end / 2] = true;
            if (end % 2 == 0)
                line.insert(line.end(), points.begin(), points.end());
            else
                line.insert(line.end(), points.rbegin(), points.rend());
            const std::size_t other = end ^ 1U;
            addCenter(other);
            const std::optional<std::size_t> next = m_partners[other];
            if (!next || isUsed[*next / 2])
                return line;
            end = *next;
        }
    }

    std::vector<Piece> m_pieces;
    std::vector<Polyline> m_nodePixels;
    std::vector<int> m_parents; ///< of nodes that were merged
    std::vector<Point> m_centers;
    std::vector<std::optional<std::size_t>> m_partners; ///< of ends: where the line goes on
};

} // namespace

Lines pathsOf(const InkImage &skeleton, double thickness, double shortestLine)
{
    PieceFinder finder(skeleton);
    finder.run();
    PieceJoiner joiner(std::move(finder.pieces), std::move(finder.nodePixels));
    return joiner.run(thickness, shortestLine);
}

} // namespace solferino

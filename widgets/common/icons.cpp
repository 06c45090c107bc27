// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

static void loadIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(const QString &name)
{
    return u":/icons/%1.svg"_s.arg(name);
}

/// The file's shapes as a mask, filled with one colour. `size` is in device pixels.
QPixmap tinted(const QString &name, const QSize &size, const QColor &color)
{
    const QString key =
        u"solferino-icon %1 %2x%3 %4"_s.arg(name).arg(size.width()).arg(size.height()).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(pathOf(name));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(const Theme &theme, QString name, Role role)
        : m_theme(theme)
        , m_name(std::move(name))
        , m_role(role)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatio();
        QPixmap pixmap = tinted(m_name, (QSizeF(rect.size()) * ratio).toSize(), colorOf(mode));
        pixmap.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, pixmap);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(m_name, size, colorOf(mode));
    }

    [[nodiscard]] QIconEngine *clone() const override
    {
        return std::make_unique<ThemedIconEngine>(m_theme, m_name, m_role).release();
    }
    [[nodiscard]] QString key() const override { return u"SolferinoThemedIcon"_s; }
    [[nodiscard]] QString iconName() override { return m_name; }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const
    {
        return m_theme.color(mode == QIcon::Disabled ? Role::TextDisabled : m_role);
    }

    const Theme &m_theme;
    QString m_name;
    Role m_role;
};

} // namespace

QIcon themedIcon(const Theme &theme, const QString &name, Role role)
{
    loadIconResources();
    Q_ASSERT_X(QFile::exists(pathOf(name)), "icon", qPrintable(name));
    return QIcon(std::make_unique<ThemedIconEngine>(theme, name, role).release());
}

void drawIcon(QPainter &painter, const Theme &theme, const QString &name, const QRect &rect, Role role,
              int size)
{
    QRect square(0, 0, size, size);
    square.moveCenter(rect.center());
    themedIcon(theme, name, role).paint(&painter, square);
}

} // namespace solferino

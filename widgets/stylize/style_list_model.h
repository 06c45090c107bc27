// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stylize/style_mix.h"

#include <QAbstractListModel>
#include <QImage>

#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// A style of the model in use.
struct StyleItem
{
    std::string name; ///< in the model: "van_gogh_starry_night"
    QString title;    ///< short, for people: "Starry Night"
    QString credit;   ///< "The Starry Night, Vincent van Gogh, 1889"; empty: not known
    QImage painting;  ///< small picture of it
};

/// The styles of a model, how each looks on the person's photo, and which of them are mixed.
class StyleListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles {
        NameRole = Qt::UserRole, ///< QString
        PictureRole,             ///< QImage: on the photo where that is known, else the painting
        IsPreviewRole,           ///< bool: the picture is the person's own
        WeightRole,              ///< double; invalid where the style is not in the mix
    };

    explicit StyleListModel(QObject *parent);

    void setStyles(std::vector<StyleItem> styles);
    [[nodiscard]] const std::vector<StyleItem> &styles() const { return m_styles; }
    /// How a style looks on the photo, about 200 px wide. Unknown names are left out.
    void setPreview(const std::string &name, const QImage &picture);
    void clearPreviews();
    void setMix(const StyleMix &mix);
    [[nodiscard]] const StyleMix &mix() const { return m_mix; }

    [[nodiscard]] QModelIndex indexOf(const std::string &name) const;
    /// The name itself where the model has no such style.
    [[nodiscard]] QString titleOf(const std::string &name) const;
    [[nodiscard]] QImage pictureOf(const std::string &name) const;
    /// "Starry Night 80 % · Wheat Field 20 %"; a single style without its share.
    [[nodiscard]] QString mixText(const StyleMix &mix) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] std::optional<double> weightOf(const std::string &name) const;

    std::vector<StyleItem> m_styles;
    std::vector<QImage> m_previews; ///< one a style, null where there is none
    StyleMix m_mix;
};

} // namespace solferino

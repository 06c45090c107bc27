// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/model_panel.h"
#include "core/documents/image_document.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace solferino {

/// A style as the card of its model file tells of it.
struct ModelStyle
{
    std::string name;   ///< "van_gogh_starry_night"
    QString title;      ///< "Van Gogh Starry Night"
    QByteArray picture; ///< JPEG of the painting; may be empty
};

/// The stylization models of this machine, and what each knows.
class StyleModels final
{
public:
    void setChoices(std::vector<ModelChoice> choices);
    [[nodiscard]] const std::vector<ModelChoice> &choices() const { return m_choices; }

    /// The model with these weights; the first that is installed where they are empty. Null: there is none.
    [[nodiscard]] const ModelChoice *find(const std::string &weights) const;
    /// Weights as a Styling names them: empty for the first model.
    [[nodiscard]] std::string nameOf(const std::string &weights) const;
    /// A much narrower net, and so a much quicker one, that knows all styles of a mix; null for none.
    [[nodiscard]] const ModelChoice *quickOne(const ModelChoice &full,
                                              const std::vector<MixedStyle> &mix) const;

private:
    std::vector<ModelChoice> m_choices; ///< of installed files
};

/// The names alone, in the model's order.
[[nodiscard]] std::vector<std::string> styleNames(const ModelChoice &choice);
[[nodiscard]] std::vector<ModelStyle> stylesOf(const ModelChoice &choice);
[[nodiscard]] bool hasStyles(const ModelChoice &choice, const std::vector<MixedStyle> &mix);
/// The mix as the option `styles` of this model: "van_gogh_starry_night:0.8,3:0.2". Styles are numbers where
/// their name could be misread. Weights add up to one; styles that the model has not are left out.
[[nodiscard]] std::string stylesOption(const ModelChoice &choice, const std::vector<MixedStyle> &mix);

} // namespace solferino

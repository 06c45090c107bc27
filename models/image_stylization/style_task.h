// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_dataset.h"
#include "models/image_stylization/style_loss.h"
#include "models/image_stylization/style_net.h"
#include "models/image_stylization/style_scoring.h"
#include "models/image_stylization/style_training.h"
#include "models/runtime/training_run.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace solferino::models {

/// One run's net, data and loss. With a base model only norm rows for the new paintings are trained: its
/// weights and rows stay as they are to the bit.
class StyleTask final : public ModelTraining
{
public:
    /// `base`, if any, must outlive the task. Throws Error(NoData, BadOption, File, ModelFileMismatch ...).
    StyleTask(const StyleTrainOptions &options, const StyleTrainSetting &setting, const ModelFile *base,
              Progress &progress);

    torch::nn::Module &net() override { return *m_trained; }
    double addGradients(std::int64_t step, const std::function<void()> &keepAlive) override;
    [[nodiscard]] nlohmann::json stepMetrics() const override;
    nlohmann::json position(std::int64_t step) override;
    [[nodiscard]] bool canValidate() const override { return !m_photos.validation().empty(); }
    Validation validate(const std::function<void()> &keepAlive) override;

    [[nodiscard]] nlohmann::json dataReport() const override;
    /// In float32, whatever the training's precision.
    [[nodiscard]] nlohmann::json scores(Progress &progress) override;
    void load(const FloatTensors &tensors) override;
    [[nodiscard]] StoredAs storedAs() const override;
    /// bf16 is the task's own affair; what stays in float32 may be rounded to tf32 beside it.
    [[nodiscard]] std::string precision() const override;

protected:
    [[nodiscard]] ModelFile modelNow(std::int64_t step) override;
    /// A strip: a photo, then some styles of it.
    [[nodiscard]] nlohmann::json makeSample(std::int64_t step) override;

private:
    void makeNet();
    void takeStart();
    void prepareLoss(Progress &progress);
    [[nodiscard]] torch::Tensor contentOf(const PhotoBatch &batch);
    void setPrecision(torch::ScalarType precision);
    [[nodiscard]] std::int64_t styleCount() const;
    [[nodiscard]] std::int64_t groupSize() const;
    [[nodiscard]] torch::Tensor stylesOf(std::int64_t step) const;
    [[nodiscard]] std::vector<torch::Tensor> validationPhotos() const;
    [[nodiscard]] std::vector<StyleScore> styleScores(const std::function<void()> &keepAlive) const;
    [[nodiscard]] ModelFileInfo card(std::int64_t step) const;

    StyleTrainOptions m_options;
    StyleTrainSetting m_setting;
    const ModelFile *m_base;
    StylePhotos m_photos;
    PaintingSet m_paintings;
    StyleNet m_net{nullptr};
    std::shared_ptr<torch::nn::Module> m_trained; ///< the net, or its norm rows alone
    std::unique_ptr<StyleLoss> m_loss;
    std::map<std::size_t, torch::Tensor> m_contents; ///< of photos by number, where their crops stay
    std::size_t m_contentBytes = 0;
    double m_contentLoss = 0.0;
    double m_styleLoss = 0.0;
};

} // namespace solferino::models

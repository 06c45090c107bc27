// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_actions.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>
#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kHardnessStep = 0.1;

} // namespace

CompareActions::CompareActions(CompareView &view, const Theme &theme, QWidget *area)
    : QObject(area)
    , m_view(view)
    , m_maker(theme, this, area)
    , m_modeGroup(new QActionGroup(this))
{
    addModes();
    addZooms();
    addMasks();
    QList<QAction *> crops;
    m_crop = m_maker.add(crops,
                         {tr("&Crop the Photo…"), u"C"_s,
                          tr("Take a part of the photo; its file stays whole"), u"transform-crop"_s},
                         [this] { Q_EMIT cropRequested(); });
    connect(&view, &CompareView::viewChanged, this, &CompareActions::update);
    connect(&view, &CompareView::toolChanged, this, &CompareActions::update);
    update();
}

void CompareActions::addModes()
{
    const std::array<ActionEntry, 4> entries{{
        {tr("&Split"), u"1"_s, tr("Show both forms with a divider between them"), u"view-split-left-right"_s},
        {tr("Si&de by Side"), u"2"_s, tr("Show both forms whole, one beside the other")},
        {tr("&Before"), u"3"_s, tr("Show the photo as it was; B does so while it is held")},
        {tr("&After"), u"4"_s, tr("Show the stylized picture alone")},
    }};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto mode = static_cast<CompareMode>(i);
        QAction *action = m_maker.add(m_modes, entries[i], [this, mode] { m_view.setMode(mode); });
        action->setCheckable(true);
        m_modeGroup->addAction(action);
    }
}

void CompareActions::addZooms()
{
    m_maker.add(m_views, {tr("Zoom &In"), u"+; ="_s, tr("Enlarge the picture"), u"zoom-in"_s},
                [this] { m_view.zoomBy(kZoomStep); });
    m_maker.add(m_views, {tr("Zoom &Out"), u"-"_s, tr("Make the picture smaller"), u"zoom-out"_s},
                [this] { m_view.zoomBy(1.0 / kZoomStep); });
    m_fit = m_maker.add(
        m_views, {tr("Whole &Picture"), u"F"_s, tr("Fit the picture into the view"), u"zoom-fit-best"_s},
        [this] { m_view.fit(); });
    m_actualSize =
        m_maker.add(m_views, {tr("&Every Pixel"), u"0"_s, tr("Show the photo at 100 %"), u"zoom-original"_s},
                    [this] { m_view.setZoom(1.0); });
}

void CompareActions::addMasks()
{
    const auto toggle = [this](const ActionEntry &entry, const std::function<void(bool)> &slot) {
        return m_maker.addToggle(m_masks, entry, slot);
    };
    m_paint = toggle({tr("&Paint the Style In"), u"M"_s,
                      tr("Paint where the style applies; the right button takes it away"), u"draw-brush"_s},
                     [this](bool on) { setTool(CompareTool::PaintMask, on); });
    m_erase = toggle({tr("&Erase the Style"), u"E"_s, tr("Paint where the photo stays"), u"draw-eraser"_s},
                     [this](bool on) { setTool(CompareTool::EraseMask, on); });
    m_showMask =
        toggle({tr("&Show the Mask"), u"Q"_s, tr("Tint the places where the photo stays"), u"view-visible"_s},
               [this](bool on) { m_view.setShowsMask(on); });
    m_masks.append(nullptr);
    m_maker.add(m_masks, {tr("&Larger Brush"), u"]"_s, tr("Paint the mask with a larger brush")},
                [this] { changeBrush(1, 0.0); });
    m_maker.add(m_masks, {tr("S&maller Brush"), u"["_s, tr("Paint the mask with a smaller brush")},
                [this] { changeBrush(-1, 0.0); });
    m_maker.add(m_masks, {tr("&Harder Brush"), u"Shift+]; }"_s, tr("Give the brush a sharper edge")},
                [this] { changeBrush(0, kHardnessStep); });
    m_maker.add(m_masks, {tr("S&ofter Brush"), u"Shift+[; {"_s, tr("Give the brush a softer edge")},
                [this] { changeBrush(0, -kHardnessStep); });
    m_masks.append(nullptr);
    m_invertMask = m_maker.add(m_masks,
                               {tr("&Invert the Mask"), u"Ctrl+Shift+I"_s,
                                tr("Apply the style where the photo stays now, and the other way")},
                               [this] { Q_EMIT maskRequested(inverted(m_view.mask()), tr("Invert Mask")); });
    m_clearMask = m_maker.add(m_masks, {tr("Style E&verywhere"), {}, tr("Take the mask away")},
                              [this] { Q_EMIT maskRequested({}, tr("Take Mask Away")); });
}

void CompareActions::setTool(CompareTool tool, bool isOn)
{
    m_view.setTool(isOn ? tool : CompareTool::Move);
    m_view.setFocus(Qt::OtherFocusReason);
    update();
}

void CompareActions::changeBrush(int sizeSteps, double hardness)
{
    MaskBrush brush = m_view.brush();
    brush.size = brush.sizeAfter(sizeSteps);
    brush.hardness = std::clamp(brush.hardness + hardness, 0.0, 1.0);
    m_view.setBrush(brush);
}

void CompareActions::setSuspended(bool isSuspended)
{
    m_isSuspended = isSuspended;
    update();
}

void CompareActions::update()
{
    const bool hasPicture = !m_view.pictureSize().isEmpty() && !m_isSuspended;
    m_crop->setEnabled(hasPicture);
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_modes.size()); ++i) {
        m_modes[static_cast<qsizetype>(i)]->setChecked(m_view.mode() == static_cast<CompareMode>(i));
        m_modes[static_cast<qsizetype>(i)]->setEnabled(hasPicture);
    }
    for (QAction *action : m_views + m_masks) {
        if (action)
            action->setEnabled(hasPicture);
    }
    m_paint->setChecked(m_view.tool() == CompareTool::PaintMask);
    m_erase->setChecked(m_view.tool() == CompareTool::EraseMask);
    m_showMask->setChecked(m_view.showsMask());
    const bool hasMask = !m_view.mask().values.empty();
    m_invertMask->setEnabled(hasPicture && hasMask);
    m_clearMask->setEnabled(hasPicture && hasMask);
}

} // namespace solferino

// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/consolestyle.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QDialogButtonBox>
#include <QStyleOption>
#include <QWidget>

namespace svix {

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (metric) {
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 3;
    case PM_SplitterWidth:
    case PM_DefaultFrameWidth:
    case PM_ComboBoxFrameWidth:
    case PM_SpinBoxFrameWidth:
    case PM_MenuPanelWidth:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuButtonIndicator:
    case PM_ButtonDefaultIndicator:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_TabBarBaseHeight:
    case PM_MenuHMargin:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
    case PM_ToolBarItemMargin:
        return 0;
    case PM_ScrollBarExtent:
        return scaled(12);
    case PM_ScrollBarSliderMin:
        return scaled(24);
    case PM_TabBarScrollButtonWidth:
        return scaled(28); // less a frame
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
    case PM_LineEditIconSize:
    case PM_TreeViewIndentation:
        return iconSize();
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
    case PM_ToolBarItemSpacing:
        return scaled(8);
    case PM_MenuVMargin:
        return scaled(4);
    case PM_MenuBarHMargin:
        return scaled(3);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return widget && widget->isWindow() ? scaled(16) : scaled(8);
    case PM_HeaderMargin:
        return cellPadding();
    case PM_ToolTipLabelFrameWidth:
        return scaled(4);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_Scrollable:
    case SH_MenuBar_MouseTracking:
        return 1;
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_MessageBox_CenterButtons:
    case SH_ItemView_PaintAlternatingRowColorsForEmptyArea:
        return 0;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout;
    case SH_FormLayoutLabelAlignment:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_LineEdit_PasswordCharacter:
        return 0x2022;
    case SH_Table_GridLineColor:
        return int(Tokens::of(option ? option->palette : QPalette()).hairline.rgb());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace svix

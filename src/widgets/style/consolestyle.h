// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace svix {

/// The console's look: a thin proxy over Fusion that reads every colour from the palette's tokens.
///
/// A push button's dynamic property \c kind chooses how it is drawn: "primary" (filled, one a
/// pane), "danger" (destructive verb, outlined), "danger-filled", "link" (text only, accent) or
/// "flat" (text only); see setKind(). A line edit with the property \c invalid set to true gets an
/// edge in \c bad.
class ConsoleStyle : public QProxyStyle
{
    Q_OBJECT
public:
    ConsoleStyle();

    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                       const QWidget *widget) const override;
};

/// Kinds of push button that the style knows.
enum class ButtonKind : int { Normal, Primary, Danger, DangerFilled, Link, Flat };

/// Sets the property \c kind and repaints.
void setKind(QWidget *button, ButtonKind kind);
ButtonKind kindOf(const QWidget *button);
/// Property of a filter that keeps rows out: it is drawn apart from those that do not.
inline constexpr char narrowsProperty[] = "narrows";

/// Marks an input as refused (edge in \c bad) or not.
void setInvalid(QWidget *input, bool invalid);

} // namespace svix

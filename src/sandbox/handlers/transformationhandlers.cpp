// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"

namespace svix::sandbox {

namespace {

HttpAnswer patch(Context &context, Transformation &transformation,
                 const EndpointTransformationPatch &in)
{
    if (!in.code.isAbsent()) {
        transformation.code = in.code.hasValue() ? std::optional(in.code.value()) : std::nullopt;
    }
    if (in.enabled.hasValue()) {
        transformation.enabled = in.enabled.value();
    }
    if (!in.variables.isAbsent()) {
        transformation.variables =
            in.variables.hasValue() ? in.variables.value() : QMap<QString, QString>();
    }
    transformation.updatedAt = context.now;
    return HttpAnswer::empty(204);
}

} // namespace

void addTransformationHandlers(Router &router)
{
    router.add(op::getEndpointTransformation,
               [&router](Context &context, const auto &, const auto &) {
                   HttpAnswer refused;
                   const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
                   if (!endpoint) {
                       return refused;
                   }
                   const Transformation &now = endpoint->transformation;
                   EndpointTransformationOut out;
                   out.code = now.code;
                   out.enabled = now.enabled;
                   if (!now.variables.isEmpty()) {
                       out.variables = now.variables;
                   }
                   out.updatedAt = now.updatedAt;
                   return router.answer(200, out);
               });
    router.add(
        op::setEndpointTransformation,
        [](Context &context, const auto &, const Received<EndpointTransformationPatch> &body) {
            const FieldProblems problems = problemsOf(body.value, body.names);
            if (!problems.isEmpty()) {
                return refusal::validation(problems);
            }
            HttpAnswer refused;
            Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
            return endpoint ? patch(context, endpoint->transformation, body.value) : refused;
        });
}

} // namespace svix::sandbox

// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/engine.h"

#include "script/prelude.h"

#include <JavaScriptCore/JavaScript.h>

#include <cstdlib>
#include <vector>

namespace svix::script {

namespace {

JSStringRef made(const std::string &text)
{
    return JSStringCreateWithUTF8CString(text.c_str());
}

// The text of a JSON document, which has no NUL inside.
std::string textOf(JSContextRef context, JSValueRef value)
{
    JSStringRef string = JSValueToStringCopy(context, value, nullptr);
    if (!string) {
        return {};
    }
    std::string text(JSStringGetMaximumUTF8CStringSize(string), '\0');
    const std::size_t size = JSStringGetUTF8CString(string, text.data(), text.size());
    JSStringRelease(string);
    text.resize(size > 0 ? size - 1 : 0);
    return text;
}

JSValueRef stringValue(JSContextRef context, const std::string &text)
{
    JSStringRef string = made(text);
    JSValueRef value = JSValueMakeString(context, string);
    JSStringRelease(string);
    return value;
}

JSValueRef member(JSContextRef context, JSObjectRef object, const char *name)
{
    JSStringRef key = JSStringCreateWithUTF8CString(name);
    JSValueRef value = JSObjectGetProperty(context, object, key, nullptr);
    JSStringRelease(key);
    return value;
}

JSObjectRef objectMember(JSContextRef context, JSObjectRef object, const char *name)
{
    JSValueRef value = member(context, object, name);
    return value && JSValueIsObject(context, value) ? JSValueToObject(context, value, nullptr)
                                                    : nullptr;
}

bool textMember(JSContextRef context, JSObjectRef object, const char *name, std::string &text)
{
    JSValueRef value = member(context, object, name);
    if (!value || !JSValueIsString(context, value)) {
        return false;
    }
    text = textOf(context, value);
    return true;
}

// Native functions find their engine in the private data of the object that they are called as.
using Native = void (*)(void *target, JSContextRef, std::size_t, const JSValueRef[]);
struct Binding
{
    Native native;
    void *target;
};

JSValueRef callBinding(JSContextRef context, JSObjectRef function, JSObjectRef, std::size_t count,
                       const JSValueRef arguments[], JSValueRef *)
{
    const auto *binding = static_cast<const Binding *>(JSObjectGetPrivate(function));
    binding->native(binding->target, context, count, arguments);
    return JSValueMakeUndefined(context);
}

} // namespace

struct Engine::Parts
{
    Say say;
    JSGlobalContextRef context = nullptr;
    JSClassRef bindings = nullptr;
    JSObjectRef program = nullptr; ///< what the prelude gives back
    std::string settled;
    Binding sayBinding{nullptr, nullptr};
    Binding settleBinding{nullptr, nullptr};

    JSValueRef evaluate(const std::string &code, const char *name, JSValueRef *problem)
    {
        JSStringRef script = made(code);
        JSStringRef url = JSStringCreateWithUTF8CString(name);
        JSValueRef value = JSEvaluateScript(context, script, nullptr, url, 1, problem);
        JSStringRelease(script);
        JSStringRelease(url);
        return value;
    }
    void call(const char *name, const std::vector<JSValueRef> &arguments)
    {
        JSValueRef problem = nullptr;
        if (JSObjectRef function = objectMember(context, program, name)) {
            JSObjectCallAsFunction(context, function, program, arguments.size(), arguments.data(),
                                   &problem);
        }
        // The prelude catches what the code throws; out of stack, it may not get that far.
        if (problem && settled.empty()) {
            settled = R"({"error":{"message":"RangeError: the code ran out of stack",)"
                      R"("line":0,"column":0}})";
        }
    }
};

Engine::Engine(Say say)
    : m_parts(new Parts)
{
    // Without a just-in-time compiler no memory is both written and executed, and the start is
    // quicker than what a transformation would gain.
    setenv("JSC_useJIT", "0", 1);
    setenv("JSC_useConcurrentGC", "0", 1);
    setenv("JSC_numberOfGCMarkers", "1", 1);
    Parts &parts = *m_parts;
    parts.say = std::move(say);
    parts.context = JSGlobalContextCreate(nullptr);
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Native";
    definition.callAsFunction = callBinding;
    parts.bindings = JSClassCreate(&definition);
    parts.sayBinding = {
        [](void *target, JSContextRef context, std::size_t count, const JSValueRef values[]) {
            if (count == 2) {
                static_cast<Parts *>(target)->say(textOf(context, values[0]),
                                                  textOf(context, values[1]));
            }
        },
        &parts};
    parts.settleBinding = {
        [](void *target, JSContextRef context, std::size_t count, const JSValueRef values[]) {
            auto &settled = static_cast<Parts *>(target)->settled;
            if (count == 1 && settled.empty()) { // the first one counts
                settled = textOf(context, values[0]);
            }
        },
        &parts};
    JSValueRef factory = parts.evaluate(prelude, "prelude", nullptr);
    const JSValueRef natives[] = {
        JSObjectMake(parts.context, parts.bindings, &parts.sayBinding),
        JSObjectMake(parts.context, parts.bindings, &parts.settleBinding)};
    JSValueRef program =
        JSObjectCallAsFunction(parts.context, JSValueToObject(parts.context, factory, nullptr),
                               nullptr, 2, natives, nullptr);
    parts.program = JSValueToObject(parts.context, program, nullptr);
    JSValueProtect(parts.context, parts.program);
    JSGarbageCollect(parts.context); // starts the collector's threads
}

Engine::~Engine()
{
    JSGlobalContextRelease(m_parts->context);
    JSClassRelease(m_parts->bindings);
    delete m_parts;
}

bool Engine::readRequest(const std::string &request, std::string &code, std::string &payload) const
{
    JSContextRef context = m_parts->context;
    JSStringRef text = made(request);
    JSValueRef value = JSValueMakeFromJSONString(context, text);
    JSStringRelease(text);
    if (!value || !JSValueIsObject(context, value)) {
        return false;
    }
    JSObjectRef object = JSValueToObject(context, value, nullptr);
    JSObjectRef webhook = objectMember(context, object, "webhook");
    return webhook && textMember(context, object, "code", code) &&
           textMember(context, webhook, "payload", payload);
}

std::string Engine::run(const std::string &code, const std::string &request)
{
    Parts &parts = *m_parts;
    if (code.find('\0') != std::string::npos) {
        return R"({"error":{"message":"The code has a NUL character","line":0,"column":0}})";
    }
    JSValueRef problem = nullptr;
    parts.evaluate(code, "transformation", &problem);
    if (problem) {
        parts.call("failWith", {problem});
        return parts.settled;
    }
    // A handler that is a constant is no property of the global object.
    JSValueRef handler = parts.evaluate("typeof handler === 'function' ? handler : undefined",
                                        "transformation", &problem);
    parts.call("run", {handler ? handler : JSValueMakeUndefined(parts.context),
                       stringValue(parts.context, request)});
    // Everything that a promise was waiting for has run by now: there are no timers and no input.
    if (parts.settled.empty()) {
        parts.settled = R"({"error":{"message":"The promise of handler is never settled",)"
                        R"("line":0,"column":0}})";
    }
    return parts.settled;
}

} // namespace svix::script

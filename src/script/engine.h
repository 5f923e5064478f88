// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace svix::script {

/// One start of JavaScriptCore, for one transformation.
class Engine
{
public:
    /// Gets what the console methods are called with, both as JSON texts.
    using Say = std::function<void(const std::string &level, const std::string &text)>;

    /// Starts JavaScriptCore, with everything it opens and every thread it may want.
    explicit Engine(Say say);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// The code of a request, and the text of its webhook's payload; false when it is no request.
    bool readRequest(const std::string &request, std::string &code, std::string &payload) const;
    /// Runs the code's handler on the request's webhook: {"result":{…}} or {"error":{…}}. Takes as
    /// long as the code does.
    std::string run(const std::string &code, const std::string &request);

private:
    struct Parts;
    Parts *m_parts;
};

} // namespace svix::script

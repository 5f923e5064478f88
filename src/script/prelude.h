// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace svix::script {

/// Evaluated before the code of a transformation: a function that gets the request's text and the
/// native functions, and gives back what runs the handler. It keeps the built-ins that it uses, so
/// that code which replaces JSON or String does not change what is answered.
constexpr const char *prelude = R"js(
(function (say, settle) {
    'use strict';
    const parse = JSON.parse, write = JSON.stringify, text = String;
    const isArray = Array.isArray, keys = Object.keys;
    const isObject = (value) => typeof value === 'object' && value !== null;

    function shown(value) {
        if (typeof value === 'string') {
            return value;
        }
        try {
            if (isObject(value) && !(value instanceof Error)) {
                const json = write(value);
                return json === undefined ? text(value) : json;
            }
            return text(value);
        } catch (error) {
            return '(a value that cannot be shown)';
        }
    }
    const levels = {};
    for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
        levels[level] = function (...values) {
            let line = '';
            for (let i = 0; i < values.length; ++i) {
                line += (i > 0 ? ' ' : '') + shown(values[i]);
            }
            say(write(level), write(line));
        };
    }
    Object.defineProperty(globalThis, 'console',
                          { value: levels, writable: true, configurable: true });

    // Put together by hand: the code may have given every object a toJSON of its own.
    function fail(message, line, column) {
        settle('{"error":{"message":' + write(message) + ',"line":' + write(line | 0) +
               ',"column":' + write(column | 0) + '}}');
    }
    function failWith(error) {
        try {
            if (error instanceof Error) {
                const ours = error.sourceURL !== 'transformation';
                fail(text(error.name) + ': ' + text(error.message), ours ? 0 : error.line,
                     ours ? 0 : error.column);
                return;
            }
        } catch (another) {
            // It is shown as any other value, if it can be.
        }
        fail('The code threw ' + shown(error), 0, 0);
    }

    function take(given, original) {
        if (!isObject(given) || isArray(given)) {
            fail('handler must return an object', 0, 0);
            return;
        }
        let method = given.method, url = given.url;
        method = method === undefined ? original.method : method;
        url = url === undefined ? original.url : url;
        if (method !== 'POST' && method !== 'PUT' && method !== 'PATCH') {
            fail('method must be POST, PUT or PATCH, not ' + shown(method), 0, 0);
            return;
        }
        if (typeof url !== 'string') {
            fail('url must be a text', 0, 0);
            return;
        }
        const cancel = given.cancel;
        if (cancel !== undefined && typeof cancel !== 'boolean') {
            fail('cancel must be true or false', 0, 0);
            return;
        }
        const headers = given.headers;
        let pairs = '';
        if (headers !== undefined && headers !== null) {
            if (!isObject(headers) || isArray(headers)) {
                fail('headers must be an object of texts', 0, 0);
                return;
            }
            for (const name of keys(headers)) {
                const value = headers[name];
                if (typeof value !== 'string' && typeof value !== 'number') {
                    fail('the header ' + name + ' must be a text', 0, 0);
                    return;
                }
                pairs += (pairs === '' ? '' : ',') + write(name) + ':' + write(text(value));
            }
        }
        const payload = write('payload' in given ? given.payload : original.payload);
        if (payload === undefined) {
            fail('payload cannot be written as JSON', 0, 0);
            return;
        }
        settle('{"result":{"method":' + write(method) + ',"url":' + write(url) + ',"cancel":' +
               (cancel === true ? 'true' : 'false') + ',"headers":{' + pairs +
               '},"payload":' + write(payload) + '}}');
    }

    return {
        failWith,
        run(handler, request) {
            if (typeof handler !== 'function') {
                fail('The code defines no function called handler', 0, 0);
                return;
            }
            const given = parse(request).webhook;
            const make = () => ({
                method: given.method,
                url: given.url,
                payload: parse(given.payload),
                eventType: given.eventType,
                channels: given.channels,
                env: given.env,
                transformationsParams: parse(given.transformationsParams),
            });
            const original = make();
            try {
                const value = handler(make());
                if (isObject(value) && typeof value.then === 'function') {
                    value.then((later) => {
                        try {
                            take(later, original);
                        } catch (error) {
                            failWith(error);
                        }
                    }, failWith);
                } else {
                    take(value, original);
                }
            } catch (error) {
                failWith(error);
            }
        },
    };
})
)js";

} // namespace svix::script

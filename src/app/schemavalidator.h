// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace svix {

/// Checks a payload against a JSON Schema, in the process that runs transformations: a pattern that
/// never ends or a schema that leads back to itself ends that process and nothing else. It gets the
/// schema where a transformation has its parameters, and gives back what it found as a payload.
constexpr const char *schemaValidator = R"js(
const most = 8;
const said = ['title', 'description', 'default', 'examples', 'example', '$schema', '$id', 'id',
              '$comment', 'definitions', '$defs', 'readOnly', 'writeOnly', 'deprecated',
              'nullable', 'externalDocs', 'then', 'else'];
const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const isObject = (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
const kind = (value) => value === null            ? 'null'
                        : Array.isArray(value)    ? 'array'
                        : Number.isInteger(value) ? 'integer'
                                                  : typeof value;
const step = (path, name) =>
    path + '/' + String(name).replace(/~/g, '~0').replace(/\//g, '~1');

function same(a, b) {
    if (a === b) {
        return true;
    }
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null ||
        Array.isArray(a) !== Array.isArray(b)) {
        return false;
    }
    const names = Object.keys(a);
    return names.length === Object.keys(b).length &&
           names.every((name) => has(b, name) && same(a[name], b[name]));
}

const formats = {
    'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
    'date': /^\d{4}-\d\d-\d\d$/,
    'time': /^\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$/,
    'email': /^[^@\s]+@[^@\s]+$/,
    'uri': /^[A-Za-z][A-Za-z0-9+.-]*:\S*$/,
    'uuid': /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    'ipv4': /^(\d{1,3}\.){3}\d{1,3}$/,
};

function handler(webhook) {
    const root = webhook.transformationsParams;
    const oldRefs = isObject(root) && /draft-0[3-7]/.test(String(root.$schema));
    const found = [], ignored = new Set(), patterns = new Map(), under = new Map();
    let count = 0;

    function tell(quiet, path, rule, detail) {
        if (!quiet && ++count <= most) {
            found.push({ path, rule, detail: detail === undefined ? '' : String(detail) });
        }
        return false;
    }
    function matches(pattern, text) {
        if (!patterns.has(pattern)) {
            let made = null;
            for (const flags of ['u', '']) {
                try {
                    made = made || new RegExp(pattern, flags);
                } catch (error) {
                    // Tried once more in the old way of writing, then it is left out.
                }
            }
            patterns.set(pattern, made);
        }
        const made = patterns.get(pattern);
        if (!made) {
            ignored.add('pattern ' + pattern);
        }
        return !made || made.test(text);
    }
    function target(ref) {
        if (ref === '#') {
            return root;
        }
        if (!ref.startsWith('#/')) {
            return undefined;
        }
        let at = root;
        for (const part of ref.slice(2).split('/')) {
            const name = decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
            if (typeof at !== 'object' || at === null || !has(at, name)) {
                return undefined;
            }
            at = at[name];
        }
        return at;
    }
    function follow(ref, value, path, quiet) {
        const schema = target(String(ref));
        if (schema === undefined) {
            ignored.add('$ref ' + ref);
            return true;
        }
        const paths = under.get(schema) || new Set();
        if (paths.has(path)) {
            ignored.add('$ref ' + ref + ' (it leads back to itself)');
            return true;
        }
        under.set(schema, paths.add(path));
        const ok = check(schema, value, path, quiet);
        paths.delete(path);
        return ok;
    }
    function numbers(schema, value, path, quiet) {
        let ok = true;
        const above = schema.exclusiveMinimum, below = schema.exclusiveMaximum;
        if (typeof schema.minimum === 'number' &&
            (above === true ? value <= schema.minimum : value < schema.minimum)) {
            ok = tell(quiet, path, above === true ? 'above' : 'minimum', schema.minimum);
        }
        if (typeof schema.maximum === 'number' &&
            (below === true ? value >= schema.maximum : value > schema.maximum)) {
            ok = tell(quiet, path, below === true ? 'below' : 'maximum', schema.maximum);
        }
        if (typeof above === 'number' && value <= above) {
            ok = tell(quiet, path, 'above', above);
        }
        if (typeof below === 'number' && value >= below) {
            ok = tell(quiet, path, 'below', below);
        }
        if (typeof schema.multipleOf === 'number' && schema.multipleOf > 0) {
            const times = value / schema.multipleOf;
            if (Math.abs(times - Math.round(times)) > 1e-9 * Math.max(1, Math.abs(times))) {
                ok = tell(quiet, path, 'multipleOf', schema.multipleOf);
            }
        }
        return ok;
    }
    function texts(schema, value, path, quiet) {
        let ok = true;
        const length = [...value].length;
        if (length < schema.minLength) {
            ok = tell(quiet, path, 'minLength', schema.minLength);
        }
        if (length > schema.maxLength) {
            ok = tell(quiet, path, 'maxLength', schema.maxLength);
        }
        if (typeof schema.pattern === 'string' && !matches(schema.pattern, value)) {
            ok = tell(quiet, path, 'pattern', schema.pattern);
        }
        if (typeof schema.format === 'string') {
            if (!has(formats, schema.format)) {
                ignored.add('format ' + schema.format);
            } else if (!formats[schema.format].test(value)) {
                ok = tell(quiet, path, 'format', schema.format);
            }
        }
        return ok;
    }
    function lists(schema, value, path, quiet) {
        let ok = true;
        if (value.length < schema.minItems) {
            ok = tell(quiet, path, 'minItems', schema.minItems);
        }
        if (value.length > schema.maxItems) {
            ok = tell(quiet, path, 'maxItems', schema.maxItems);
        }
        if (schema.uniqueItems === true &&
            value.some((one, i) => value.slice(0, i).some((other) => same(one, other)))) {
            ok = tell(quiet, path, 'uniqueItems');
        }
        const first = Array.isArray(schema.items) ? schema.items : schema.prefixItems;
        const head = Array.isArray(first) ? first : [];
        const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
        value.forEach((item, i) => {
            const by = i < head.length ? head[i] : rest;
            if (by !== undefined && !check(by, item, step(path, i), quiet)) {
                ok = false;
            }
        });
        if (schema.contains !== undefined &&
            !value.some((item, i) => check(schema.contains, item, step(path, i), true))) {
            ok = tell(quiet, path, 'contains');
        }
        return ok;
    }
    function objects(schema, value, path, quiet) {
        let ok = true;
        const names = Object.keys(value);
        const properties = isObject(schema.properties) ? schema.properties : {};
        const byPattern =
            isObject(schema.patternProperties) ? schema.patternProperties : {};
        for (const name of Array.isArray(schema.required) ? schema.required : []) {
            if (!has(value, name)) {
                ok = tell(quiet, path, 'required', name);
            }
        }
        if (names.length < schema.minProperties) {
            ok = tell(quiet, path, 'minProperties', schema.minProperties);
        }
        if (names.length > schema.maxProperties) {
            ok = tell(quiet, path, 'maxProperties', schema.maxProperties);
        }
        for (const name of names) {
            let known = has(properties, name);
            if (known && !check(properties[name], value[name], step(path, name), quiet)) {
                ok = false;
            }
            for (const pattern of Object.keys(byPattern)) {
                if (matches(pattern, name)) {
                    known = true;
                    ok = check(byPattern[pattern], value[name], step(path, name), quiet) && ok;
                }
            }
            if (!known && schema.additionalProperties === false) {
                ok = tell(quiet, path, 'additionalProperties', name);
            } else if (!known && isObject(schema.additionalProperties)) {
                ok = check(schema.additionalProperties, value[name], step(path, name), quiet) && ok;
            }
            if (schema.propertyNames !== undefined &&
                !check(schema.propertyNames, name, path, true)) {
                ok = tell(quiet, path, 'propertyNames', name);
            }
        }
        return ok;
    }
    function combined(schema, value, path, quiet) {
        let ok = true;
        const fitting = (list) => list.filter((one) => check(one, value, path, true)).length;
        if (Array.isArray(schema.allOf)) {
            for (const one of schema.allOf) {
                ok = check(one, value, path, quiet) && ok;
            }
        }
        if (Array.isArray(schema.anyOf) && fitting(schema.anyOf) === 0) {
            ok = tell(quiet, path, 'anyOf', schema.anyOf.length);
        }
        if (Array.isArray(schema.oneOf)) {
            const times = fitting(schema.oneOf);
            if (times !== 1) {
                ok = tell(quiet, path, times === 0 ? 'anyOf' : 'oneOf',
                          times === 0 ? schema.oneOf.length : times);
            }
        }
        if (schema.not !== undefined && check(schema.not, value, path, true)) {
            ok = tell(quiet, path, 'not');
        }
        if (schema.if !== undefined) {
            const then = check(schema.if, value, path, true) ? schema.then : schema.else;
            ok = (then === undefined || check(then, value, path, quiet)) && ok;
        }
        return ok;
    }
    const known = ['type', 'enum', 'const', '$ref', 'minimum', 'maximum', 'exclusiveMinimum',
                   'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern', 'format',
                   'minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems',
                   'additionalItems', 'contains', 'required', 'properties', 'patternProperties',
                   'additionalProperties', 'minProperties', 'maxProperties', 'propertyNames',
                   'allOf', 'anyOf', 'oneOf', 'not', 'if', ...said];
    function check(schema, value, path, quiet) {
        if (schema === false) {
            return tell(quiet, path, 'nothing');
        }
        if (!isObject(schema)) {
            return true;
        }
        for (const name of Object.keys(schema)) {
            if (!known.includes(name) && !name.startsWith('x-')) {
                ignored.add(name);
            }
        }
        let ok = true;
        if (has(schema, '$ref')) {
            ok = follow(schema.$ref, value, path, quiet);
            if (oldRefs) {
                return ok;
            }
        }
        const is = kind(value);
        if (has(schema, 'type') && !(value === null && schema.nullable === true)) {
            const types = [].concat(schema.type);
            if (!types.includes(is) && !(is === 'integer' && types.includes('number'))) {
                return tell(quiet, path, 'type ' + is, types.join(', '));
            }
        }
        if (Array.isArray(schema.enum) && !schema.enum.some((one) => same(one, value))) {
            ok = tell(quiet, path, 'enum',
                      schema.enum.slice(0, 6).map((one) => JSON.stringify(one)).join(', '));
        }
        if (has(schema, 'const') && !same(schema.const, value)) {
            ok = tell(quiet, path, 'const', JSON.stringify(schema.const));
        }
        if (typeof value === 'number') {
            ok = numbers(schema, value, path, quiet) && ok;
        } else if (typeof value === 'string') {
            ok = texts(schema, value, path, quiet) && ok;
        } else if (is === 'array') {
            ok = lists(schema, value, path, quiet) && ok;
        } else if (is === 'object') {
            ok = objects(schema, value, path, quiet) && ok;
        }
        return combined(schema, value, path, quiet) && ok;
    }
    check(root, webhook.payload, '', false);
    return { payload: { found, count, ignored: [...ignored].slice(0, 10) } };
}
)js";

} // namespace svix

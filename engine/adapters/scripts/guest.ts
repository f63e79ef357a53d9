import { scriptLimits } from '../../model/script.ts';

/**
 * Runs inside the sandbox, before and around the code of a person. It takes what it uses of the language before that code can
 * change it, and hands out texts only, so that nothing the code makes is ever touched from outside. Written as text, because it is
 * never run by us.
 */
export const guestSource = `(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { keys, getPrototypeOf, defineProperty } = Object;
  const { isArray } = Array;
  const { isFinite } = Number;
  const { apply } = Reflect;
  const Moment = Date;
  const toIso = Date.prototype.toISOString;
  const plain = Object.prototype;
  const text = String;
  const FunctionOf = Function;
  const kinds = [[Promise, 'a Promise; there is nothing to wait for here'], [Map, 'a Map'], [Set, 'a Set'], [WeakMap, 'a WeakMap'],
    [WeakSet, 'a WeakSet'], [RegExp, 'a pattern'], [Error, 'an error'], [ArrayBuffer, 'raw bytes'], [getPrototypeOf(Uint8Array), 'raw bytes']];
  const isA = (value, of) => { for (let at = getPrototypeOf(value), hops = 0; at !== null && hops < 100; at = getPrototypeOf(at), hops++) if (at === of.prototype) return true; return false; };
  const refuse = (where, what) => { throw { refused: (where === '' ? 'it' : where) + ' is ' + what }; };
  const nameOf = (where, key) => where + '[' + stringify(key) + ']';
  let left = 0;
  const piece = (written) => { left -= written.length; if (left < 0) throw { tooLarge: true }; return written; };
  const write = (value, where, depth) => {
    if (depth > MAX_DEPTH) refuse(where, 'nested more than MAX_DEPTH levels deep, or holds itself');
    switch (typeof value) {
      case 'string': return piece(stringify(value));
      case 'boolean': return piece(value ? 'true' : 'false');
      case 'number':
        if (!isFinite(value)) refuse(where, 'no number (' + text(value) + ')');
        return piece(stringify(value));
      case 'bigint': refuse(where, 'a BigInt; turn it into a text or a number');
      case 'function': refuse(where, 'a function');
      case 'symbol': refuse(where, 'a symbol');
      case 'undefined': refuse(where, 'nothing');
    }
    if (value === null) return piece('null');
    if (isArray(value)) {
      let written = piece('[');
      const { length } = value;
      for (let index = 0; index < length; index++) written += (index === 0 ? '' : piece(',')) + write(value[index], where + '[' + index + ']', depth + 1);
      return written + piece(']');
    }
    const proto = getPrototypeOf(value);
    if (proto !== plain && proto !== null) {
      if (isA(value, Moment)) return write(apply(toIso, value, []), where, depth);
      for (let index = 0; index < kinds.length; index++) if (isA(value, kinds[index][0])) refuse(where, kinds[index][1]);
    }
    const names = keys(value);
    let written = piece('{');
    let isFirst = true;
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      const inner = value[name];
      // As JSON does: a field that is nothing is not there.
      if (inner === undefined) continue;
      written += (isFirst ? '' : piece(',')) + piece(stringify(name)) + piece(':') + write(inner, nameOf(where, name), depth + 1);
      isFirst = false;
    }
    return written + piece('}');
  };
  const safe = (read) => { try { const found = read(); return typeof found === 'string' ? found : typeof found === 'number' ? text(found) : ''; } catch (_) { return ''; } };
  const cut = (words, most) => { let kept = ''; for (let index = 0; index < words.length && index < most; index++) kept += words[index]; return kept; };
  const written = (name, message, stack) => '{"name":' + stringify(name) + ',"message":' + stringify(message) + ',"stack":' + stringify(stack) + '}';
  const describe = (thrown) => {
    if (typeof thrown === 'string' || typeof thrown === 'number' || typeof thrown === 'boolean') return written('', cut(text(thrown), 500), '');
    if (thrown === null || (typeof thrown !== 'object' && typeof thrown !== 'function')) return written('', 'something that is no error', '');
    return written(cut(safe(() => thrown.name), 100), cut(safe(() => thrown.message), 500), cut(safe(() => thrown.stack), 4000));
  };
  const lines = [];
  const log = (...given) => {
    if (lines.length >= MAX_LINES) return;
    let line = '';
    for (let index = 0; index < given.length && line.length < MAX_LINE; index++) {
      const one = given[index];
      let said = '';
      if (typeof one === 'string') said = one;
      else try { left = MAX_LINE * 4; said = write(one, '', 0); } catch (_) { said = typeof one; }
      line += (index === 0 ? '' : ' ') + said;
    }
    defineProperty(lines, lines.length, { value: cut(line, MAX_LINE), writable: true, enumerable: true, configurable: true });
  };
  defineProperty(globalThis, 'log', { value: log });
  defineProperty(globalThis, 'console', { value: { log, info: log, warn: log, error: log, debug: log } });
  return (source, inputText) => {
    const outcome = () => {
      let code;
      try { code = FunctionOf('input', source); } catch (thrown) { return '"syntax":' + describe(thrown); }
      let value;
      try { value = apply(code, undefined, [parse(inputText)]); } catch (thrown) { return '"error":' + describe(thrown); }
      left = MAX_BYTES;
      try { return '"value":' + write(value, '', 0); } catch (thrown) {
        if (thrown && typeof thrown === 'object' && typeof thrown.refused === 'string') return '"refused":' + stringify(cut(thrown.refused, 500));
        if (thrown && typeof thrown === 'object' && thrown.tooLarge === true) return '"tooLarge":true';
        return '"error":' + describe(thrown);
      }
    };
    const said = outcome();
    let logged = '';
    for (let index = 0; index < lines.length; index++) logged += (index === 0 ? '' : ',') + stringify(lines[index]);
    return '{' + said + ',"logs":[' + logged + ']}';
  };
})()`
  .replaceAll('MAX_DEPTH', String(scriptLimits.depth))
  .replaceAll('MAX_BYTES', String(scriptLimits.jsonBytes))
  .replaceAll('MAX_LINES', String(scriptLimits.logLines))
  .replaceAll('MAX_LINE', String(scriptLimits.logCharacters));

/** Lines the language puts in front of the body of a function it is given as text. */
export const linesBefore = 2;

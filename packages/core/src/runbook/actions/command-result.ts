import type { JsonObject } from '../../value/json.ts';
import { textOf } from '../text-of.ts';
import { at, mapsAt, textAt } from './answer.ts';
import { cutToBytes } from './cut-to-bytes.ts';

const LONGEST_SHOWN_BYTES = 8_000;

/**
 * The result of a command. `OutputPayload` has an entry for each of the first 50 invocations; `ResponseCode` and
 * `Output` are there only for one invocation of one plugin (trap 38).
 */
export function invocationResult(CommandId: string, Status: string, invocations: readonly JsonObject[]): JsonObject {
  const OutputPayload = invocations.map((invocation) => ({
    Status: textAt(invocation, 'Status'),
    ...pluginResult(invocation),
    CommandId,
  }));
  const [only, ...others] = invocations;
  const single = only && others.length === 0 ? pluginResult(only) : {};
  return { Status, ...single, CommandId, OutputPayload };
}

function pluginResult(invocation: JsonObject): JsonObject {
  const [plugin, ...others] = mapsAt(invocation, 'CommandPlugins');
  if (!plugin || others.length > 0) return {};
  return { ResponseCode: at(plugin, 'ResponseCode') ?? null, Output: textAt(plugin, 'Output') };
}

/** SSM's own words for a command that did not succeed (automation-documents, 4.19). */
export function unexpectedResult(result: JsonObject): string {
  const shown = ['Status', 'ResponseCode', 'Output', 'OutputPayload', 'CommandId'].flatMap((name) => {
    const value = result[name];
    if (value === undefined) return [];
    const text = textOf(value);
    return [`${name}=${name === 'OutputPayload' ? text : `[${text}]`}`];
  });
  const detail = `{${shown.join(', ')}}`;
  const cut = cutToBytes(detail, LONGEST_SHOWN_BYTES);
  return `Command ${textAt(result, 'CommandId')} returns unexpected invocation result: ${cut}`;
}

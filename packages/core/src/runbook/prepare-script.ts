import type { JsonObject } from '../value/json.ts';
import { invalid, isAbsent, mapOf, notText, type Invalid } from './input-checks.ts';
import type { Work } from './command.ts';

type Script = Extract<Work, { kind: 'script' }>;

const FAMILIES = {
  python: /^python3\.\d+$/,
  nodejs: /^nodejs\d+\.x$/,
  powershell: /^PowerShell (?:Core )?\d+\.\d+$/,
} as const;

/** The family of a runtime of aws:executeScript; undefined for a name that is none. */
export function runtimeFamily(runtime: string): keyof typeof FAMILIES | undefined {
  return (Object.keys(FAMILIES) as (keyof typeof FAMILIES)[]).find((family) => FAMILIES[family].test(runtime));
}

/** automation-documents, 4.13. */
export function prepareScript(inputs: JsonObject): { readonly kind: 'work'; readonly work: Script } | Invalid {
  const bad = notText(inputs, ['Runtime']);
  if (bad) return bad;
  const { Runtime, Handler, Script, Attachment } = inputs;
  const family = runtimeFamily(String(Runtime));
  if (!family) {
    return invalid(`Runtime "${String(Runtime)}" is unknown. Accepted: python3.x, nodejsNN.x, PowerShell 7.x`);
  }
  if (isAbsent(Script) && (isAbsent(Attachment) || family === 'powershell')) {
    return invalid('Input "Script" is missing');
  }
  if (family === 'powershell' ? !isAbsent(Handler) : notText(inputs, ['Handler'])) {
    return invalid(
      family === 'powershell' ? 'Input "Handler" is not supported for PowerShell' : 'Input "Handler" is missing',
    );
  }
  const texts = [Script, Attachment].filter((value) => !isAbsent(value));
  if (texts.some((value) => typeof value !== 'string')) return invalid('"Script" and "Attachment" are texts');
  const payload = mapOf(inputs['InputPayload']);
  if (!payload) return invalid('Input "InputPayload" is not a map');
  const work: Script = {
    kind: 'script',
    runtime: String(Runtime),
    ...(isAbsent(Handler) ? {} : { handler: String(Handler) }),
    ...(isAbsent(Script) ? {} : { script: String(Script) }),
    ...(isAbsent(Attachment) ? {} : { attachment: String(Attachment) }),
    payload,
  };
  return { kind: 'work', work };
}

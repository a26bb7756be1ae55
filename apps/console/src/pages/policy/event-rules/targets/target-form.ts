import { eventTarget, type EventTarget } from '@trueup/api-contract';
import { TARGET_FIELDS, type TargetKind } from './target-fields.ts';

export const INPUT_KINDS = ['event', 'constant', 'path', 'transformer'] as const;
type InputKind = (typeof INPUT_KINDS)[number];

/** A target as it is entered: all is text, and what is empty is left out. */
export interface TargetForm {
  readonly id: string;
  readonly kind: TargetKind;
  /** By the name of the member of the address. */
  readonly values: Readonly<Record<string, string>>;
  readonly input: InputKind;
  readonly text: string;
  readonly path: string;
  readonly paths: readonly { readonly name: string; readonly path: string }[];
  readonly template: string;
  readonly maxAttempts: string;
  readonly maxAgeMinutes: string;
  readonly deadLetterArn: string;
}

/** What holds where a retry is given in part: EventBridge's own. */
export const DEFAULT_RETRY = { maxAttempts: 185, maxAgeSeconds: 86_400 };

export function emptyTarget(kind: TargetKind, taken: readonly string[] = []): TargetForm {
  return {
    id: freeId(kind, taken),
    kind,
    values: {},
    input: 'event',
    text: '',
    path: '$.detail',
    paths: [{ name: '', path: '' }],
    template: '',
    maxAttempts: '',
    maxAgeMinutes: '',
    deadLetterArn: '',
  };
}

/** The kind, with a number where the rule has such a target already. */
export function freeId(kind: TargetKind, taken: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? kind : `${kind}-${count}`;
    if (!taken.includes(id)) return id;
  }
}

export function formOf({ id, address, input, retry, deadLetterArn }: EventTarget): TargetForm {
  const { kind, ...members } = address;
  const values = Object.entries(members).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return {
    ...emptyTarget(kind),
    id,
    values: Object.fromEntries(values),
    ...inputForm(input),
    ...(retry === undefined
      ? {}
      : { maxAttempts: String(retry.maxAttempts), maxAgeMinutes: String(retry.maxAgeSeconds / 60) }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}

function inputForm(input: EventTarget['input']): Partial<TargetForm> {
  switch (input?.kind) {
    case undefined:
      return {};
    case 'constant':
      return { input: 'constant', text: input.text };
    case 'path':
      return { input: 'path', path: input.path };
    case 'transformer':
      return {
        input: 'transformer',
        template: input.template,
        paths: Object.entries(input.paths).map(([name, path]) => ({ name, path })),
      };
  }
}

/** Why a member is not accepted: it is needed, or not of its form. */
export type TargetFault = 'missing' | 'malformed';

export type TargetRead =
  | { readonly kind: 'target'; readonly target: EventTarget }
  /** By the path of what is wrong, such as `address.url`. */
  | { readonly kind: 'faulty'; readonly faults: Readonly<Record<string, TargetFault>> };

/** The target that a form means, checked as the server checks it. */
export function targetOf(form: TargetForm): TargetRead {
  const given = {
    id: form.id.trim(),
    address: addressOf(form),
    ...inputOf(form),
    ...retryOf(form),
    ...(form.deadLetterArn.trim() === '' ? {} : { deadLetterArn: form.deadLetterArn.trim() }),
  };
  const missing = TARGET_FIELDS[form.kind]
    .filter(({ name, required }) => required && (form.values[name] ?? '').trim() === '')
    .map(({ name }): [string, TargetFault] => [`address.${name}`, 'missing']);
  const parsed = eventTarget.safeParse(given);
  if (parsed.success && missing.length === 0) return { kind: 'target', target: parsed.data };
  const malformed = (parsed.error?.issues ?? []).map(({ path }): [string, TargetFault] => [
    path.slice(0, 2).join('.'),
    'malformed',
  ]);
  return { kind: 'faulty', faults: Object.fromEntries([...malformed, ...missing]) };
}

function addressOf({ kind, values }: TargetForm): Readonly<Record<string, unknown>> {
  const members = TARGET_FIELDS[kind].flatMap(({ name, form }): [string, unknown][] => {
    const value = (values[name] ?? '').trim();
    if (value === '') return [];
    return [[name, form === 'list' ? value.split(/[\s,;]+/).filter((one) => one !== '') : value]];
  });
  return { kind, ...Object.fromEntries(members) };
}

function inputOf({ input, text, path, paths, template }: TargetForm): { readonly input?: unknown } {
  switch (input) {
    case 'event':
      return {};
    case 'constant':
      return { input: { kind: 'constant', text } };
    case 'path':
      return { input: { kind: 'path', path: path.trim() } };
    case 'transformer': {
      const named = paths.filter((one) => one.name.trim() !== '' || one.path.trim() !== '');
      const entries = named.map((one): [string, string] => [one.name.trim(), one.path.trim()]);
      return { input: { kind: 'transformer', paths: Object.fromEntries(entries), template } };
    }
  }
}

function retryOf({ maxAttempts, maxAgeMinutes }: TargetForm): { readonly retry?: unknown } {
  if (maxAttempts.trim() === '' && maxAgeMinutes.trim() === '') return {};
  const number = (text: string, fallback: number): number => (text.trim() === '' ? fallback : Number(text));
  return {
    retry: {
      maxAttempts: number(maxAttempts, DEFAULT_RETRY.maxAttempts),
      maxAgeSeconds: number(maxAgeMinutes, DEFAULT_RETRY.maxAgeSeconds / 60) * 60,
    },
  };
}

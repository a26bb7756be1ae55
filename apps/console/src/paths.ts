/** Every URL of the console. Nothing else builds or matches one. */
export const PATTERNS = {
  overview: '/',
  start: '/start',
  findings: '/findings',
  finding: '/findings/$findingId',
  plans: '/plans',
  plan: '/plans/$planId',
  executions: '/executions',
  execution: '/executions/$executionId',
  runbooks: '/runbooks',
  newRunbook: '/runbooks/new',
  controlRunbook: '/runbooks/controls/$controlId',
  documentRunbook: '/runbooks/documents/$documentName',
  remediations: '/policy/remediations',
  policySource: '/policy/source',
  windows: '/policy/windows',
  exceptions: '/policy/exceptions',
  exception: '/policy/exceptions/$exceptionId',
  automationRules: '/policy/automation-rules',
  automationRule: '/policy/automation-rules/$ruleId',
  eventRules: '/policy/event-rules',
  eventRule: '/policy/event-rules/$ruleId',
  deliveries: '/policy/deliveries',
  notifications: '/policy/notifications',
  accounts: '/accounts',
  account: '/accounts/$accountId',
  audit: '/audit',
  settings: '/settings',
  users: '/settings/users',
  tokens: '/settings/tokens',
  killSwitch: '/settings/kill-switch',
  health: '/settings/health',
} as const;

export type PathName = keyof typeof PATTERNS;

type ParamNames<Pattern extends string> = Pattern extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Pattern extends `${string}$${infer Name}`
    ? Name
    : never;
export type PathParams<K extends PathName> = Readonly<Record<ParamNames<(typeof PATTERNS)[K]>, string>>;
/** What stands behind the question mark; what is undefined is left out. */
export type Search = Readonly<Record<string, string | undefined>>;

type Given<K extends PathName> =
  ParamNames<(typeof PATTERNS)[K]> extends never
    ? readonly [params?: Record<string, never>, search?: Search]
    : readonly [params: PathParams<K>, search?: Search];

/** The path of a page, such as `/findings/f-1?tab=history`. */
export function pathTo<K extends PathName>(name: K, ...[params, search]: Given<K>): string {
  const filled = PATTERNS[name].replaceAll(/\$(\w+)/g, (_whole, key: string) =>
    encodeURIComponent((params as Readonly<Record<string, string>>)[key] ?? ''),
  );
  return `${filled}${writeSearch(search ?? {})}`;
}

export function writeSearch(search: Search): string {
  const given = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

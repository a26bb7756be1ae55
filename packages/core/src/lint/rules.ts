/** error: the document is refused, or the step is bound to fail. warning: it runs, and likely not as meant. */
export type RuleSeverity = 'error' | 'warning' | 'note';

interface Rule {
  readonly severity: RuleSeverity;
  /** One line. */
  readonly reason: string;
  /** What AWS says, as far as it is published (automation-documents, 1.8.1). */
  readonly awsText?: string;
  /** Has a repair in the obvious cases. */
  readonly fixable?: true;
}

/** Every rule. Ids never change their meaning: people name them in what they ignore. */
export const RULES = {
  'document-size': {
    severity: 'error',
    reason: 'A document has at most 64 KB, and no more parts than can be read in bounded time.',
    awsText: 'MaxDocumentSizeExceeded',
  },
  'document-syntax': {
    severity: 'error',
    reason: 'The text is not YAML or JSON.',
    awsText: 'JSON not well-formed.',
  },
  'duplicate-key': { severity: 'error', reason: 'Of two equal keys one would be lost.' },
  'invalid-value': { severity: 'error', reason: 'The value is not of the form that its place takes.' },
  'doubtful-value': { severity: 'warning', reason: 'The value is taken here, and AWS may refuse it.' },
  'schema-version': {
    severity: 'error',
    reason: 'Automation documents exist in schema 0.3 only.',
    awsText: 'Document schema version is invalid. Value: …',
    fixable: true,
  },
  'schema-version-unquoted': {
    severity: 'note',
    reason: 'The version is a text; without quotes YAML reads a number.',
    fixable: true,
  },
  'missing-key': {
    severity: 'error',
    reason: 'A part that must be there is not.',
    awsText: 'Missing "name" in step detail.',
  },
  'unknown-property': { severity: 'error', reason: 'The sets of properties are closed (2.1).' },
  'step-name': {
    severity: 'error',
    reason: 'Step names are letters, digits and underscores.',
    awsText: 'StepName: X is invalid.',
  },
  'duplicate-step-name': {
    severity: 'error',
    reason: 'References and jumps go by step name.',
    awsText: 'Duplicate step names found in mainSteps of the document.',
  },
  'unknown-action': {
    severity: 'error',
    reason: 'There is no such action.',
    awsText: 'Unknown action: X',
    fixable: true,
  },
  'unknown-input': { severity: 'error', reason: 'The action does not take this input.' },
  'missing-input': { severity: 'error', reason: 'The action cannot run without this input.' },
  'parameter-name': {
    severity: 'error',
    reason: 'Parameter names are letters and digits, at most 50.',
    awsText: 'Parameter name "X" is not alpha-numeric.',
  },
  'parameter-name-underscore': { severity: 'warning', reason: 'AWS may refuse a parameter name with an underscore.' },
  'parameter-type': {
    severity: 'error',
    reason: 'There is no such type.',
    awsText: 'Parameter type: X is invalid.',
  },
  'default-type': {
    severity: 'error',
    reason: 'A default is of the declared type: no quoted numbers or Booleans.',
    awsText: 'Wrong default value for a "T" parameters',
    fixable: true,
  },
  'allowed-pattern': { severity: 'error', reason: 'The Java regular expression cannot be compiled.' },
  'hostile-pattern': {
    severity: 'warning',
    reason: 'A repetition of repetitions takes exponential time on some values; such a value is refused.',
  },
  'unknown-reference': {
    severity: 'error',
    reason: 'The reference names nothing that is declared.',
    awsText: 'Parameter "X" is not declared.',
  },
  'unresolvable-reference': {
    severity: 'warning',
    reason: 'The step has no such output, so the reference reads as an empty text.',
  },
  'misplaced-reference': {
    severity: 'error',
    reason: 'This kind of reference is not allowed in this place (3.1).',
    awsText: 'InvalidDocumentContent',
  },
  'reference-before-step': {
    severity: 'warning',
    reason: 'The step that gives the output never runs before the step that asks for it.',
  },
  'loop-without-iterators': {
    severity: 'warning',
    reason: 'CurrentIteratorValue exists only in a loop over Iterators.',
  },
  'unknown-step': {
    severity: 'error',
    reason: 'The jump leads nowhere.',
    awsText: 'Unknown step name: "X" in nextStep',
  },
  'unknown-output-step': {
    severity: 'error',
    reason: 'An output of the document names a step that is not there.',
    awsText: 'Unknown step name in named output: X',
  },
  'reserved-output-name': {
    severity: 'error',
    reason: 'The action has a built-in output of this name.',
    awsText: 'In step S, name: N is conflicting with one of the following reserved output names: […]',
  },
  'cancel-target': { severity: 'error', reason: 'onCancel may not lead to a step of this action (2.7).' },
  'step-cycle': {
    severity: 'error',
    reason: 'Steps must not lead in a circle; only aws:loop repeats.',
  },
  'end-and-next': {
    severity: 'error',
    reason: 'A step either ends the execution or goes on.',
    awsText: '"isEnd == true" and nextStep should not exist in same step.',
    fixable: true,
  },
  'failure-outweighs-end': {
    severity: 'warning',
    reason: 'isEnd ends after a failure too, but onFailure: step:X goes on to X.',
  },
  'failure-stays-failed': {
    severity: 'note',
    reason:
      'After onFailure: step:X the execution ends Failed, unless the failing step says isCritical: false (trap 1).',
  },
  'falls-into-recovery': {
    severity: 'warning',
    reason: 'Without isEnd or nextStep, success falls through into the step meant for failures (trap 7).',
  },
  'unreachable-step': { severity: 'warning', reason: 'No step leads here.' },
  'branch-condition': {
    severity: 'error',
    reason: 'A choice is a target with one condition: a Variable and one operator, or And, Or, Not.',
    awsText: 'Expect at lease two expressions for operator: Or in step: S. Provided: 1',
  },
  'selector-syntax': { severity: 'error', reason: "The selector is not of SSM's JSONPath dialect (2.6.1)." },
  'selector-never-resolves': {
    severity: 'warning',
    reason: 'The result has no such part, so the output is always empty.',
  },
  'property-never-resolves': {
    severity: 'error',
    reason: 'The answer has no such part, so it never equals a desired value.',
  },
  'output-type-never-fits': {
    severity: 'warning',
    reason: 'What the selector finds can never be made into the declared type.',
  },
  'outputs-as-map': {
    severity: 'note',
    reason: "A single map of outputs is the guide's older form; AWS takes a list.",
    fixable: true,
  },
  'unknown-service': { severity: 'error', reason: 'AWS has no such service.', fixable: true },
  'unknown-operation': { severity: 'error', reason: 'The service has no such operation.', fixable: true },
  'streaming-operation': { severity: 'error', reason: 'The operation answers with a stream of events (4.12).' },
  'service-not-installed': {
    severity: 'warning',
    reason: 'The model of the service is not installed here, so its calls are not checked and would fail.',
  },
  'unknown-parameter': { severity: 'error', reason: 'The operation takes no such member.', fixable: true },
  'parameter-case': {
    severity: 'warning',
    reason: 'AWS takes members in their exact case only; this engine takes any.',
    fixable: true,
  },
  'missing-parameter': { severity: 'error', reason: 'The operation cannot be called without this member.' },
  'wrong-parameter-type': { severity: 'error', reason: 'The member takes another type.' },
  'converted-parameter': {
    severity: 'warning',
    reason: 'This engine converts the value; AWS does not, and fails the step (4.12).',
  },
  'missing-permission': {
    severity: 'error',
    reason: 'No statement allows the call, so it will be refused.',
  },
  'uses-script': { severity: 'note', reason: 'A script can call anything: what it does is not checked here.' },
  'script-runtime': { severity: 'error', reason: 'No version of this engine runs the runtime.' },
  'runtime-not-installed': { severity: 'error', reason: 'This machine cannot run the runtime.' },
  'retired-runtime': { severity: 'note', reason: 'AWS has retired the runtime; the nearest one runs in its place.' },
  'unknown-attachment': {
    severity: 'warning',
    reason: 'An attachment that "files" does not name has no checksum to be held against (1.7).',
  },
  'script-injection': {
    severity: 'warning',
    reason: 'A reference in a script is pasted into it unquoted: its value can be code (trap 21). Use InputPayload.',
  },
  'script-without-role': {
    severity: 'note',
    reason: 'Without assumeRole a script has no credentials on AWS (1.6).',
  },
  'stack-without-token': {
    severity: 'warning',
    reason: 'A repeated CreateStack needs a ClientRequestToken, else the second try finds the first stack (trap 41).',
  },
  'boolean-spelling': {
    severity: 'note',
    reason: 'DesiredValues are texts; AWS compares Booleans as True and False (trap 25).',
    fixable: true,
  },
  'timeout-above-limit': { severity: 'note', reason: 'The action ends at its own limit first (2.4).' },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

/** Rules by id, in the order of the documentation. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}

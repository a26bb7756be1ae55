import { ruleOf, type RuleId } from './rules.ts';

/** Which rule a message of the parser belongs to; the first that matches. */
const BY_MESSAGE: readonly (readonly [RegExp, RuleId])[] = [
  [/^MaxDocumentSizeExceeded|^The document (?:has more than|is nested more than) /, 'document-size'],
  [/ not well-formed\./, 'document-syntax'],
  [/^Duplicate key\./, 'duplicate-key'],
  [/^Document schema version is invalid\./, 'schema-version'],
  [/^Missing ".*" in the inputs of step |^Input ".*" is missing/, 'missing-input'],
  [/^Missing "(?:NextStep|Variable)" in a c/, 'branch-condition'],
  [/^Missing "/, 'missing-key'],
  [/^Unknown property "/, 'unknown-property'],
  [/^StepName: /, 'step-name'],
  [/^Duplicate step names /, 'duplicate-step-name'],
  [/^Unknown action: /, 'unknown-action'],
  [/^Unknown input "/, 'unknown-input'],
  [/^Parameter name ".*" has a "_"/, 'parameter-name-underscore'],
  [/^Parameter name "/, 'parameter-name'],
  [/^(?:Parameter|Output) type: /, 'parameter-type'],
  [/^Wrong default value /, 'default-type'],
  [/^allowedPattern "/, 'allowed-pattern'],
  [/^Parameter ".*" is not declared\.|^System variable /, 'unknown-reference'],
  [/^\{\{.*\}\} cannot be resolved/, 'unresolvable-reference'],
  [/^\{\{.*\}\} is (?:allowed|not known)|^assumeRole takes a reference/, 'misplaced-reference'],
  [/^Unknown step name in named output/, 'unknown-output-step'],
  [/^Unknown step name: /, 'unknown-step'],
  [/is conflicting with one of the following reserved/, 'reserved-output-name'],
  [/^onCancel of step .* may not lead/, 'cancel-target'],
  [/^Steps lead in a circle/, 'step-cycle'],
  [/^"isEnd == true" and nextStep/, 'end-and-next'],
  [/^A failure goes to .* although isEnd/, 'failure-outweighs-end'],
  [/^Unsupported operator: |^Expect at lease |condition of step |choice of step |^"Choices" /, 'branch-condition'],
  [/^Selector ".*" is not supported/, 'selector-syntax'],
  [/^Runtime ".*" is (?:not performed|unknown)/, 'script-runtime'],
];

/** A message that no rule of its severity knows is not told with another one's weight. */
export function ruleOfMessage(message: string, severity: 'error' | 'warning'): RuleId {
  const rule = BY_MESSAGE.find(([form]) => form.test(message))?.[1];
  if (rule && ruleOf(rule).severity === severity) return rule;
  return severity === 'error' ? 'invalid-value' : 'doubtful-value';
}

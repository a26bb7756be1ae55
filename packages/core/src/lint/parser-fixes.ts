import { isJsonObject, type Json } from '../value/json.ts';
import { nearestNames } from '../value/nearest-names.ts';
import { ACTIONS } from '../runbook/document.ts';
import type { Path } from '../runbook/document-source.ts';
import type { Fix } from './diagnostic.ts';
import { writeMeant } from './did-you-mean.ts';
import { quotePlain, removeMember, replaceText, type Written } from './edits.ts';
import type { RuleId } from './rules.ts';

/** The obvious repair of what the parser refuses, where there is one. */
export function parserFix(written: Written, rule: RuleId, path: Path): Fix | undefined {
  switch (rule) {
    case 'schema-version':
      return versionFix(written);
    case 'unknown-action':
      return actionFix(written, path);
    case 'default-type':
      return defaultFix(written, path);
    case 'end-and-next':
      return lastStepFix(written, path);
    default:
      return undefined;
  }
}

function at({ source }: Written, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, part) => {
    if (typeof part === 'number') return Array.isArray(value) ? (value as readonly Json[])[part] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, source.value);
}

/** Documents of other schemas have other actions, so only the number is wrong in one that has Automation's. */
function versionFix(written: Written): Fix | undefined {
  const steps = at(written, ['mainSteps']);
  const isAutomation =
    Array.isArray(steps) &&
    (steps as readonly Json[]).some((step) => isJsonObject(step) && ACTIONS.some((known) => known === step['action']));
  const was = at(written, ['schemaVersion']);
  if (!isAutomation || (typeof was !== 'string' && typeof was !== 'number')) return undefined;
  const quote = written.text.trimStart().startsWith('{') ? '"' : "'";
  const edits =
    typeof was === 'number'
      ? quotePlain(written, ['schemaVersion'], '0.3')
      : replaceText(written, ['schemaVersion'], was, `${quote}0.3${quote}`);
  return edits && { description: 'Write 0.3.', edits };
}

function actionFix(written: Written, path: Path): Fix | undefined {
  const was = at(written, path);
  return typeof was === 'string'
    ? writeMeant(written, path, 'value', was, nearestActions(was), fullAction(was)).fix
    : undefined;
}

/** The prefix is easily forgotten. */
const fullAction = (was: string): string => (was.startsWith('aws:') ? was : `aws:${was}`);

export function nearestActions(was: string): readonly string[] {
  return nearestNames(fullAction(was), ACTIONS);
}

/** A number or a Boolean that was written as a text. */
function defaultFix(written: Written, path: Path): Fix | undefined {
  const was = at(written, path);
  const type = at(written, [...path.slice(0, -1), 'type']);
  if (typeof was !== 'string') return undefined;
  const literal =
    type === 'Boolean' ? booleanOf(was) : type === 'Integer' && /^-?\d{1,15}$/.test(was) ? was : undefined;
  const edits = literal === undefined ? undefined : replaceText(written, path, was, String(Number(literal) || literal));
  return edits && { description: `Write ${literal}, without quotes.`, edits };
}

function booleanOf(text: string): string | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return 'true';
  return /^(?:false|no|off)$/i.test(text) ? 'false' : undefined;
}

/** The last step ends anyway. */
function lastStepFix(written: Written, path: Path): Fix | undefined {
  const steps = at(written, ['mainSteps']);
  if (path.length !== 3 || !Array.isArray(steps) || path[1] !== steps.length - 1) return undefined;
  const edits = removeMember(written, path);
  return edits && { description: 'Take nextStep out.', edits };
}

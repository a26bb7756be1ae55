import { instantAfter, type Instant } from '../value/instant.ts';
import { LONGEST_EXCEPTION_DAYS, type Exception } from './exception.ts';
import type { TargetScope } from './target-scope.ts';

export interface ExceptionFault {
  /** Such as `scope.accounts[0]`. */
  readonly field: string;
  /** Goes on from the field: `must be …`. */
  readonly reason: string;
}

const DAY_MS = 86_400_000;
const MOST_ENTRIES = 200;
const LONGEST_ENTRY = 2_048;
const LONGEST_JUSTIFICATION = 2_000;

/** What is wrong with an exception that someone places or changes now; undefined: nothing. */
export function exceptionFault(exception: Exception, now: Instant): ExceptionFault | undefined {
  return textFault(exception) ?? timeFault(exception, now) ?? scopeFault(exception.scope);
}

function textFault({ id, owner, approver, justification }: Exception): ExceptionFault | undefined {
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(id)) {
    return { field: 'id', reason: 'must be 1 to 100 small letters, digits and hyphens, such as legacy-bucket' };
  }
  const lines = { owner, approver };
  for (const [field, text] of Object.entries(lines)) {
    if (text.trim() === '' || text.length > 200 || /\p{Cc}/u.test(text)) {
      return { field, reason: 'must be a name, a team or a mail address of 1 to 200 characters on one line' };
    }
  }
  return justification.trim() === '' || justification.length > LONGEST_JUSTIFICATION
    ? { field: 'justification', reason: `must say why, in 1 to ${LONGEST_JUSTIFICATION} characters` }
    : undefined;
}

function timeFault({ createdAt, expiresAt, remindDays }: Exception, now: Instant): ExceptionFault | undefined {
  if (expiresAt <= now) return { field: 'expiresAt', reason: 'must be in the future' };
  const latest = instantAfter(createdAt, LONGEST_EXCEPTION_DAYS * DAY_MS);
  if (expiresAt > latest) {
    return {
      field: 'expiresAt',
      reason: `must be ${latest} at the latest, ${LONGEST_EXCEPTION_DAYS} days after it was placed`,
    };
  }
  if (remindDays === undefined) return undefined;
  return Number.isInteger(remindDays) && remindDays >= 0 && remindDays <= LONGEST_EXCEPTION_DAYS
    ? undefined
    : { field: 'remindDays', reason: `must be 0 to ${LONGEST_EXCEPTION_DAYS} days` };
}

type ListMember = Exclude<keyof TargetScope, 'tags'>;

const FORMS: Readonly<Record<ListMember, { readonly form: RegExp; readonly words: string }>> = {
  controls: { form: /^[A-Za-z0-9*][\w./:*-]*$/, words: 'a control id such as S3.8, or *' },
  accounts: { form: /^\d{12}$/, words: 'an account id of 12 digits' },
  organizationalUnits: { form: /^\/\S/, words: 'a path such as /Prod' },
  regions: { form: /^[a-z]{2}(?:-[a-z]+)+-\d$/, words: 'a region such as eu-west-1' },
  arns: { form: /^[^\s\p{Cc}]+$/u, words: 'an ARN, with * and ? for any characters' },
  resourceTypes: { form: /^\w+::\w*::\w+$/, words: 'a resource type such as AWS::S3::Bucket' },
};
const LISTS = Object.keys(FORMS) as ListMember[];

/** A member without entries would cover all, so it is a slip; and so is a scope that leaves nothing out. */
function scopeFault(scope: TargetScope): ExceptionFault | undefined {
  for (const member of LISTS) {
    const fault = listFault(member, scope[member]);
    if (fault) return fault;
  }
  const tags = tagsFault(scope.tags);
  if (tags) return tags;
  const names =
    scope.tags !== undefined || LISTS.some((member) => scope[member]?.every((entry) => !isEverything(entry)));
  return names
    ? undefined
    : {
        field: 'scope',
        reason: 'must name something: a control, account, organizational unit, region, tag, ARN or resource type',
      };
}

function listFault(member: ListMember, entries: readonly string[] | undefined): ExceptionFault | undefined {
  if (entries === undefined) return undefined;
  const field = `scope.${member}`;
  if (entries.length === 0 || entries.length > MOST_ENTRIES) {
    return { field, reason: `must have 1 to ${MOST_ENTRIES} entries, or be left out` };
  }
  const { form, words } = FORMS[member];
  const at = entries.findIndex((entry) => entry.length > LONGEST_ENTRY || !form.test(entry));
  return at < 0 ? undefined : { field: `${field}[${at}]`, reason: `must be ${words}` };
}

function tagsFault(tags: TargetScope['tags']): ExceptionFault | undefined {
  if (tags === undefined) return undefined;
  const keys = Object.keys(tags);
  if (keys.length === 0 || keys.length > MOST_ENTRIES) {
    return { field: 'scope.tags', reason: `must name 1 to ${MOST_ENTRIES} tags, or be left out` };
  }
  const bad = keys.find((key) => key.trim() === '' || key === '__proto__' || key.length > 128);
  if (bad !== undefined)
    return { field: 'scope.tags', reason: `must name tags that AWS takes, not '${bad.slice(0, 128)}'` };
  const wide = keys.find((key) => (tags[key]?.length ?? 0) > MOST_ENTRIES);
  return wide === undefined
    ? undefined
    : { field: `scope.tags.${wide}`, reason: `must have at most ${MOST_ENTRIES} values` };
}

/** `*`, `arn:*`, `*:*:*`: whatever it stands for, it leaves nothing out. */
const isEverything = (entry: string): boolean => /^(?:arn)?[*?:]*$/.test(entry);

import type { FieldFilter, FindingCriteria, FindingOrder, Instant } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import type { Condition } from './asff-values.ts';
import { all, fieldCondition, findingConditions, not, some } from './finding-conditions.ts';
import { isControlId } from './implied-conditions.ts';
import { isOneOf, textArray } from './is-one-of.ts';
import { matchingTitles } from './matching-titles.ts';
import { singleValues } from './single-values.ts';
import { equalTexts } from './equal-texts.ts';
import { plainCriteria, type Term } from './where-terms.ts';

const MOST_BRANCHES = 100;

/** One condition of a search, and how it can be divided. */
interface Choice {
  /** Absent where the plain criteria have it already. */
  readonly whole?: Condition;
  /** No finding fulfils two of them, and what fulfils one fulfils the whole. */
  readonly parts?: readonly Condition[];
}

interface FindingSearch {
  readonly plain: FindingCriteria;
  readonly choices: readonly Choice[];
}

/** All that a finding must fulfil, as one condition. */
export async function searchCondition(db: Database, criteria: FindingCriteria): Promise<Condition> {
  const { plain, choices } = await findingSearch(db, criteria);
  return all([findingConditions(plain), ...choices.flatMap(({ whole }) => (whole ? [whole] : []))]);
}

/**
 * The parts of a list that no finding is in twice, and which together have all that match. In each an index is read in
 * its order and no further than a page, as it could not be for one or the other.
 */
export async function searchBranches(
  db: Database,
  criteria: FindingCriteria,
  order: FindingOrder,
): Promise<readonly Condition[]> {
  const { plain, choices } = await findingSearch(db, criteria, order);
  let branches: readonly (readonly Condition[])[] = [[]];
  for (const { whole, parts } of choices) {
    if (parts && branches.length * parts.length <= MOST_BRANCHES) {
      branches = branches.flatMap((branch) => parts.map((part) => [...branch, part]));
    } else if (whole) branches = branches.map((branch) => [...branch, whole]);
  }
  const each = order === 'severity' ? singleValues(plain, Math.floor(MOST_BRANCHES / branches.length)) : [plain];
  return each.flatMap((one) => branches.map((branch) => all([findingConditions(one), ...branch])));
}

async function findingSearch(db: Database, criteria: FindingCriteria, order?: FindingOrder): Promise<FindingSearch> {
  const { plain, oneOfEach } = plainCriteria(criteria);
  const { fields = [], now = '' } = plain.filters ?? {};
  const choices = [...(await titleChoice(db, fields)), ...typeChoice(fields)];
  for (const terms of oneOfEach) choices.push(await termsChoice(db, terms, now, order));
  return { plain, choices };
}

/** A title that contains a word is one of a few titles. */
async function titleChoice(db: Database, fields: Term): Promise<readonly Choice[]> {
  const titles = await matchingTitles(db, fields);
  if (!titles) return [];
  const whole = isOneOf(sql`title`, titles);
  if (titles.length === 0 || titles.length > MOST_BRANCHES) return [{ whole }];
  return [{ whole, parts: titles.map((title) => isOneOf(sql`title`, [title])) }];
}

function typeChoice(fields: Term): readonly Choice[] {
  const given = equalTexts(fields, 'ResourceType');
  if (!given) return [];
  const types = [...new Set(given)];
  const parts = [
    ...types.map((type) => sql<SqlBool>`(asff_types is null and ${isOneOf(sql`asff_type`, [type])})`),
    sql<SqlBool>`asff_types && ${textArray(types)}`,
  ];
  return [{ parts }];
}

/** Fields whose texts an index finds, so that a term with one of them need not be looked for among all findings. */
const INDEXED = ['AwsAccountId', 'ResourceId', 'Id', 'Title', 'SeverityLabel'] as const;

async function termsChoice(
  db: Database,
  terms: readonly Term[],
  now: Instant,
  order: FindingOrder | undefined,
): Promise<Choice> {
  const each: { readonly condition: Condition; readonly isIndexed: boolean }[] = [];
  for (const term of terms) {
    const [titles] = await titleChoice(db, term);
    const conditions = term.map((field) => fieldCondition(field, now));
    each.push({
      condition: all([...conditions, ...(titles?.whole ? [titles.whole] : [])]),
      isIndexed: titles !== undefined || isIndexed(term),
    });
  }
  const conditions = each.map(({ condition }) => condition);
  const whole = some(conditions);
  if (order !== 'severity' || !each.every((one) => one.isIndexed)) return { whole };
  // Each term without what those before it have.
  const parts = conditions.map((condition, index) => all([condition, ...conditions.slice(0, index).map(not)]));
  return { whole, parts };
}

/** Names that no control has stand in no index. */
function isIndexed(term: readonly FieldFilter[]): boolean {
  const controls = equalTexts(term, 'ComplianceSecurityControlId');
  return controls?.every(isControlId) === true || INDEXED.some((name) => equalTexts(term, name) !== undefined);
}

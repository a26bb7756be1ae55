import { unreachable } from '../value/unreachable.ts';
import type { Limit, LimitScope } from './limits.ts';
import type { PolicyRemediation } from './policy.ts';
import { NO_LINE } from './remediation-run.ts';
import type { DecisionTarget } from './target-scope.ts';

/**
 * The limits that a repair of the target counts in, and what is counted with it. A limit that names several controls or
 * accounts and counts by none of them counts those outside of its list too: rather too much than too little.
 */
export function limitScopes(
  limits: readonly Limit[],
  target: Pick<DecisionTarget, 'controlId' | 'resource'>,
  line: Pick<PolicyRemediation, 'name'> | undefined,
): LimitScope[] {
  const { controlId, resource } = target;
  return limits
    .filter(({ controls, accounts }) => names(controls, controlId) && names(accounts, resource.accountId))
    .map((limit) => ({ limit, ...only(limit), ...countedBy(limit, target, line?.name ?? NO_LINE) }));
}

const names = (list: readonly string[] | undefined, name: string): boolean =>
  !list || list.includes(name) || list.includes('*');

/** A list of one is a scope of its own. */
function only({ controls, accounts }: Limit): Pick<LimitScope, 'accountId' | 'controlId'> {
  const [controlId] = controls?.length === 1 && !controls.includes('*') ? controls : [];
  const [accountId] = accounts?.length === 1 && !accounts.includes('*') ? accounts : [];
  return { ...(controlId === undefined ? {} : { controlId }), ...(accountId === undefined ? {} : { accountId }) };
}

function countedBy(
  { name, per }: Limit,
  { controlId, resource: { accountId } }: Pick<DecisionTarget, 'controlId' | 'resource'>,
  remediation: string,
): Pick<LimitScope, 'key' | 'accountId' | 'controlId' | 'remediation'> {
  switch (per) {
    case 'all':
      return { key: name };
    case 'account':
      return { key: `${name}/${accountId}`, accountId };
    case 'control':
      return { key: `${name}/${controlId}`, controlId };
    case 'remediation':
      return { key: `${name}/${remediation}`, remediation };
    default:
      return unreachable(per);
  }
}

import type { AuditRecord } from '@trueup/api-contract';
import { pathTo } from '../../paths.ts';

/** The page of what a record is about; undefined where it has none. */
export function subjectPath({
  subject,
  action,
  detail,
}: Pick<AuditRecord, 'subject' | 'action' | 'detail'>): string | undefined {
  const { kind, id } = subject;
  switch (kind) {
    case 'finding':
      return pathTo('finding', { findingId: id });
    case 'plan':
      return pathTo('plan', { planId: id });
    case 'execution':
      return pathTo('execution', { executionId: id });
    case 'exception':
      return pathTo('exception', { exceptionId: id });
    case 'document':
      return action === 'document.deleted' ? undefined : pathTo('documentRunbook', { documentName: id });
    case 'kill-switch':
      return pathTo('killSwitch');
    case 'policy':
      return pathTo('policySource');
    case 'remediation':
    case 'breaker':
      return pathTo('remediations');
    case 'user':
      return pathTo('users');
    case 'token':
    case 'access-key':
      return pathTo('tokens');
    case 'delivery':
      return pathTo('deliveries', {}, { status: 'dead' });
    case 'definition':
      return action === 'definition.deleted' ? undefined : definitionPath(id, detail);
    case 'scan':
      return pathTo('accounts');
    case 'records':
    case 'store':
    case 'resource':
      return undefined;
  }
}

/** Definitions are known by their ARN, whose end names rule or automation rule. */
function definitionPath(id: string, detail: AuditRecord['detail']): string | undefined {
  const [, service, kind, name] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([\w-]+)\/(.+)$/.exec(id) ?? [];
  if (name === undefined) return undefined;
  if (service === 'events' && kind === 'rule') return pathTo('eventRule', { ruleId: name.split('/').at(-1) ?? name });
  if (service === 'events') return pathTo('deliveries', {}, { tab: 'archives' });
  if (detail['kind'] === 'automation-rule') return pathTo('automationRule', { ruleId: name });
  return undefined;
}

import { restOperation } from '../aws-operation.ts';
import { structure } from '../shape.ts';
import { conflict, notFound } from './refusals.ts';
import { nonEmpty } from './shapes.ts';

/** The hub of an account is there as soon as the account has a key. */

const describe = restOperation(
  { method: 'GET', path: '/accounts', query: ['HubArn'] },
  structure({ HubArn: nonEmpty }),
  async ({ HubArn: asked }, { scope, caller }) => {
    const own = `arn:${scope.partition}:securityhub:${scope.region}:${scope.accountId}:hub/default`;
    if (asked !== undefined && asked !== own) throw notFound(`There is no hub ${asked}.`);
    return Promise.resolve({
      HubArn: own,
      SubscribedAt: caller.createdAt,
      AutoEnableControls: true,
      ControlFindingGenerator: 'SECURITY_CONTROL',
    });
  },
);

const enable = restOperation({ method: 'POST', path: '/accounts' }, structure({}), () =>
  Promise.reject(conflict('Account is already subscribed to Security Hub')),
);

export const hubOperations = { DescribeHub: describe, EnableSecurityHub: enable };

import { restOperation } from '../aws-operation.ts';
import { keyedPage } from '../page-token.ts';
import { list, matching, structure } from '../shape.ts';
import { conflict, limitExceeded, LISTS, notFound } from './refusals.ts';
import { listMembers, nonEmpty, nonEmptyUpTo } from './shapes.ts';

/** The operations on custom actions, which the API calls action targets (automation-rules, 5). */

const name = nonEmptyUpTo(20);
const description = nonEmptyUpTo(512);

const missing = (arn: string) => notFound(`There is no custom action ${arn}.`);

const create = restOperation(
  { method: 'POST', path: '/actionTargets' },
  structure({ Name: name, Description: description, Id: matching('[a-zA-Z0-9]+', { min: 1, max: 20 }) }, [
    'Name',
    'Description',
    'Id',
  ]),
  async ({ Name, Description, Id }, call) => {
    const action = { id: Id, name: Name, description: Description };
    const outcome = await call.parts.findings.createCustomAction(action, call);
    switch (outcome.kind) {
      case 'created':
        return { ActionTargetArn: outcome.action.arn };
      case 'exists':
        throw conflict(`There is a custom action with the ID ${Id} already.`);
      case 'too-many':
        throw limitExceeded(outcome.reason);
    }
  },
);

const update = restOperation(
  { method: 'PATCH', path: '/actionTargets/{ActionTargetArn+}' },
  structure({ ActionTargetArn: nonEmpty, Name: name, Description: description }, ['ActionTargetArn']),
  async ({ ActionTargetArn: arn, Name, Description }, call) => {
    const changes = {
      ...(Name === undefined ? {} : { name: Name }),
      ...(Description === undefined ? {} : { description: Description }),
    };
    const outcome = await call.parts.findings.updateCustomAction(arn, changes, call);
    if (outcome.kind === 'unknown') throw missing(arn);
    return {};
  },
);

const remove = restOperation(
  { method: 'DELETE', path: '/actionTargets/{ActionTargetArn+}' },
  structure({ ActionTargetArn: nonEmpty }, ['ActionTargetArn']),
  async ({ ActionTargetArn: arn }, call) => {
    const outcome = await call.parts.findings.deleteCustomAction(arn, call);
    if (outcome.kind === 'unknown') throw missing(arn);
    return { ActionTargetArn: arn };
  },
);

const describe = restOperation(
  { method: 'POST', path: '/actionTargets/get' },
  structure({ ActionTargetArns: list(nonEmpty, { max: 100 }), ...listMembers }),
  async ({ ActionTargetArns: arns = [], ...asked }, call) => {
    const all = await call.parts.findings.customActions(call);
    const unknown = arns.find((arn) => !all.some((action) => action.arn === arn));
    if (unknown !== undefined) throw missing(unknown);
    const wanted = arns.length === 0 ? all : all.filter(({ arn }) => arns.includes(arn));
    const page = keyedPage('custom-actions', asked, wanted, ({ arn }) => arn, LISTS);
    const ActionTargets = page.items.map((action) => ({
      ActionTargetArn: action.arn,
      Name: action.name,
      Description: action.description,
    }));
    return { ActionTargets, ...page.members };
  },
);

export const customActionOperations = {
  CreateActionTarget: create,
  UpdateActionTarget: update,
  DeleteActionTarget: remove,
  DescribeActionTargets: describe,
};

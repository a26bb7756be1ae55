import { restOperation } from '../aws-operation.ts';
import { keyedPage } from '../page-token.ts';
import { document, list, structure } from '../shape.ts';
import type { Insight } from './findings-port.ts';
import { invalidField, limitExceeded, LISTS, notFound } from './refusals.ts';
import { listMembers, nonEmpty, nonEmptyUpTo } from './shapes.ts';

/** The operations on insights (automation-rules, 9). */

const missing = (arn: string) => notFound(`There is no insight ${arn}.`);

const members = { Name: nonEmptyUpTo(128), Filters: document, GroupByAttribute: nonEmpty };
const ofInsight = structure({ InsightArn: nonEmpty }, ['InsightArn']);

const create = restOperation(
  { method: 'POST', path: '/insights' },
  structure(members, ['Name', 'Filters', 'GroupByAttribute']),
  async ({ Name: name, Filters: filters, GroupByAttribute: groupBy }, call) => {
    const outcome = await call.parts.findings.createInsight({ name, filters, groupBy }, call);
    switch (outcome.kind) {
      case 'created':
        return { InsightArn: outcome.insight.arn };
      case 'invalid':
        throw invalidField(outcome);
      case 'too-many':
        throw limitExceeded(outcome.reason);
    }
  },
);

const update = restOperation(
  { method: 'PATCH', path: '/insights/{InsightArn+}' },
  structure({ InsightArn: nonEmpty, ...members }, ['InsightArn']),
  async ({ InsightArn: arn, Name, Filters, GroupByAttribute }, call) => {
    const changes = {
      ...(Name === undefined ? {} : { name: Name }),
      ...(Filters === undefined ? {} : { filters: Filters }),
      ...(GroupByAttribute === undefined ? {} : { groupBy: GroupByAttribute }),
    };
    const outcome = await call.parts.findings.updateInsight(arn, changes, call);
    if (outcome.kind === 'unknown') throw missing(arn);
    if (outcome.kind === 'invalid') throw invalidField(outcome);
    return {};
  },
);

const remove = restOperation({ method: 'DELETE', path: '/insights/{InsightArn+}' }, ofInsight, async (input, call) => {
  const { InsightArn: arn } = input;
  const outcome = await call.parts.findings.deleteInsight(arn, call);
  if (outcome.kind === 'unknown') throw missing(arn);
  return { InsightArn: arn };
});

const get = restOperation(
  { method: 'POST', path: '/insights/get' },
  structure({ InsightArns: list(nonEmpty, { max: 100 }), ...listMembers }),
  async ({ InsightArns: arns = [], ...asked }, call) => {
    const all = await call.parts.findings.insights(call);
    const unknown = arns.find((arn) => !all.some((insight) => insight.arn === arn));
    if (unknown !== undefined) throw missing(unknown);
    const wanted = arns.length === 0 ? all : all.filter(({ arn }) => arns.includes(arn));
    const page = keyedPage('insights', asked, wanted, ({ arn }) => arn, LISTS);
    return { Insights: page.items.map(insightView), ...page.members };
  },
);

function insightView({ arn, name, filters, groupBy }: Insight): object {
  return { InsightArn: arn, Name: name, Filters: filters, GroupByAttribute: groupBy };
}

const results = restOperation(
  { method: 'GET', path: '/insights/results/{InsightArn+}' },
  ofInsight,
  async ({ InsightArn: arn }, call) => {
    const found = await call.parts.findings.insightResults(arn, call);
    if (found.kind === 'unknown') throw missing(arn);
    return {
      InsightResults: {
        InsightArn: arn,
        GroupByAttribute: found.insight.groupBy,
        ResultValues: found.groups.map(({ value, count }) => ({ GroupByAttributeValue: value, Count: count })),
      },
    };
  },
);

export const insightOperations = {
  CreateInsight: create,
  UpdateInsight: update,
  DeleteInsight: remove,
  GetInsights: get,
  GetInsightResults: results,
};

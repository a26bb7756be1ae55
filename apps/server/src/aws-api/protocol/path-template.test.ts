import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathTemplate } from './path-template.ts';

const ARN = 'arn:aws:securityhub:eu-west-1:111122223333:insight/111122223333/custom/a';

test.each<[string, string, Record<string, string> | undefined]>([
  ['/insights', '/insights', {}],
  ['/insights', '/insights/', undefined],
  ['/insights', '/insights/a', undefined],
  ['/insights/{InsightArn+}', `/insights/${ARN}`, { InsightArn: ARN }],
  ['/insights/{InsightArn+}', `/insights/${ARN.replaceAll(':', '%3A')}`, { InsightArn: ARN }],
  ['/insights/{InsightArn+}', `/insights/${encodeURIComponent(ARN)}`, { InsightArn: ARN }],
  ['/insights/{InsightArn+}', '/insights/a%2525', { InsightArn: 'a%25' }],
  ['/insights/{InsightArn+}', '/insights', undefined],
  ['/insights/{InsightArn+}', '/insights/', undefined],
  ['/rules/{Name}/state', '/rules/a/state', { Name: 'a' }],
  ['/rules/{Name}/state', '/rules/a/b/state', undefined],
  ['/rules/{Name}/state', '/rules//state', undefined],
  ['/rules/{Name}', '/rules/__proto__', { Name: '__proto__' }],
])('of %s the path %s has the labels %j', (template, path, labels) => {
  const match = pathTemplate(template).match(path);
  expect(match && [...match]).toEqual(labels && Object.entries(labels));
});

test('of two templates the one with more text of its own is meant', () => {
  expect(pathTemplate('/insights/results/{InsightArn+}').literals).toBeGreaterThan(
    pathTemplate('/insights/{InsightArn+}').literals,
  );
});

test('whatever stands in a label comes out as it went in', () => {
  const { match } = pathTemplate('/a/{Label+}');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (label) => {
      expect(match(`/a/${encodeURIComponent(label)}`)?.get('Label')).toBe(label);
    }),
  );
});

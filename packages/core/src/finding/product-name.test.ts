import { expect, test } from 'vitest';
import type { Asff } from './asff/asff.ts';
import { withProductName } from './product-name.ts';

const of = (ProductArn: string, more: Partial<Asff> = {}): (string | undefined)[] => {
  const { ProductName, CompanyName } = withProductName({ ProductArn, ...more } as Asff);
  return [ProductName, CompanyName];
};
const arn = (product: string): string => `arn:aws:securityhub:eu-west-1::product/${product}`;

test.each([
  ['aws/securityhub', 'Security Hub', 'AWS'],
  ['aws/guardduty', 'GuardDuty', 'AWS'],
  ['111122223333/default', 'Default', 'Personal'],
  ['aws/something-new', undefined, undefined],
  ['acme/scanner', undefined, undefined],
])('%s is named %s of %s', (product, name, company) => {
  expect(of(arn(product))).toEqual([name, company]);
});

test('what the provider says stays', () => {
  expect(of(arn('111122223333/default'), { ProductName: 'Own' })).toEqual(['Own', 'Personal']);
});

import type { Asff } from './asff/asff.ts';

/** AWS's own products as Security Hub names them, by the last part of their ARN. */
const AWS_PRODUCTS: Readonly<Record<string, string>> = {
  config: 'Config',
  guardduty: 'GuardDuty',
  health: 'Health',
  inspector: 'Inspector',
  macie: 'Macie',
  securityhub: 'Security Hub',
};

/** The names that Security Hub fills in where the provider left them out: of AWS's products and of an account's own. */
export function withProductName(asff: Asff): Asff {
  if (asff.ProductName !== undefined && asff.CompanyName !== undefined) return asff;
  const [company = '', product = ''] = asff.ProductArn.split(':product/')[1]?.split('/') ?? [];
  const names = namesOf(company, product);
  return names ? { ...names, ...asff } : asff;
}

function namesOf(company: string, product: string): Pick<Asff, 'ProductName' | 'CompanyName'> | undefined {
  if (company === 'aws' && Object.hasOwn(AWS_PRODUCTS, product)) {
    return { ProductName: AWS_PRODUCTS[product] ?? product, CompanyName: 'AWS' };
  }
  return /^\d{12}$/.test(company) ? { ProductName: 'Default', CompanyName: 'Personal' } : undefined;
}

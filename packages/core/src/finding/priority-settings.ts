import type { SeverityLabel } from './asff/asff.ts';

/** Days in which a fault is to be repaired; null where it never falls due. */
export type SlaDays = Readonly<Record<SeverityLabel, number | null>>;

/** What a tag says of its resource. Keys and values are compared without regard to case, and of `-`, `_`, `:` and spaces. */
export interface TagCriticality {
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** 0 to 100, as ASFF Criticality. */
  readonly criticality: number;
}

export interface AccountPriority {
  /** 0 to 100, as ASFF Criticality. */
  readonly criticality?: number;
  readonly slaDays?: Partial<SlaDays>;
}

export interface PrioritySettings {
  readonly slaDays: SlaDays;
  readonly tags: readonly TagCriticality[];
  /** By account id; `*` for those not named. */
  readonly accounts: Readonly<Record<string, AccountPriority>>;
  /** 0 to 100: of a resource of which nothing says more. */
  readonly unknownCriticality: number;
}

/** FedRAMP's 30, 90 and 180 days for high, moderate and low weaknesses, and a week for critical ones. */
export const DEFAULT_SLA_DAYS: SlaDays = { CRITICAL: 7, HIGH: 30, MEDIUM: 90, LOW: 180, INFORMATIONAL: null };

const ENVIRONMENT_KEYS = ['environment', 'env', 'stage'];
const CLASSIFICATION_KEYS = ['data-classification', 'classification', 'data-sensitivity', 'confidentiality'];

export const DEFAULT_PRIORITY_SETTINGS: PrioritySettings = {
  slaDays: DEFAULT_SLA_DAYS,
  tags: [
    { keys: ENVIRONMENT_KEYS, values: ['prod', 'production', 'prd', 'live'], criticality: 80 },
    { keys: ENVIRONMENT_KEYS, values: ['staging', 'stage', 'preprod', 'uat'], criticality: 40 },
    { keys: ENVIRONMENT_KEYS, values: ['dev', 'development', 'test', 'testing', 'sandbox', 'qa'], criticality: 10 },
    {
      keys: CLASSIFICATION_KEYS,
      values: ['restricted', 'highly confidential', 'secret', 'pii', 'phi', 'pci'],
      criticality: 100,
    },
    { keys: CLASSIFICATION_KEYS, values: ['confidential', 'sensitive', 'high'], criticality: 80 },
    { keys: CLASSIFICATION_KEYS, values: ['internal', 'medium'], criticality: 40 },
    { keys: CLASSIFICATION_KEYS, values: ['public', 'low'], criticality: 10 },
    {
      keys: ['criticality', 'business-criticality'],
      values: ['critical', 'mission critical', 'tier 0'],
      criticality: 100,
    },
    { keys: ['criticality', 'business-criticality'], values: ['high', 'tier 1'], criticality: 80 },
    { keys: ['criticality', 'business-criticality'], values: ['medium', 'tier 2'], criticality: 40 },
    { keys: ['criticality', 'business-criticality'], values: ['low', 'tier 3'], criticality: 10 },
  ],
  accounts: {},
  unknownCriticality: 30,
};

/** What is settled for an account: its own entry alone, or that of `*`. */
export function accountPriority(settings: PrioritySettings, accountId: string): AccountPriority | undefined {
  const { accounts } = settings;
  if (Object.hasOwn(accounts, accountId)) return accounts[accountId];
  return Object.hasOwn(accounts, '*') ? accounts['*'] : undefined;
}

/** Days in which a fault of this severity is to be repaired in this account; null where it never falls due. */
export function slaDaysOf(settings: PrioritySettings, accountId: string, severity: SeverityLabel): number | null {
  const own = accountPriority(settings, accountId)?.slaDays?.[severity];
  return own === undefined ? settings.slaDays[severity] : own;
}

/** moto's account for credentials that it did not hand out. */
export const LAB_ACCOUNT = '123456789012';

export interface AccountBook {
  accountOf(accessKeyId: string, header: string | undefined): string;
  /** Notes the account of keys handed out by AssumeRole and CreateAccessKey. */
  learn(action: string, account: string, answer: string): void;
}

/** Knows which account an access key belongs to, as moto does. */
export function accountBook(): AccountBook {
  const accounts = new Map<string, string>();
  return {
    accountOf: (accessKeyId, header) => header ?? accounts.get(accessKeyId) ?? LAB_ACCOUNT,
    learn(action, account, answer) {
      if (!action.startsWith('AssumeRole') && action !== 'CreateAccessKey') return;
      const key = /<AccessKeyId>(\w+)<\/AccessKeyId>/.exec(answer)?.[1];
      if (key === undefined) return;
      accounts.set(
        key,
        /:assumed-role\//.test(answer) ? (/arn:[\w-]+:sts::(\d{12}):/.exec(answer)?.[1] ?? account) : account,
      );
    },
  };
}

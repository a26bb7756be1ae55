import type { Actor, Execution, Stores } from '@trueup/core';

/** An execution that someone asked for, as it is written with those of others. */
export interface Beginning {
  readonly execution: Execution;
  readonly actor: Actor;
}

/** Writes executions and their records in one transaction. */
export async function writeBeginnings(stores: Stores, beginnings: readonly Beginning[]): Promise<void> {
  await stores.executions.insert(beginnings.map(({ execution }) => execution));
  await stores.records.append(
    beginnings.map(({ execution, actor }) => ({
      at: execution.startedAt,
      actor,
      action: 'execution.started',
      subject: { kind: 'execution', id: execution.id },
      detail: {
        documentName: execution.documentName,
        documentVersion: execution.documentVersion,
        accountId: execution.scope.accountId,
        region: execution.scope.region,
        mode: execution.mode,
        ...(execution.roleArn === undefined ? {} : { roleArn: execution.roleArn }),
        ...(execution.spread ? { children: execution.spread.children.length } : {}),
      },
    })),
  );
}

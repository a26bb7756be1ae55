import type { Trueup } from '@trueup/api-contract';
import type { KillSwitch, Store } from '@trueup/core';
import { killSwitches } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { settled } from './settled.ts';

type Switches = Pick<Trueup, 'listKillSwitches' | 'turnKillSwitchOn' | 'turnKillSwitchOff'>;

export function killSwitchOperations({
  engine,
  store,
  actor,
}: Pick<ApplicationParts, 'engine' | 'store' | 'actor'>): Switches {
  const { operations } = engine;
  return {
    listKillSwitches: async ({ accounts }) => ({ items: await killSwitchesIn(store, accounts) }),
    async turnKillSwitchOn(given) {
      const { killSwitch, stopping } = settled(await operations.turnKillSwitchOn(given, actor));
      return { killSwitch, stopping };
    },
    turnKillSwitchOff: async (given) => settled(await operations.turnKillSwitchOff(given, actor)).killSwitch,
  };
}

/** Those that are on and stop something in these accounts: one of a control stops it in every account. */
export async function killSwitchesIn(
  store: Store,
  accounts: readonly string[] | undefined,
): Promise<readonly KillSwitch[]> {
  const on = await killSwitches(store);
  return on.filter(({ scope }) => scope.kind !== 'account' || (accounts?.includes(scope.id) ?? true));
}

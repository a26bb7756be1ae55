import type { Trueup } from '@trueup/api-contract';
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
    listKillSwitches: async () => ({ items: await killSwitches(store) }),
    async turnKillSwitchOn(given) {
      const { killSwitch, stopping } = settled(await operations.turnKillSwitchOn(given, actor));
      return { killSwitch, stopping };
    },
    turnKillSwitchOff: async (given) => settled(await operations.turnKillSwitchOff(given, actor)).killSwitch,
  };
}

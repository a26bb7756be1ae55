import { z } from 'zod';
import { operation } from '../operation.ts';
import { killSwitch, killSwitchScope } from '../schema/kill-switch.ts';
import { list } from '../schema/list.ts';
import { accountId } from '../schema/resource.ts';

const turn = z.strictObject({ scope: killSwitchScope, reason: z.string().trim().min(1).max(1000) });

export const killSwitchOperations = {
  listKillSwitches: operation({
    method: 'GET',
    path: '/api/v1/kill-switches',
    summary: 'Kill switches that are on, or those of them that stop something in the accounts asked for',
    input: z.strictObject({ accounts: list(accountId).exactOptional() }),
    output: z.object({ items: list(killSwitch) }),
  }),
  turnKillSwitchOn: operation({
    method: 'POST',
    path: '/api/v1/kill-switches/on',
    summary: 'Stops everything, an account or a control: nothing starts, and what runs ends at its next step',
    input: turn,
    output: z.object({
      killSwitch,
      stopping: list(z.string()).meta({ description: 'Executions that end at their next step.' }),
    }),
  }),
  turnKillSwitchOff: operation({
    method: 'POST',
    path: '/api/v1/kill-switches/off',
    summary: 'Lets what it stopped be decided anew',
    input: turn,
    output: killSwitch,
  }),
};

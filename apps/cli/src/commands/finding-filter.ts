import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { several, severalUpperCase } from './option-parsers.ts';

export interface FindingFilterOptions {
  readonly control?: readonly string[];
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly severity?: readonly string[];
}

type Filter = Pick<Input<'listFindings'>, 'controls' | 'accounts' | 'regions' | 'severities'>;

export function addFindingFilter(command: Command): Command {
  return command
    .option('--control <id>', 'only this control; may be repeated', several)
    .option('--account <id>', 'only this account; may be repeated', several)
    .option('--region <name>', 'only this region; may be repeated', several)
    .option('--severity <level>', 'only this severity; may be repeated', severalUpperCase);
}

/** What the options ask for; the values themselves are checked at the door of Trueup. */
export function findingFilter({ control, account, region, severity }: FindingFilterOptions): Filter {
  return {
    ...(control ? { controls: control } : {}),
    ...(account ? { accounts: account } : {}),
    ...(region ? { regions: region } : {}),
    ...(severity ? { severities: severity as NonNullable<Filter['severities']> } : {}),
  };
}

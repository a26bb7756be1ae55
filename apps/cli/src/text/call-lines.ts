import type { PlannedCall } from '@trueup/api-contract';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { valueLines } from './value-lines.ts';

/** A planned call with its inputs, a member a line. */
export function callLines(call: PlannedCall, number: number, { cyan, dim }: Paint): string[] {
  return [
    `  ${number}. ${cyan(plain(`${call.service}:${call.operation}`))} ${dim(`(step ${plain(call.step)})`)}`,
    ...Object.entries(call.parameters).flatMap(([name, value]) => valueLines(name, value, 7)),
  ];
}

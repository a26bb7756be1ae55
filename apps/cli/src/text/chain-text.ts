import type { ChainVerdict, Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';

export function verdictText(verdict: ChainVerdict, { paint }: Look): string {
  return verdict.kind === 'intact'
    ? `${paint.green('intact')}: ${verdict.records} records\nhead: ${verdict.head}`
    : `${paint.red('broken')} at record ${verdict.seq}: ${verdict.problem}`;
}

/** With what the checkpoints prove beyond the chain itself. */
export function checkedText({ verdict, checkpoints, latest }: Output<'verifyCheckpoints'>, look: Look): string {
  const lines = [verdictText(verdict, look)];
  if (verdict.kind === 'intact') {
    lines.push(
      latest
        ? `checkpoints: ${checkpoints}, the last of record ${latest.seq} at ${latest.at}: none up to it was cut`
        : 'checkpoints: none, so an end that was cut would not show',
    );
  }
  return lines.join('\n');
}

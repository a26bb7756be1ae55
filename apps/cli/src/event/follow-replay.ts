import type { EventReplay } from '@trueup/api-contract';
import type { Connected } from '../shell.ts';
import { timeText } from '../text/time-text.ts';

const LOOK_EVERY_MS = 500;
const ENDED: readonly EventReplay['state'][] = ['COMPLETED', 'CANCELLED', 'FAILED'];

/** Waits until a replay has ended, and shows how far it is. */
export async function followReplay(
  { trueup, pause, progress }: Pick<Connected, 'trueup' | 'pause' | 'progress'>,
  id: string,
): Promise<EventReplay> {
  for (;;) {
    const replay = await trueup.getReplay({ id });
    if (ENDED.includes(replay.state)) return replay;
    const { name, state, lastReplayedAt } = replay;
    progress.show(
      `replay ${name}: ${state}${lastReplayedAt === undefined ? '' : `, got to ${timeText(lastReplayedAt)}`}`,
    );
    await pause(LOOK_EVERY_MS);
  }
}

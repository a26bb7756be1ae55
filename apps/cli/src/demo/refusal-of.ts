import { Problem } from '@trueup/api-contract';

/** Why what was asked is refused. Throws when it is not. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Problem) return `refused: ${error.message}`;
    throw error;
  }
  throw new Error('the demo was not refused what it should be');
}

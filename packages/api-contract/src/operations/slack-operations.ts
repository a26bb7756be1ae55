import { z } from 'zod';
import { operation } from '../operation.ts';
import { instant } from '../schema/resource.ts';
import { user } from '../schema/user.ts';

export const slackOperations = {
  createSlackLinkCode: operation({
    method: 'POST',
    path: '/api/v1/me/slack-link',
    summary: 'A code that tells Slack who one is, shown this once; typed there as `/trueup link CODE`',
    input: z.strictObject({}),
    output: z.object({ code: z.string(), expiresAt: instant }),
  }),
  unlinkSlack: operation({
    method: 'POST',
    path: '/api/v1/me/slack-unlink',
    summary: 'Slack counts for oneself no more',
    input: z.strictObject({}),
    output: user,
  }),
};

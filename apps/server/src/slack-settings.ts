import { appIdOf, type SlackSettings } from '@trueup/delivery';

export interface SlackApprovalSettings extends SlackSettings {
  readonly appId: string;
  readonly consoleUrl?: string;
}

const NAMES = [
  'TRUEUP_SLACK_APP_TOKEN',
  'TRUEUP_SLACK_BOT_TOKEN',
  'TRUEUP_SLACK_CHANNEL',
  'TRUEUP_SLACK_TEAM',
] as const;

/**
 * How plans are approved in Slack, out of the server's environment. Undefined: they are not. Throws where only a part
 * is given, or what is given cannot be right; no value is told, since two of them are secrets.
 */
export function slackSettings(
  environment: Readonly<Record<string, string | undefined>>,
): SlackApprovalSettings | undefined {
  const given = (name: string): string => environment[name]?.trim() ?? '';
  const missing = NAMES.filter((name) => given(name) === '');
  if (missing.length === NAMES.length) return undefined;
  if (missing.length > 0) throw new Error(`approvals in Slack need ${missing.join(' and ')} as well`);
  const [appToken, botToken, channel, team] = [given(NAMES[0]), given(NAMES[1]), given(NAMES[2]), given(NAMES[3])];
  const appId = appIdOf({ appToken });
  if (appId === undefined) throw new Error(`${NAMES[0]} is no app-level token: expected the form xapp-1-A…`);
  if (!/^xoxb-[\w-]+$/.test(botToken)) throw new Error(`${NAMES[1]} is no bot token: expected the form xoxb-…`);
  if (!/^[CG][A-Z0-9]{2,30}$/.test(channel))
    throw new Error(`${NAMES[2]} is no channel id: expected the form C0123456789`);
  if (!/^T[A-Z0-9]{2,30}$/.test(team)) throw new Error(`${NAMES[3]} is no workspace id: expected the form T0123456789`);
  const consoleUrl = given('TRUEUP_CONSOLE_URL');
  return { appToken, botToken, channel, team, appId, ...(consoleUrl === '' ? {} : { consoleUrl }) };
}

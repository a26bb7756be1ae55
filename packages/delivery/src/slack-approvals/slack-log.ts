import type { Logger, LogLevel } from '@slack/web-api';
import type { SlackSettings } from './slack-connection.ts';

/** Structured log lines; nothing secret is ever passed. */
export interface SlackLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

const MOST = 500;

/** The log of Slack's libraries: warnings and errors alone, without tokens and without the socket's address. */
export function slackLog(
  log: SlackLog,
  secrets: Pick<SlackSettings, 'appToken' | 'botToken'>,
  level: LogLevel,
): Logger {
  const tell = (...said: readonly unknown[]): void => log.error({ said: redacted(said, secrets) }, 'Slack');
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: tell,
    error: tell,
    setLevel: silent,
    getLevel: () => level,
    setName: silent,
  };
}

/** The socket's address lets in whoever has it. */
function redacted(
  said: readonly unknown[],
  { appToken, botToken }: Pick<SlackSettings, 'appToken' | 'botToken'>,
): string {
  const text = said.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return text
    .replaceAll(appToken, '…')
    .replaceAll(botToken, '…')
    .replaceAll(/\bx(?:app|ox[a-z])-[\w-]{1,300}/g, '…')
    .replaceAll(/\bwss?:\/\/\S{1,2000}/g, '…')
    .slice(0, MOST);
}

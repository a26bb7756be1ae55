import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

const SECRETS = [
  'authorization',
  'token',
  'password',
  'externalId',
  'secret',
  'secretAccessKey',
  'cookie',
  'csrf',
  'headers.authorization',
  'req.headers.authorization',
  'headers.cookie',
  'req.headers.cookie',
];

/** JSON lines. Members that could hold a secret are replaced, wherever a line was careless enough to hold one. */
export function serverLog(options: { readonly level?: string; readonly destination: DestinationStream }): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      serializers: { error: stdSerializers.err },
      redact: { paths: [...SECRETS, ...SECRETS.map((path) => `*.${path}`)], censor: '[redacted]' },
    },
    options.destination,
  );
}

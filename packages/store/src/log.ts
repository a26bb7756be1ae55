/** Takes what no caller is waiting for: one line and its fields. Nothing secret is ever passed. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const logToStderr: Log = {
  info() {},
  error(fields, message) {
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  },
};

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

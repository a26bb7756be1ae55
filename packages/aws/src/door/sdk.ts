import { createRequire } from 'node:module';

/** The parts of an SDK client that the door uses. Every `@aws-sdk/client-*` has them. */
export interface SdkClient {
  send(command: object, options: SendOptions): Promise<unknown>;
  readonly middlewareStack: {
    remove(name: string): boolean;
    addRelativeTo(middleware: SdkMiddleware, placed: Readonly<Record<string, unknown>>): void;
  };
}

/** Handed through by the SDK, unchanged, to the request handler. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal;
  readonly sent: Sent;
}

/** Counts the HTTP requests of one call. */
export interface Sent {
  requests: number;
}

export type SdkMiddleware = (
  next: (args: unknown) => Promise<unknown>,
  context: Readonly<Record<string, unknown>>,
) => (args: unknown) => Promise<unknown>;

export type SdkClientConstructor = new (config: Readonly<Record<string, unknown>>) => SdkClient;
export type SdkCommandConstructor = new (input: unknown) => object;

/** An operation's static schema: `[9, namespace, name, traits, input, output]`. */
type OperationSchema = readonly [number, string, string, unknown, unknown, unknown];

/** What a client's module exports, sorted. Operations are keyed as `foldName` leaves them. */
export interface SdkModule {
  readonly client: SdkClientConstructor;
  readonly operations: ReadonlyMap<
    string,
    { readonly name: string; readonly command: SdkCommandConstructor; readonly schema: OperationSchema }
  >;
}

/** One name for every spelling: `DescribeInstances`, `describe_instances`, `describe-instances`. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * The client's module, or undefined where the package is not installed.
 * Loaded by `require` on first use: 47 clients take a second and 150 MB, and `import()` of EC2 is twice as slow.
 */
export function loadSdkModule(servicePackage: string): SdkModule | undefined {
  const name = `@aws-sdk/client-${servicePackage}`;
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = require(name) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (isMissing(error, name)) return undefined;
    throw error;
  }
  const client = Object.entries(exported).find(
    ([key, value]) => key.endsWith('Client') && key !== '__Client' && typeof value === 'function',
  )?.[1];
  if (client === undefined) throw new Error(`${name} exports no client`);
  return { client: client as SdkClientConstructor, operations: operationsOf(exported) };
}

const require = createRequire(import.meta.url);

function operationsOf(exported: Readonly<Record<string, unknown>>): SdkModule['operations'] {
  const operations = new Map<string, { name: string; command: SdkCommandConstructor; schema: OperationSchema }>();
  for (const [key, command] of Object.entries(exported)) {
    const name = /^([A-Z]\w*)Command$/.exec(key)?.[1];
    const schema = name === undefined ? undefined : exported[`${name}$`];
    if (name === undefined || typeof command !== 'function' || !Array.isArray(schema)) continue;
    operations.set(foldName(name), {
      name,
      command: command as SdkCommandConstructor,
      schema: schema as unknown as OperationSchema,
    });
  }
  return operations;
}

function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as sent. */
  readonly text: string;
}

export interface SmtpListener {
  readonly port: number;
  readonly mails: readonly Mail[];
  /** Every line that is no part of a mail. */
  readonly commands: readonly string[];
}

const open = new Map<Server, ReadonlySet<Socket>>();

/** For the end of every test that made listeners. */
export function closeSmtpListeners(): void {
  for (const [server, sockets] of open) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  open.clear();
}

/** `replies`: by the beginning of a command, in place of the usual one; an empty one is never sent. `.` ends a mail. */
export async function smtpListener(replies: Readonly<Record<string, string>> = {}): Promise<SmtpListener> {
  const mails: Mail[] = [];
  const commands: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    converse(socket, { replies, mails, commands });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  open.set(server, sockets);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, mails, commands };
}

interface Conversation {
  readonly replies: Readonly<Record<string, string>>;
  readonly mails: Mail[];
  readonly commands: string[];
}

const USUAL: Readonly<Record<string, string>> = {
  GREE: '220 here',
  EHLO: '250-here\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};

function converse(socket: Socket, { replies, mails, commands }: Conversation): void {
  let rest = '';
  let isMail = false;
  let mail = { from: '', to: [] as string[], text: '' };
  const answer = (command: string): void => {
    const name = Object.keys(replies).find((start) => command.startsWith(start));
    const reply = name === undefined ? (USUAL[command.slice(0, 4)] ?? '250 fine') : replies[name];
    if (reply) socket.write(`${reply}\r\n`);
  };
  const take = (line: string): void => {
    if (isMail && line !== '.') mail = { ...mail, text: `${mail.text}${line}\n` };
    else if (isMail) {
      isMail = false;
      mails.push(mail);
      answer('.');
    } else {
      commands.push(line);
      if (line.startsWith('MAIL FROM:')) mail = { from: line.slice(10), to: [], text: '' };
      if (line.startsWith('RCPT TO:')) mail.to.push(line.slice(8));
      isMail = line === 'DATA' && !('DATA' in replies);
      answer(line);
    }
  };
  answer('GREETING');
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { motoPython } from './moto-python.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('moto serves one request at a time', () => {
  const script = `
import threading, time
from moto_launcher import serialised
inside = most = 0
def application(environ, start_response):
    global inside, most
    inside += 1
    most = max(most, inside)
    time.sleep(0.01)
    inside -= 1
    return []
serve = serialised(application)
threads = [threading.Thread(target=serve, args=({}, None)) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(most)`;
  const most = execFileSync(motoPython(), ['-c', script], { cwd: import.meta.dirname, encoding: 'utf8' });
  expect(most.trim()).toBe('1');
});

test('moto ends when the process that started it is killed', async () => {
  const start = new URL('start-aws-lab.ts', import.meta.url).href;
  const script = `import { startAwsLab } from ${JSON.stringify(start)}; console.log((await startAwsLab()).pid);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(owner.stdout, 'data')) as [Buffer];
  const moto = Number(printed.toString('utf8'));
  expect(isAlive(moto)).toBe(true);

  const ended = once(owner, 'exit');
  owner.kill('SIGKILL');
  await ended;
  for (let waited = 0; isAlive(moto) && waited < 50; waited++) await delay(100);
  expect(isAlive(moto)).toBe(false);
});

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Both compile everything, on a machine that may have more to do. */
const timeout = 180_000;

test(
  'exports_areThoseOfTheReports',
  () => {
    const script = fileURLToPath(new URL('../../scripts/api-report.mjs', import.meta.url));
    let output = '';
    try {
      execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8', stdio: 'pipe' });
    } catch (failure) {
      const { stdout, stderr } = failure as { stdout: string; stderr: string };
      output = `${stdout}${stderr}`;
    }
    expect(output).toBe('');
  },
  timeout,
);

test(
  'reference_isComplete',
  () => {
    const typedoc = fileURLToPath(import.meta.resolve('typedoc')).replace(/index\.js$/, '../bin/typedoc');
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const run = (): string =>
      execFileSync(process.execPath, [typedoc, '--emit', 'none', '--logLevel', 'Warn'], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).not.toThrow();
  },
  timeout,
);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const BUILD_MS = 120_000;

describe('the portal’s build', () => {
  const output = mkdtempSync(join(tmpdir(), 'fairlead-portal-'));
  let files: { name: string; text: string }[] = [];

  beforeAll(() => {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const built = spawnSync(
      process.execPath,
      [vite, 'build', '--outDir', output, '--emptyOutDir', '--logLevel', 'error'],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, FAIRLEAD_APP: 'portal', NODE_ENV: 'production' },
      },
    );
    expect(built.stderr + built.stdout).toBe('');
    files = readdirSync(output, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|css|html|json|svg|webmanifest)$/.test(name))
      .map((name) => ({ name, text: readFileSync(join(output, name), 'utf8') }));
  }, BUILD_MS);

  afterAll(() => rmSync(output, { recursive: true }));

  it('contains no address, sentence or source of the desk', () => {
    const backOffice = JSON.parse(
      readFileSync(join(ROOT, 'src/locales/en/desk-shell.json'), 'utf8'),
    ) as { sign_in: { note: string } };
    const markers = ['/api/desk', 'src/desk', 'desk-shell', 'apps/desk', backOffice.sign_in.note];
    const found = files.flatMap(({ name, text }) =>
      markers.filter((marker) => text.includes(marker)).map((marker) => `${marker} in ${name}`),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });

  it('has no script in its page, which the content security policy would refuse', () => {
    const page = files.find(({ name }) => name === 'index.html')?.text ?? '';
    const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, body] of scripts) {
      expect(attributes).toContain('src=');
      expect(body?.trim()).toBe('');
    }
    expect(page).not.toMatch(/\son\w+=/);
  });

  it('asks nothing of third parties', () => {
    const page = files.filter(({ name }) => /\.(html|css)$/.test(name));
    for (const { text } of page) expect(text).not.toMatch(/(src|href|url\()=?["'(]?https?:/);
  });
});

/**
 * Generates the two clients from `openapi/portal.json` and `openapi/desk.json` into
 * `src/api/<realm>`. With `--check` it generates beside them and fails on any difference.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

const ROOT = join(import.meta.dirname, '..');
const REALMS = ['portal', 'desk'] as const;
const checking = process.argv.includes('--check');

async function generate(realm: string, output: string): Promise<void> {
  await createClient({
    input: join(ROOT, 'openapi', `${realm}.json`),
    output: { path: output, entryFile: true },
    logs: { level: 'warn' },
    plugins: [
      { name: '@hey-api/client-fetch', throwOnError: true },
      '@hey-api/typescript',
      { name: '@hey-api/sdk', responseStyle: 'data' },
      { name: '@tanstack/react-query', mutationOptions: false },
    ],
  });
}

function filesOf(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length), readFileSync(path, 'utf8')];
    }),
  );
}

async function differs(realm: string): Promise<boolean> {
  // Inside the project: the generator formats by the nearest configuration.
  const fresh = mkdtempSync(join(ROOT, 'node_modules', `.api-${realm}-`));
  try {
    await generate(realm, fresh);
    const [now, then] = [filesOf(fresh), filesOf(join(ROOT, 'src/api', realm))];
    return now.size !== then.size || [...now].some(([path, text]) => then.get(path) !== text);
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

for (const realm of REALMS) {
  if (!checking) await generate(realm, join(ROOT, 'src/api', realm));
  else if (await differs(realm)) {
    console.error(`src/api/${realm} is not what openapi/${realm}.json makes: run "npm run api".`);
    process.exitCode = 1;
  }
}

/**
 * Measures both builds against the budgets (gzip): what the sign-in page loads, the first style
 * sheet, each lazy page, the chart library. Run after `npm run build`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(import.meta.dirname, '..');
const KB = 1000;
const BUDGET = {
  signInJs: 260 * KB,
  signInRequests: 15,
  firstCss: 42 * KB,
  lazyPage: 45 * KB,
  charts: 210 * KB,
};
/** Page, icon, first-paint script, one font, brand: besides chunks and sheets. */
const OTHER_REQUESTS = 5;

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

const dist = (app: string) => join(ROOT, 'dist', app);
const weigh = (app: string, file: string) => gzipSync(readFileSync(join(dist(app), file))).length;

/** A chunk with everything it imports statically, without what is `known` already. */
function closure(manifest: Manifest, name: string, known = new Set<string>()): Set<string> {
  const found = new Set<string>();
  const visit = (key: string) => {
    if (found.has(key) || known.has(key)) return;
    found.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  visit(name);
  return found;
}

/** What is there already when `name` is loaded: all that each of the chunks that ask for it needs. */
function loadedBefore(manifest: Manifest, name: string, known: Set<string>): Set<string> {
  const askers = Object.keys(manifest).filter((key) =>
    manifest[key]?.dynamicImports?.includes(name),
  );
  const [first, ...others] = askers.map((asker) => closure(manifest, asker));
  const shared = [...(first ?? [])].filter((key) => others.every((other) => other.has(key)));
  return new Set([...known, ...shared]);
}

const complaints: string[] = [];

function check(label: string, value: number, limit: number, unit = 'kB'): void {
  const shown =
    unit === 'kB'
      ? `${(value / KB).toFixed(1)} of ${limit / KB} kB`
      : `${value} of ${limit} ${unit}`;
  console.log(`${value > limit ? 'OVER' : '  ok'}  ${label}: ${shown}`);
  if (value > limit) complaints.push(label);
}

function checkApp(app: string): void {
  const manifest = JSON.parse(
    readFileSync(join(dist(app), '.vite/manifest.json'), 'utf8'),
  ) as Manifest;
  const sum = (files: Iterable<string>) =>
    [...files].reduce((total, file) => total + weigh(app, file), 0);
  const jsOf = (keys: Iterable<string>) =>
    [...keys].flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith('.js'));
  const cssOf = (keys: Iterable<string>) =>
    new Set([...keys].flatMap((key) => manifest[key]?.css ?? []));

  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error(`dist/${app} has no entry`);
  const first = closure(manifest, entry);
  const words = Object.keys(manifest).filter(
    (key) => key.endsWith('locales/ar/common.json') || key.endsWith(`locales/ar/${app}-shell.json`),
  );
  const signIn = [...jsOf(first), ...jsOf(words)];
  check(`${app}: JavaScript of the sign-in page`, sum(signIn), BUDGET.signInJs);
  check(
    `${app}: requests of the sign-in page`,
    signIn.length + cssOf(first).size + OTHER_REQUESTS,
    BUDGET.signInRequests,
    'requests',
  );
  check(`${app}: first style sheet`, sum(cssOf(first)), BUDGET.firstCss);

  const shell = Object.keys(manifest).find((key) => key.endsWith('Shell.tsx')) ?? entry;
  const known = new Set([...first, ...closure(manifest, shell, first)]);
  check(`${app}: shell`, sum(jsOf(closure(manifest, shell, first))), BUDGET.lazyPage);
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.isDynamicEntry || key === shell || key.endsWith('.json')) continue;
    const isChart = key.endsWith('EChart.tsx');
    check(
      `${app}: ${key.replace(/^.*src\//, '')}`,
      sum(jsOf(closure(manifest, key, loadedBefore(manifest, key, known)))),
      isChart ? BUDGET.charts : BUDGET.lazyPage,
    );
  }
}

checkApp('portal');
checkApp('desk');
if (complaints.length > 0) {
  console.error(`Over budget: ${complaints.join('; ')}`);
  process.exit(1);
}

/**
 * Fails when a feature imports another feature, an application imports the other, shared code
 * imports an application, or a file grows past 250 lines.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const MAX_LINES = 250;
const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

interface Place {
  app: string;
  feature: string | null;
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|tsx|css)$/.test(file) && !file.startsWith('api/'))
  .map((file) => join(SRC, file));

function placeOf(file: string): Place {
  const [app = '', folder, feature] = relative(SRC, file).split('/');
  return { app, feature: folder === 'features' ? (feature ?? null) : null };
}

function targetOf(specifier: string, importer: string): string | null {
  if (specifier.startsWith('@/')) return join(SRC, specifier.slice(2));
  if (specifier.startsWith('.')) return resolve(dirname(importer), specifier);
  return null;
}

function complaint(importer: string, target: string): string | null {
  const from = placeOf(importer);
  const to = placeOf(target);
  const arrow = `${relative(ROOT, importer)} imports ${relative(ROOT, target)}`;
  const isApp = (app: string) => app === 'portal' || app === 'desk';
  if (isApp(from.app) && isApp(to.app) && from.app !== to.app)
    return `${arrow}: the applications are apart`;
  if (from.app === 'shared' && to.app !== 'shared')
    return `${arrow}: shared code knows no application`;
  if (from.feature && to.feature && from.feature !== to.feature)
    return `${arrow}: features are apart`;
  return null;
}

const complaints = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').length - 1;
  const tooLong =
    lines > MAX_LINES
      ? [`${relative(ROOT, file)} has ${lines} lines; ${MAX_LINES} is the limit`]
      : [];
  const imports = [...text.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
    const target = targetOf(specifier, file);
    return target ? (complaint(file, target) ?? []) : [];
  });
  return [...tooLong, ...imports];
});

for (const line of complaints) console.error(line);
if (complaints.length > 0) process.exit(1);
console.log(`${sources.length} files keep their boundaries.`);

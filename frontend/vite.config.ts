/**
 * One configuration, two builds: `FAIRLEAD_APP=portal|desk` chooses which single-page
 * application is built into `dist/<app>`. The two never share an output folder, so nothing
 * of the desk can end up in the bucket that clients download from.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const API_PORT = { portal: 8600, desk: 8601 };

function chosenApp(): 'portal' | 'desk' {
  const app = process.env.FAIRLEAD_APP ?? 'portal';
  if (app !== 'portal' && app !== 'desk') {
    throw new Error(`FAIRLEAD_APP must be portal or desk, not "${app}"`);
  }
  return app;
}

const app = chosenApp();
const api = { '/api': { target: process.env.FAIRLEAD_API ?? `http://localhost:${API_PORT[app]}` } };

// Two chunks hold what the first page needs: half the requests of automatic splitting, and
// they stay cached over releases that change only our own code.
const chunkGroups = [
  {
    name: 'ui',
    test: /node_modules\/(@mantine|@floating-ui)\//,
    tags: ['$initial' as const],
    priority: 2,
  },
  { name: 'vendor', test: /node_modules/, tags: ['$initial' as const], priority: 1 },
  { name: 'shared', test: /src\/shared\//, tags: ['$initial' as const], priority: 1 },
];

export default defineConfig({
  root: here(`apps/${app}`),
  publicDir: here('public'),
  plugins: [react()],
  resolve: { alias: { '@': here('src') } },
  define: { __APP__: JSON.stringify(app) },
  build: {
    outDir: here(`dist/${app}`),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // The policy "font-src 'self'" has no room for data: URLs.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
  },
  server: { proxy: api, port: 8690, strictPort: true, host: '127.0.0.1' },
  preview: { proxy: api, port: 8690, strictPort: true, host: '127.0.0.1' },
});

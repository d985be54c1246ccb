/**
 * The generated client for calls before sign-in: it carries no token and never tries to renew one,
 * which would end a session that has not begun.
 */
import { createClient, createConfig } from '@/api/portal/client';
import { connectClient } from '@/shared/api/connect';

export const publicClient = createClient(createConfig());
connectClient(publicClient, (request) => globalThis.fetch(request));

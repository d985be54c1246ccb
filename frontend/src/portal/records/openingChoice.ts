/** What the chosen server and kind of account leave to choose, and the rules of the choice. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { AccountTypeView, OptionsView } from '@/api/portal';
import { required } from '@/shared/forms/rules';
import { acceptances } from './Agreements';
import type { AccountKind } from './queries';

export type OpeningValues = {
  server_id: string;
  kind: AccountKind;
  account_type_id: string;
  /** As text, because it is chosen from a list; empty where the broker does not let choose. */
  leverage: string;
  /** Accepted documents. */
  agreements: string[];
};

export const serverOf = (options: OptionsView, id: string) =>
  options.servers.find((server) => server.id === id) ?? options.servers[0];

/** The types of one kind on one server. */
export const typesOf = (options: OptionsView, serverId: string, kind: AccountKind) =>
  serverOf(options, serverId)?.account_types.filter((one) => one.kind === kind) ?? [];

export const leftOf = ({ limits }: OptionsView, kind: AccountKind): number =>
  kind === 'live' ? limits.live_left : limits.demo_left;

const leverageOf = (type: AccountTypeView | undefined): string =>
  type?.leverage_visible ? String(type.default_leverage) : '';

/** The values with the first thing offered wherever the server or the kind has changed. */
export function settled(options: OptionsView, server_id: string, kind: AccountKind) {
  const server = serverOf(options, server_id);
  const offered = server?.account_types.some((one) => one.kind === kind)
    ? kind
    : (server?.account_types[0]?.kind ?? kind);
  const type = typesOf(options, server_id, offered)[0];
  return {
    server_id: server?.id ?? '',
    kind: offered,
    account_type_id: type?.id ?? '',
    leverage: leverageOf(type),
  };
}

/** The values that follow from choosing a type. */
export const withType = (type: AccountTypeView) => ({
  account_type_id: type.id,
  leverage: leverageOf(type),
});

export function openingSchema(t: TFunction<'common'>, options: OptionsView) {
  const isComplete = (accepted: string[]) =>
    options.agreements.every(({ document }) => accepted.includes(document));
  return z.object({
    server_id: required(t),
    account_type_id: required(t),
    agreements: z.array(z.string()).check(z.refine(isComplete, t('validation.accept'))),
  });
}

/** What the API is told of the choice. */
export const chosenAccount = (values: OpeningValues, options: OptionsView) => ({
  server_id: values.server_id,
  account_type_id: values.account_type_id,
  leverage: values.leverage ? Number(values.leverage) : null,
  agreements: acceptances(options.agreements, values.agreements),
});

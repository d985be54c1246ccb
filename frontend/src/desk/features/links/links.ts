/** Calls of promotional links, and a link as its form has it. */
import type { LinkForm, LinkSheetView } from '@/api/desk/types.gen';

export const PATH = '/api/desk/promotional-links';
export const pathOf = (linkId: string) => `${PATH}/${linkId}`;

export const AUDIENCES = ['all', 'named', 'own'] as const;
export const TARGETS = ['trader', 'ib'] as const;
export const NONE = 'none';

export type Values = {
  code: string;
  name: string;
  source: string;
  target: string;
  audience: string;
  named_ids: string[];
  group_id: string;
  language: string;
  landing_url: string;
  flexible_scheme_id: string;
  active: boolean;
};

const orNone = (value: string | undefined) => value || NONE;
const orEmpty = (value: string) => (value === NONE ? '' : value);

export function valuesOf(link: LinkSheetView | null): Values {
  return {
    code: link?.code ?? '',
    name: link?.name ?? '',
    source: link?.source ?? '',
    target: link?.target ?? 'trader',
    audience: link?.audience ?? 'all',
    named_ids: link?.named.map(({ id }) => id) ?? [],
    group_id: orNone(link?.group_id),
    language: orNone(link?.language),
    landing_url: link?.landing_url ?? '',
    flexible_scheme_id: orNone(link?.scheme?.id),
    active: link?.active ?? true,
  };
}

/** What is sent; whatever does not belong to what was chosen is left out. */
export function formOf({ code: _, ...values }: Values): LinkForm {
  return {
    ...values,
    name: values.name.trim(),
    source: values.source.trim(),
    target: values.target as LinkForm['target'],
    audience: values.audience as LinkForm['audience'],
    named_ids: values.audience === 'named' ? values.named_ids : [],
    group_id: orEmpty(values.group_id),
    language: orEmpty(values.language) || null,
    landing_url: values.landing_url.trim(),
    flexible_scheme_id: values.target === 'ib' ? orEmpty(values.flexible_scheme_id) : '',
  };
}

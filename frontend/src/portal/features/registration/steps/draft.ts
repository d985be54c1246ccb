/** A registration under way: the calls about it, and the token of this visit. */
import {
  beginRegistration,
  checkNewcomersUpload,
  type DraftAccount,
  type DraftDetails,
  type DraftIdentity,
  type DraftView,
  fillInRegistration,
  type KycFormView,
  type OptionsView,
  type SubmittedView,
  startNewcomersUpload,
} from '@/api/portal';
import type { ApiError } from '@/shared/api/ApiError';
import { COUNTRIES, diallingOf } from '@/shared/forms/countries';
import type { FileSteps } from '@/shared/forms/designed/FieldInput';
import { DOCUMENT_LIMITS } from '@/shared/upload/limits';
import { publicClient } from '../../../publicClient';
import type { Asked, Kind } from '../registration';

export type Step = DraftView['steps'][number] | 'finish';

/** What is filled in, by part; a part that is left out stays as it is. */
export interface Parts {
  details?: DraftDetails;
  identity?: DraftIdentity;
  account?: DraftAccount;
}

/** Everything that the steps offer. */
export interface Offers {
  asked: Record<Kind, Asked>;
  forms: KycFormView[];
  options: OptionsView;
}

export type Draft = DraftView;
export type DraftFile = DraftView['files'][number];
export type Submitted = SubmittedView;

// The tab's own storage: the token does not outlive the tab, and another tab has none.
const TOKEN = 'fairlead.draft';

export const keptToken = (): string | null => sessionStorage.getItem(TOKEN);
export const keepToken = (token: string): void => sessionStorage.setItem(TOKEN, token);
export const dropToken = (): void => sessionStorage.removeItem(TOKEN);

export interface Opening {
  email: string;
  code: string;
  kind: Kind;
  language: 'en' | 'zh' | 'ar';
  source: string;
}

export const begin = (body: Opening) => beginRegistration({ client: publicClient, body });

export const fillIn = (token: string, parts: Parts, phoneProof = ''): Promise<Draft> =>
  fillInRegistration({
    client: publicClient,
    body: { token, ...parts, phone_proof: phoneProof },
  });

/** The draft is over, or another device goes on with it. */
export const isLost = (error: ApiError): boolean =>
  error.code === 'draft_missing' || error.code === 'registration_steps_off';

/** How documents of a newcomer are sent; those of earlier visits are known by name. */
export const documentsOf = (
  token: string,
  draft: Draft,
  onSent: (file: DraftFile) => void,
): FileSteps => ({
  ...DOCUMENT_LIMITS,
  kept: Object.fromEntries(draft.files.map(({ file_id, file_name }) => [file_id, file_name])),
  steps: {
    ticket: async (file) => {
      const ticket = await startNewcomersUpload({
        client: publicClient,
        body: { token, file_name: file.name, content_type: file.type, size_bytes: file.size },
      });
      onSent({ file_id: ticket.file_id, file_name: file.name, content_type: file.type });
      return ticket;
    },
    check: (fileId) =>
      checkNewcomersUpload({ client: publicClient, body: { token, file_id: fileId } }),
  },
});

export const stepsOf = (draft: Draft): Step[] => [...draft.steps, 'finish'];

/** Where somebody goes on: the first step that is not filled in. */
export function nextStep(draft: Draft): Step {
  const { steps, details, identity, account } = draft;
  if (!details.name || !details.phone_number) return 'details';
  if (steps.includes('identity') && !identity) return 'identity';
  if (steps.includes('account') && !account) return 'account';
  return 'finish';
}

const OF_FINISH = ['password', 'consents', 'agreements'];

/** Which step a refusal is about; null when it is about none. */
export function stepOf(error: ApiError, draft: Draft): Step | null {
  const [head = ''] = (error.field ?? '').split('.');
  if (!head || OF_FINISH.includes(head)) return null;
  return draft.steps.find((step) => step === head) ?? 'details';
}

/** The country whose dialling code a number was typed behind; several share one. */
export function countryOf(dialling: string, preferred: string): string {
  if (!dialling) return '';
  if (diallingOf(preferred) === dialling) return preferred;
  return COUNTRIES.find((one) => one.dialling === dialling)?.code ?? '';
}

/** Whether the number as typed is the one that was proven. */
export function isProven(proven: string, dialling: string, typed: string): boolean {
  const digits = typed.replace(/\D/g, '').replace(/^0+/, '');
  return digits !== '' && proven === `${dialling}${digits}`;
}

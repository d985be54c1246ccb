/** Registering in steps: begun or taken up again by a code, then filled in and sent in. */
import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNewcomersAccountOptions, listNewcomersIdentityForms } from '@/api/portal';
import type { ApiError } from '@/shared/api/ApiError';
import type { Language } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Loaded } from '@/shared/ui/Loaded';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { publicClient } from '../../../publicClient';
import type { Asked, Kind } from '../registration';
import { AccountStep } from './AccountStep';
import { DetailsStep } from './DetailsStep';
import {
  type Draft,
  dropToken,
  fillIn,
  isLost,
  keepToken,
  keptToken,
  nextStep,
  type Offers,
  type Step,
  type Submitted,
  stepsOf,
} from './draft';
import { FinishStep } from './FinishStep';
import { IdentityStep } from './IdentityStep';
import { StartStep } from './StartStep';
import { StepBar } from './StepBar';
import { type KeptDraft, useDraft } from './useDraft';

export interface StepsFlowProps {
  kind: Kind;
  asked: Record<Kind, Asked>;
  /** Whether a draft is open: until then the kind of client can be chosen. */
  onUnderWay: (kind: Kind | null) => void;
  onDone: (outcome: Submitted) => void;
}

interface Visit {
  token: string;
  draft: Draft;
}

export default function StepsFlow({ kind, asked, onUnderWay, onDone }: StepsFlowProps) {
  const { t } = useTranslation('portal-registration');
  const [visit, setVisit] = useState<Visit | 'looking' | null>(keptToken() ? 'looking' : null);
  const [isOver, setOver] = useState(false);
  const enter = (token: string, draft: Draft) => {
    if (draft.submitted) {
      dropToken();
      onDone(draft.submitted);
      return;
    }
    keepToken(token);
    setOver(false);
    setVisit({ token, draft });
    onUnderWay(draft.kind);
  };
  const leave = () => {
    dropToken();
    setOver(true);
    setVisit(null);
    onUnderWay(null);
  };
  useReturning(visit === 'looking', enter, leave);
  if (visit === 'looking') return <FormSkeleton fields={5} />;
  if (!visit) {
    return (
      <>
        {isOver ? (
          <Alert color="yellow" mb="md" role="status">
            {t('steps.over')}
          </Alert>
        ) : null}
        <StartStep kind={kind} onOpened={({ token, ...draft }) => enter(token, draft)} />
      </>
    );
  }
  const reload = () => {
    fillIn(visit.token, {})
      .then((draft) => enter(visit.token, draft))
      .catch(leave);
  };
  return <Offered {...visit} asked={asked} onLost={leave} onDone={onDone} onReload={reload} />;
}

/** Goes on with the draft of this tab, after the page was loaded anew. */
function useReturning(
  isLooking: boolean,
  enter: (token: string, draft: Draft) => void,
  leave: () => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks once
  useEffect(() => {
    const token = keptToken();
    if (!isLooking || !token) return;
    fillIn(token, {})
      .then((draft) => enter(token, draft))
      .catch(leave);
  }, []);
}

interface OfferedProps extends Visit {
  asked: Record<Kind, Asked>;
  onLost: () => void;
  onDone: (outcome: Submitted) => void;
  onReload: () => void;
}

function Offered({ asked, ...props }: OfferedProps) {
  const offers = useQuery({
    queryKey: ['registration', 'offers'],
    queryFn: async ({ signal }) => {
      const [forms, options] = await Promise.all([
        listNewcomersIdentityForms({ client: publicClient, signal }),
        listNewcomersAccountOptions({ client: publicClient, signal }),
      ]);
      return { forms: forms.items, options };
    },
  });
  return (
    <Loaded query={offers} skeleton={<FormSkeleton fields={5} />}>
      {(found) => <UnderWay {...props} offers={{ asked, ...found }} />}
    </Loaded>
  );
}

export interface StepProps {
  kept: KeptDraft;
  token: string;
  offers: Offers;
  language: Language;
  refusal: ApiError | null;
  onBack?: () => void;
  onNext: () => void;
  onGo: (step: Step) => void;
  onRefused: (error: ApiError, step: Step | null) => void;
  onSubmitted: (outcome: Submitted) => void;
}

const PAGES = {
  details: DetailsStep,
  identity: IdentityStep,
  account: AccountStep,
  finish: FinishStep,
};

interface UnderWayProps extends Omit<OfferedProps, 'asked'> {
  offers: Offers;
}

function UnderWay({ token, draft: opened, offers, onLost, onDone, onReload }: UnderWayProps) {
  const { language } = useLanguage();
  const kept = useDraft(token, opened, (error) => {
    if (isLost(error)) onLost();
    if (error.code === 'draft_submitted') onReload();
  });
  const steps = stepsOf(kept.draft);
  const [step, setStep] = useState<Step>(() => nextStep(opened));
  const [reached, setReached] = useState(steps.indexOf(step));
  const [refused, setRefused] = useState<{ error: ApiError; step: Step } | null>(null);
  const here = steps.indexOf(step);
  const go = (next: Step) => {
    setStep(next);
    setReached((far) => Math.max(far, steps.indexOf(next)));
    void kept.flush().catch(() => undefined);
    window.scrollTo({ top: 0 });
  };
  const Page = PAGES[step];
  const before = steps[here - 1];
  return (
    <>
      <StepBar steps={steps} current={step} reached={reached} onGo={go} />
      <Page
        key={step}
        kept={kept}
        token={token}
        offers={offers}
        language={language}
        refusal={refused?.step === step ? refused.error : null}
        onBack={before ? () => go(before) : undefined}
        onNext={() => {
          setRefused(null);
          go(steps[here + 1] ?? 'finish');
        }}
        onGo={go}
        onRefused={(error, about) => {
          if (isLost(error)) onLost();
          else if (error.code === 'draft_submitted') onReload();
          else if (about) {
            setRefused({ error, step: about });
            go(about);
          }
        }}
        onSubmitted={(outcome) => {
          dropToken();
          onDone(outcome);
        }}
      />
    </>
  );
}

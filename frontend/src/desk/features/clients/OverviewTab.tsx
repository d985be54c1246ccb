/** Registration, referral, sign-in and what the client agreed to. */
import { Alert, Button } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { pickText } from '@/shared/i18n/localized';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { ClientLink } from '../../records/Person';
import type { Client } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './OverviewTab.module.css';
import { ReturnedMail } from './ReturnedMail';

const CorrectDialog = lazy(() =>
  import('./CorrectDialog').then((one) => ({ default: one.CorrectDialog })),
);

export function OverviewTab({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  return (
    <div className={classes.column}>
      {client.suspended ? <Suspended suspended={client.suspended} /> : null}
      {client.status === 'rejected' && client.rejection_reason ? (
        <Alert color="red">{t('rejected_because', { reason: client.rejection_reason })}</Alert>
      ) : null}
      {client.returned_mail ? (
        <ReturnedMail client={client} returned={client.returned_mail} />
      ) : null}
      <div className={classes.grid}>
        <Panel title={t('registration')} aside={<Correct client={client} />}>
          <Registration client={client} />
        </Panel>
        <div className={classes.column}>
          <Panel title={t('referral')}>
            <Referral client={client} />
          </Panel>
          <Panel title={t('sign_in')}>
            <SignIn client={client} />
          </Panel>
          <Panel title={t('consents')}>
            <Consents client={client} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** Correcting what was given, for whoever may. */
function Correct({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const [open, setOpen] = useState(false);
  const hasLeft = client.status === 'deleted' || client.status === 'rejected';
  if (!can('update_clients') || hasLeft) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPencil size={15} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('correct.open')}
      </Button>
      {open ? (
        <Suspense>
          <CorrectDialog client={client} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Suspended({ suspended }: { suspended: NonNullable<Client['suspended']> }) {
  const { t } = useTranslation('desk-clients');
  return (
    <Alert color="red" icon={<IconLock size={18} />} title={t('is_suspended')}>
      {suspended.reason || t('no_reason')}
      <div className={classes.soft}>
        <bdi>{suspended.by}</bdi> {suspended.at ? <Time at={suspended.at} /> : null}
      </div>
    </Alert>
  );
}

function Registration({ client }: { client: Client }) {
  const words = useWords();
  const country = useCountryName();
  const { language: shownIn } = useLanguage();
  const label = (code: string) => words('fact', code);
  const language = isLanguage(client.language) ? LANGUAGE_NAMES[client.language] : client.language;
  return (
    <FactList
      facts={[
        { label: label('name'), value: <bdi>{client.name}</bdi> },
        { label: label('kind'), value: <StatusChip status={client.kind} /> },
        { label: label('email'), value: <bdi>{client.email}</bdi> },
        { label: label('phone'), value: <bdi dir="ltr">{client.phone}</bdi> },
        { label: label('nationality'), value: country(client.nationality) },
        { label: label('language'), value: <bdi>{language}</bdi> },
        { label: label('source'), value: client.source ? words('value', client.source) : '—' },
        { label: label('owner'), value: client.owner?.name ?? '—' },
        {
          label: label('participants'),
          value: client.participants.map(({ name }) => name).join(' · ') || '—',
        },
        { label: label('group'), value: pickText(client.group.name, shownIn) },
        { label: label('registered_at'), value: <Time at={client.registered_at} /> },
        {
          label: label('activated_at'),
          value: client.activated_at ? <Time at={client.activated_at} /> : '—',
        },
      ]}
    />
  );
}

function Referral({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const { tag } = useLanguage();
  const { referral } = client;
  return (
    <FactList
      facts={[
        {
          label: words('fact', 'referral_code'),
          value: referral.code ? (
            <>
              <bdi>{referral.code}</bdi> <CopyButton value={referral.code} label={t('copy_code')} />
            </>
          ) : (
            '—'
          ),
        },
        {
          label: words('fact', 'referrer'),
          value: referral.referrer ? <ClientLink client={referral.referrer} /> : '—',
        },
        {
          label: words('fact', 'downline_count'),
          value: formatCount(referral.direct_downlines, tag),
        },
      ]}
    />
  );
}

function SignIn({ client }: { client: Client }) {
  const words = useWords();
  const { tag } = useLanguage();
  const { login } = client;
  return (
    <FactList
      facts={[
        {
          label: words('fact', 'status'),
          value: login ? <StatusChip status={login.status} /> : '—',
        },
        {
          label: words('fact', 'last_login_at'),
          value: client.last_login_at ? <Time at={client.last_login_at} /> : '—',
        },
        {
          label: words('fact', 'failed_attempts'),
          value: formatCount(login?.failed_attempts ?? 0, tag),
        },
      ]}
    />
  );
}

function Consents({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const { language } = useLanguage();
  if (client.consents.length === 0) return <span className={classes.soft}>{t('no_consents')}</span>;
  return (
    <FactList
      facts={client.consents.map((consent) => ({
        label: t('consent_in_version', {
          title: pickText(consent.title, language),
          version: consent.version,
        }),
        value: (
          <span className={classes.consent}>
            <Time at={consent.accepted_at} />
            <bdi className={classes.soft}>{consent.ip}</bdi>
          </span>
        ),
      }))}
    />
  );
}

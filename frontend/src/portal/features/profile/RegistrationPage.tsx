/** What the client gave at registration: the fixed fields, and the broker's own questions. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AnsweredFormView, OwnRegistrationView } from '@/api/portal';
import { readOwnRegistrationOptions } from '@/api/portal/@tanstack/react-query.gen';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Sections, Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import classes from './profile.module.css';

export default function RegistrationPage() {
  const { t } = useTranslation('portal-profile');
  const registration = useQuery(readOwnRegistrationOptions());
  return (
    <>
      <PageHeader title={t('registration.title')} subtitle={t('registration.subtitle')} />
      <Loaded query={registration} skeleton={<PageSkeleton />}>
        {(found) => (
          <Sections>
            <Split even>
              <CameIn registration={found} />
              <Changes />
            </Split>
            {found.forms
              .filter(({ form }) => form.fields.length > 0)
              .map((answered) => (
                <Answered key={answered.kind} answered={answered} />
              ))}
          </Sections>
        )}
      </Loaded>
    </>
  );
}

/** Sources that are not the broker's own words for a campaign or a link. */
const isOwnSource = (source: string): source is 'portal' | 'staff' =>
  source === 'portal' || source === 'staff';

function CameIn({ registration }: { registration: OwnRegistrationView }) {
  const { t } = useTranslation('portal-profile');
  const country = useCountryName();
  const { name, email, phone, nationality, kind, source, registered_at } = registration;
  const facts = [
    { label: t('name'), value: <bdi>{name}</bdi> },
    { label: t('email'), value: <bdi>{email}</bdi> },
    { label: t('phone'), value: <bdi dir="ltr">{phone}</bdi> },
    { label: t('nationality'), value: country(nationality) },
    { label: t('kind'), value: <StatusChip status={kind} /> },
    { label: t('registration.joined'), value: <Time at={registered_at} /> },
  ];
  if (source) {
    const own = isOwnSource(source) ? t(`registration.sources.${source}`) : source;
    facts.push({ label: t('registration.source'), value: <bdi>{own}</bdi> });
  }
  return (
    <Panel title={t('registration.fixed')}>
      <FactList facts={facts} />
    </Panel>
  );
}

/** Nothing here is changed by hand: what can be changed has its own place. */
function Changes() {
  const { t } = useTranslation('portal-profile');
  return (
    <Panel title={t('registration.changes')}>
      <p className={classes.text}>{t('registration.changes_text')}</p>
      <Button component={Link} to="/profile" variant="default" mt="md">
        {t('registration.settings')}
      </Button>
    </Panel>
  );
}

function Answered({ answered }: { answered: AnsweredFormView }) {
  const { t } = useTranslation('portal-profile');
  return (
    <Panel title={t(`registration.answers.${answered.kind}`)}>
      <AnswerList design={answered.form} answers={answered.answers} />
    </Panel>
  );
}

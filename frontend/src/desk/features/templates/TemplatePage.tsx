/** One event: its channels, its words in every language side by side, and how the mail looks. */
import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventSheetView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { LanguageEditor } from './LanguageEditor';
import { Marks } from './TemplatesPage';
import { useEvent, useTemplateCalls } from './templates';
import classes from './templates.module.css';

export default function TemplatePage() {
  const { event = '' } = useParams({ strict: false }) as { event?: string };
  const sheet = useEvent(event);
  return (
    <Loaded query={sheet} skeleton={<FormSkeleton fields={6} />}>
      {(found) => <Sheet sheet={found} />}
    </Loaded>
  );
}

function Sheet({ sheet }: { sheet: EventSheetView }) {
  const { t } = useTranslation('desk-templates');
  const words = useWords();
  return (
    <>
      <PageHeader
        title={words('event', sheet.event.code)}
        marks={<Marks event={sheet.event} />}
        subtitle={
          <Link to={'/message-templates' as '/'} className={classes.soft}>
            {t('back')}
          </Link>
        }
      />
      <div className={classes.page}>
        <div className={classes.facts}>
          <Channels sheet={sheet} />
          {sheet.texts.length > 0 ? <Variables sheet={sheet} /> : null}
        </div>
        {sheet.texts.length > 0 ? (
          <div className={classes.languages}>
            {sheet.texts.map((text) => (
              <LanguageEditor
                key={`${text.language}-${text.edition}`}
                event={sheet.event.code}
                text={text}
              />
            ))}
          </div>
        ) : (
          <p className={classes.soft}>{t('bell_only')}</p>
        )}
      </div>
    </>
  );
}

function Channels({ sheet: { event } }: { sheet: EventSheetView }) {
  const { t } = useTranslation('desk-templates');
  const can = useCan();
  const queries = useQueryClient();
  const calls = useTemplateCalls(event.code);
  const change = useMutation({
    mutationFn: calls.change,
    onSuccess: () => {
      toastDone(t('switched'));
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  });
  const fixed = event.mandatory || !can('update_templates') || change.isPending;
  return (
    <Panel title={t('channels')}>
      <div className={classes.switches}>
        <FormProblem problem={change.error ? asApiError(change.error) : null} />
        {event.mailed ? (
          <Switch
            label={t('by_mail')}
            checked={event.email}
            disabled={fixed}
            onChange={({ currentTarget }) => change.mutate({ email: currentTarget.checked })}
          />
        ) : null}
        {event.belled ? (
          <Switch
            label={t('by_bell')}
            checked={event.popup}
            disabled={fixed}
            onChange={({ currentTarget }) => change.mutate({ popup: currentTarget.checked })}
          />
        ) : null}
        {event.mandatory ? <p className={classes.soft}>{t('mandatory_hint')}</p> : null}
      </div>
    </Panel>
  );
}

function Variables({ sheet }: { sheet: EventSheetView }) {
  const { t } = useTranslation('desk-templates');
  return (
    <Panel title={t('variables')}>
      <ul className={classes.variables}>
        {sheet.variables.map(({ name, example }) => (
          <li key={name}>
            <code dir="ltr">{`{{ ${name} }}`}</code>
            <CopyButton value={`{{ ${name} }}`} label={t('copy', { name })} />
            <bdi className={classes.soft}>{example}</bdi>
          </li>
        ))}
      </ul>
      <p className={classes.soft}>{t('variables_hint')}</p>
    </Panel>
  );
}

/** What staff have noted about the client, newest first. */
import { Button, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import type { ClientComment } from '../../records/types';
import { pathOf } from './client';
import classes from './tabs.module.css';

const SHOWN = 100;

export function CommentsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const path = `${pathOf(clientId)}/comments`;
  const comments = useQuery({
    queryKey: ['desk', path],
    queryFn: ({ signal }) =>
      api.get<Page<ClientComment>>(path, { query: { limit: SHOWN }, signal }),
  });
  return (
    <Stack gap="md">
      <Panel title={t('add_comment')}>
        <CommentForm path={path} />
      </Panel>
      <Panel title={t('tabs.comments')}>
        <Loaded query={comments}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('no_comments')} />
            ) : (
              <ul className={classes.comments}>
                {items.map((comment) => (
                  <li key={comment.id}>
                    <div className={classes.soft}>
                      <bdi>{comment.by.name}</bdi> <Time at={comment.at} />
                    </div>
                    <p className={classes.text} dir="auto">
                      {comment.text}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </Stack>
  );
}

function CommentForm({ path }: { path: string }) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const schema = useMemo(() => z.object({ text: required(common) }), [common]);
  const { form, onSubmit, busy, problem, again } = useRequestForm({
    schema,
    initialValues: { text: '' },
    send: ({ text }, idempotencyKey) =>
      api.post<ClientComment>(path, { text: text.trim() }, { idempotencyKey }),
    onSent: () => {
      again();
      void queries.invalidateQueries({ queryKey: ['desk', path] });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <FormProblem problem={problem} />
        <Textarea
          label={t('comment')}
          autosize
          minRows={2}
          maxLength={4000}
          {...form.getInputProps('text')}
        />
        <div>
          <Button type="submit" loading={busy}>
            {t('add_comment')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

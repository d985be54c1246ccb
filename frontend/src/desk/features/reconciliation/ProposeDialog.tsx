/** Proposing what is to be done about a break; the suggestion is filled in. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { BreakStoryView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { PATH, useBreakWords } from './words';

interface ProposeDialogProps {
  broken: BreakStoryView;
  opened: boolean;
  onClose: () => void;
}

export function ProposeDialog(props: ProposeDialogProps) {
  const { t } = useTranslation('desk-reconciliation');
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('propose_title')}>
      {props.opened ? <ProposeForm {...props} /> : null}
    </Modal>
  );
}

function useProposal({ broken, onClose }: ProposeDialogProps) {
  const { t } = useTranslation('desk-reconciliation');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const { action, against } = broken.suggestion;
  const first = broken.possible.includes(action) ? action : (broken.possible[0] ?? 'accept');
  return useRequestForm({
    schema: useMemo(() => z.object({ reason: required(common) }), [common]),
    initialValues: { action: first as string, against: against ?? 'suspense', reason: '' },
    send: (values, idempotencyKey) =>
      api.post(
        `${PATH}/breaks/${broken.id}/repairs`,
        {
          action: values.action,
          against: values.action === 'book' ? values.against : null,
          reason: values.reason.trim(),
        },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('proposed'));
      onClose();
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  });
}

function ProposeForm(props: ProposeDialogProps) {
  const { broken, onClose } = props;
  const { t } = useTranslation('desk-reconciliation');
  const { t: common } = useTranslation('common');
  const own = useBreakWords();
  const { form, onSubmit, busy, problem } = useProposal(props);
  const name = broken.side_name;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Radio.Group label={t('what_to_do')} {...form.getInputProps('action')}>
          <Stack gap="sm" mt="xs">
            {broken.possible.map((action) => (
              <Radio
                key={action}
                value={action}
                label={own('action', action)}
                description={t(`effect.${action}`, { name })}
              />
            ))}
          </Stack>
        </Radio.Group>
        {form.values.action === 'book' ? (
          <Radio.Group label={t('against_of')} {...form.getInputProps('against')}>
            <Stack gap="sm" mt="xs">
              <Radio value="suspense" label={own('against', 'suspense')} />
              {broken.client_id ? <Radio value="wallet" label={own('against', 'wallet')} /> : null}
            </Stack>
          </Radio.Group>
        ) : null}
        <Textarea
          label={t('reason')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps('reason')}
        />
        <Text size="sm" c="dimmed">
          {t('four_eyes')}
        </Text>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('propose')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

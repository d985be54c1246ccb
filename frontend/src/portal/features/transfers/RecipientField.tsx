/** Who is to receive: a number is typed, the broker answers with a masked name to look at. */
import { Button, Group, Input, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lookUpRecipient } from '@/api/portal';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { ServerChoice, type ServerOption, serversOf } from '@/shared/forms/ServerChoice';
import { FactList } from '@/shared/ui/FactList';
import { isNumber, type Recipient, type RecipientKey } from './send';

interface RecipientFieldProps {
  /** By which numbers somebody can be found. At least one. */
  keys: readonly RecipientKey[];
  found: Recipient | null;
  onFound: (recipient: Recipient | null) => void;
  error?: string;
}

export function RecipientField({ keys, found, onFound, error }: RecipientFieldProps) {
  const { t } = useTranslation('portal-transfers');
  if (!found) return <Search keys={keys} onFound={onFound} error={error} />;
  const name = t('client.recipient_of', { name: `\u2068${found.name}\u2069`, id: found.client_id });
  return (
    <Stack gap="xs" align="stretch" role="group" aria-label={t('client.recipient')}>
      <FactList tinted facts={[{ label: t('client.recipient'), value: name, strong: true }]} />
      {error ? <Input.Error role="alert">{error}</Input.Error> : null}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {t('client.check_name')}
        </Text>
        <Button variant="default" size="compact-sm" onClick={() => onFound(null)}>
          {t('client.other')}
        </Button>
      </Group>
    </Stack>
  );
}

function Search({ keys, onFound, error }: Omit<RecipientFieldProps, 'found'>) {
  const { t } = useTranslation('portal-transfers');
  const { ofError } = useErrorWords();
  const [by, setBy] = useState<RecipientKey>(keys[0] ?? 'client');
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState('');
  const [servers, setServers] = useState<readonly ServerOption[]>([]);
  const [server, setServer] = useState<string | null>(null);
  const looking = useMutation({
    mutationFn: async () => {
      const asked = { by, number: number.trim(), server };
      return { ...(await lookUpRecipient({ body: asked })), asked };
    },
    onSuccess: onFound,
    onError: (thrown) => {
      setWrong(ofError(asApiError(thrown)));
      setServers(serversOf(thrown));
    },
  });
  const find = () => {
    if (looking.isPending) return;
    if (isNumber(number.trim())) looking.mutate();
    else setWrong(t('client.number_wrong'));
  };
  const startAnew = () => {
    setWrong('');
    setServers([]);
    setServer(null);
  };
  const change = (text: string) => {
    setNumber(text);
    startAnew();
  };
  const choose = (id: string | null) => {
    setServer(id);
    setWrong('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    find();
  };
  return (
    <Stack gap="xs">
      {keys.length > 1 ? (
        <>
          <Input.Label component="div">{t('client.by')}</Input.Label>
          <SegmentedControl
            fullWidth
            aria-label={t('client.by')}
            data={keys.map((one) => ({ value: one, label: t(`client.by_${one}`) }))}
            value={by}
            onChange={(next) => {
              setBy(next as RecipientKey);
              startAnew();
            }}
          />
        </>
      ) : null}
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('client.number')}
          description={t(by === 'client' ? 'client.number_hint' : 'client.number_hint_account')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode="numeric"
          autoComplete="off"
          required
          value={number}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          error={wrong || error}
        />
        <Button mt={25} variant="default" loading={looking.isPending} onClick={find}>
          {t('client.find')}
        </Button>
      </Group>
      {servers.length > 0 ? (
        <ServerChoice servers={servers} value={server} onChange={choose} />
      ) : null}
    </Stack>
  );
}

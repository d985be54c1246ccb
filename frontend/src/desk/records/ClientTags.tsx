/** What a client is tagged with: what they have done first, then the broker's words, then their own. */
import { Group } from '@mantine/core';
import { Chip } from '@/shared/ui/StatusChip';
import type { ClientRow } from './types';
import { useWords } from './words';

interface ClientTagsProps {
  client: Pick<ClientRow, 'tags' | 'private_tags' | 'system_tags'>;
  /** How many of the custom ones; all of them when absent. */
  atMost?: number;
}

export function ClientTags({ client, atMost }: ClientTagsProps) {
  const words = useWords();
  const custom = [...client.tags, ...client.private_tags];
  const shown = custom.slice(0, atMost);
  const hidden = custom.length - shown.length;
  if (custom.length + client.system_tags.length === 0) return '—';
  return (
    <Group gap={4} wrap={atMost ? 'nowrap' : 'wrap'} component="span">
      {client.system_tags.map((tag) => (
        <Chip key={tag} tone="info">
          {words('tag', tag)}
        </Chip>
      ))}
      {shown.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {hidden > 0 ? <Chip>{`+${hidden}`}</Chip> : null}
    </Group>
  );
}

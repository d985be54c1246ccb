/** What a new ticket is about and its first message, whoever writes it. */
import { Select, Textarea, TextInput } from '@mantine/core';
import type { Choice } from '@/shared/table/types';

const MAX_SUBJECT = 150;
const MAX_TEXT = 4000;

interface TicketFieldsProps {
  labels: { category: string; subject: string; text: string };
  categories: readonly Choice[];
  fieldOf: (name: 'category_id' | 'subject' | 'text') => object;
}

export function TicketFields({ labels, categories, fieldOf }: TicketFieldsProps) {
  return (
    <>
      <Select
        label={labels.category}
        required
        data={categories}
        data-autofocus
        {...fieldOf('category_id')}
      />
      <TextInput label={labels.subject} required maxLength={MAX_SUBJECT} {...fieldOf('subject')} />
      <Textarea
        label={labels.text}
        required
        autosize
        minRows={5}
        maxRows={16}
        maxLength={MAX_TEXT}
        {...fieldOf('text')}
      />
    </>
  );
}

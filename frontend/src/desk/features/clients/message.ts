/** What a message to many clients says, for a reader of one language. */
import type { ClientJob } from '../../records/types';

type Message = ClientJob['message'];

/** The subject in the reader's language, or in the first that it was written in. */
export const subjectIn = (message: Message, language: string) =>
  (message?.said.find((one) => one.language === language) ?? message?.said[0])?.subject ?? '';

/** Which files are taken as documents; the server decides, this only says so early. */
export const DOCUMENT_LIMITS = {
  accept: ['image/jpeg', 'image/png', 'application/pdf'],
  maxBytes: 10_485_760,
};

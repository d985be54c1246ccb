/**
 * Sends a file straight to the bucket by presigned POST. XMLHttpRequest, because `fetch` reports
 * no upload progress.
 */
import { ApiError } from '@/shared/api/ApiError';

export interface UploadTicket {
  file_id: string;
  url: string;
  /** Form fields that the bucket demands, in the order given. */
  fields: Record<string, string>;
}

function refusal(status: number): ApiError {
  const code =
    status === 0 ? 'network_unreachable' : status === 413 ? 'file_too_large' : 'upload_refused';
  return new ApiError(status, {
    code,
    message: 'Upload failed',
    field: null,
    facts: {},
    request_id: null,
  });
}

/**
 * @param onProgress share sent so far, 0 to 1
 * @throws ApiError when the bucket refuses or cannot be reached; DOMException AbortError when cancelled
 */
export function sendFile(
  ticket: UploadTicket,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append('file', file); // The bucket ignores every field after the file.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', ticket.url);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(refusal(request.status));
    };
    request.onerror = () => reject(refusal(0));
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

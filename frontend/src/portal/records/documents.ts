/** Sending a file of the client's own. */
import { checkUpload, startUpload, type UploadForm } from '@/api/portal';
import type { UploadSteps } from '@/shared/upload/FileUpload';

/** Sending a file for `purpose`: permission, then the check of what arrived. */
export const uploadSteps = (purpose: UploadForm['purpose']): UploadSteps => ({
  ticket: (file) =>
    startUpload({
      body: {
        purpose,
        file_name: file.name,
        content_type: file.type,
        size_bytes: file.size,
      },
    }),
  check: (fileId) => checkUpload({ path: { file_id: fileId } }),
});
